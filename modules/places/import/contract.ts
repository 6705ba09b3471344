import { type Static, Type } from 'typebox'
import { endpoint, nullable, PageQuery, pageOf } from '../../../kernel/contract/endpoint.ts'
import { Instant, idSchema, WordsSchema } from '../../../kernel/contract/ids.ts'
import { ChosenSchema, importStates, importSteps, runFields } from '../../../kernel/contract/judged-import.ts'
import { crsNames } from '../contract.ts'

/** What a row does to the register; `skipped`: it lies outside what is kept here. */
export const rowResults = ['new', 'changed', 'same', 'skipped', 'wrong'] as const
export type RowResult = (typeof rowResults)[number]

const params = Type.Object({ importId: idSchema<'placeImport'>() })

export const PlaceImportView = Type.Object({
  id: idSchema<'placeImport'>(),
  state: Type.Enum(importStates),
  source: Type.Union([Type.Literal('sheet'), Type.Literal('geojson'), Type.Literal('text')]),
  fileName: Type.String(),
  total: Type.Integer(),
  /** Rows by what they do: foretold until it is accepted. */
  new: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  skipped: Type.Integer(),
  wrong: Type.Integer(),
  /** Places that are made, those above the rows among them. */
  making: Type.Integer(),
  /** Of one that was undone: places that stayed, because somebody went on with them. */
  kept: Type.Integer(),
  crs: nullable(Type.Enum(crsNames)),
  createdAt: Instant,
  acceptedAt: nullable(Instant),
  undoneAt: nullable(Instant),
  ...runFields,
  steps: Type.Array(Type.Enum(importSteps)),
  hasReturnedRows: Type.Boolean(),
})
export type PlaceImportView = Static<typeof PlaceImportView>

/** An empty file: a column for each level of the tenant, or the two of division codes. */
export const placeTemplate = endpoint({
  id: 'places.import_template',
  method: 'GET',
  path: '/api/places/import-template.xlsx',
  summary: { zh: '地点导入模板', en: 'Template for an import of places' },
  query: Type.Object({ kind: Type.Union([Type.Literal('places'), Type.Literal('divisions')]) }),
  produces: 'bytes',
  hands: 'form',
})

export const listPlaceImports = endpoint({
  id: 'places.imports',
  method: 'GET',
  path: '/api/places/imports',
  summary: { zh: '地点的导入记录', en: 'Imports of places' },
  query: Type.Object(PageQuery),
  response: pageOf(PlaceImportView),
})

export const getPlaceImport = endpoint({
  id: 'places.import',
  method: 'GET',
  path: '/api/places/imports/:importId',
  summary: { zh: '一次地点导入', en: 'One import of places' },
  params,
  response: PlaceImportView,
})

/** Takes one .xlsx or GeoJSON file as the form field `file`, and says of each row what it would do. */
export const uploadPlaceImport = endpoint({
  id: 'places.upload_import',
  method: 'POST',
  path: '/api/places/imports',
  summary: { zh: '上传地点表格', en: 'Upload a list of places' },
  consumes: 'multipart',
  response: PlaceImportView,
})

/** Division codes with their names, a line each, as they were typed or pasted. */
export const pastePlaces = endpoint({
  id: 'places.paste_import',
  method: 'POST',
  path: '/api/places/imports/text',
  summary: { zh: '粘贴区划代码', en: 'Paste division codes' },
  body: Type.Object({ text: Type.String({ minLength: 1, maxLength: 400_000 }) }),
  response: PlaceImportView,
})

/** How the columns are read, with samples of each. Numbers of persons are masked. */
export const previewPlaceImport = endpoint({
  id: 'places.preview_import',
  method: 'GET',
  path: '/api/places/imports/:importId/preview',
  summary: { zh: '地点导入预览', en: 'Preview of an import of places' },
  params,
  response: Type.Object({
    columns: Type.Array(
      Type.Object({ column: Type.Integer(), header: Type.String(), samples: Type.Array(Type.String()) }),
    ),
    fields: Type.Array(Type.Object({ field: Type.String(), name: WordsSchema, column: nullable(Type.Integer()) })),
    chosen: ChosenSchema,
    /** What is still to be said before rows can be judged. */
    missing: Type.Array(Type.Union([Type.Literal('names'), Type.Literal('crs')])),
  }),
})

/** Says by hand which column is which, and in which system coordinates were read. */
export const choosePlaceColumns = endpoint({
  id: 'places.map_import',
  method: 'PUT',
  path: '/api/places/imports/:importId/columns',
  summary: { zh: '对应地点表格的各列', en: 'Match the columns of a list of places' },
  params,
  body: Type.Object(
    { columns: ChosenSchema, crs: Type.Optional(Type.Enum(crsNames)) },
    { additionalProperties: false },
  ),
  response: PlaceImportView,
})

const step = <Name extends string>(name: Name, zh: string, en: string) =>
  endpoint({
    id: `places.${name}_import`,
    method: 'POST',
    path: `/api/places/imports/:importId/${name}`,
    summary: { zh, en },
    params,
    response: PlaceImportView,
  })

/** Has the right rows written by a worker, all at once or none. */
export const acceptPlaceImport = step('accept', '确认导入地点', 'Accept the import of places')
/** Gives it up; nothing was written. What waits for a worker stands again where it stood. */
export const cancelPlaceImport = step('cancel', '放弃导入地点', 'Give up the import of places')
/** Has taken back what came in, but for places with which somebody went on since. */
export const undoPlaceImport = step('undo', '撤销地点导入', 'Undo the import of places')

/** The rows in the order of the file, with what each does. */
export const placeImportRows = endpoint({
  id: 'places.import_rows',
  method: 'GET',
  path: '/api/places/imports/:importId/rows',
  summary: { zh: '地点导入逐行结果', en: 'An import of places row by row' },
  params,
  query: Type.Object({ ...PageQuery, show: Type.Optional(Type.Enum(rowResults)) }),
  response: pageOf(
    Type.Object({
      row: Type.Integer(),
      result: Type.Enum(rowResults),
      /** The place by its names, the topmost first. */
      label: Type.String(),
      placeId: nullable(idSchema<'place'>()),
      faults: Type.Array(Type.Object({ column: Type.String(), words: WordsSchema })),
    }),
  ),
})

/** The wrong rows as .xlsx, cell for cell with what is wrong: corrected, it can be imported as it is. */
export const returnedPlaceRows = endpoint({
  id: 'places.import_returned',
  method: 'GET',
  path: '/api/places/imports/:importId/returned.xlsx',
  summary: { zh: '退回的地点表格', en: 'The returned list of places' },
  params,
  produces: 'bytes',
  hands: 'export',
})
