import { type Static, Type } from 'typebox'
import { endpoint, nullable, PageQuery, pageOf } from '../../../kernel/contract/endpoint.ts'
import { Instant, idSchema, WordsSchema } from '../../../kernel/contract/ids.ts'

/**
 * Where an import stands. `checking`, `running` and `undoing` are work that goes on in the background; once it was
 * accepted, one that is `cancelled` or `failed` goes on where it was.
 */
export const importStates = [
  'uploaded',
  'mapped',
  'checking',
  'checked',
  'running',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'undone',
] as const
export type ImportState = (typeof importStates)[number]

/** What can be done with an import now. */
export const importSteps = ['columns', 'check', 'accept', 'resume', 'cancel', 'undo'] as const
export type ImportStep = (typeof importSteps)[number]

/** What a row does to the register. */
export const rowResults = ['new', 'changed', 'same', 'wrong'] as const
export type RowResult = (typeof rowResults)[number]

const RowFault = Type.Object({ column: Type.String(), words: WordsSchema })

const params = Type.Object({ importId: idSchema<'householdImport'>() })

export const HouseholdImportView = Type.Object({
  id: idSchema<'householdImport'>(),
  state: Type.Enum(importStates),
  fileName: Type.String(),
  /** Rows in the file; known once all were looked at. */
  total: nullable(Type.Integer()),
  read: Type.Integer(),
  /** By what they do: foretold by the check until it is accepted. */
  new: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  wrong: Type.Integer(),
  /** Of one that was undone: rows that stayed, because somebody went on with them. */
  kept: Type.Integer(),
  /** Columns were matched as they were for an earlier file. */
  remembered: Type.Boolean(),
  createdBy: nullable(Type.String()),
  createdAt: Instant,
  acceptedAt: nullable(Instant),
  finishedAt: nullable(Instant),
  undoneAt: nullable(Instant),
  failure: nullable(WordsSchema),
  steps: Type.Array(Type.Enum(importSteps)),
  /** Whether the rows that are wrong can still be fetched as a sheet; they are kept for a month. */
  hasReturnedRows: Type.Boolean(),
})
export type HouseholdImportView = Static<typeof HouseholdImportView>

/** An empty file with the columns that the check knows. */
export const importTemplate = endpoint({
  id: 'households.import_template',
  method: 'GET',
  path: '/api/households/import-template.xlsx',
  summary: { zh: '住户导入模板', en: 'Template for an import of households' },
  produces: 'bytes',
  hands: 'form',
})

export const listHouseholdImports = endpoint({
  id: 'households.imports',
  method: 'GET',
  path: '/api/households/imports',
  summary: { zh: '住户的导入记录', en: 'Imports of households' },
  query: Type.Object(PageQuery),
  response: pageOf(HouseholdImportView),
})

export const getHouseholdImport = endpoint({
  id: 'households.import',
  method: 'GET',
  path: '/api/households/imports/:importId',
  summary: { zh: '一次住户导入', en: 'One import of households' },
  params,
  response: HouseholdImportView,
})

/** Takes one .xlsx as the form field `file`. Where every needed column is recognised, its rows are checked at once. */
export const uploadHouseholdImport = endpoint({
  id: 'households.upload_import',
  method: 'POST',
  path: '/api/households/imports',
  summary: { zh: '上传住户表格', en: 'Upload a sheet of households' },
  consumes: 'multipart',
  response: HouseholdImportView,
})

/** One type of two names: of a union, the validator would make the null a 0. */
const ColumnOrNowhere = Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum: 16_383 })
/** The column of the file for each column that is known, as a person chose it; null: read from nowhere. */
const Chosen = Type.Record(Type.String({ pattern: '^[a-zA-Z0-9:]{1,50}$' }), ColumnOrNowhere)

/** How the columns are read, with samples of each. Numbers of persons are masked. */
export const previewHouseholdImport = endpoint({
  id: 'households.preview_import',
  method: 'GET',
  path: '/api/households/imports/:importId/preview',
  summary: { zh: '住户导入预览', en: 'Preview of an import of households' },
  params,
  response: Type.Object({
    columns: Type.Array(
      Type.Object({ column: Type.Integer(), header: Type.String(), samples: Type.Array(Type.String()) }),
    ),
    fields: Type.Array(
      Type.Object({
        field: Type.String(),
        name: WordsSchema,
        required: Type.Boolean(),
        column: nullable(Type.Integer()),
      }),
    ),
    /** What a person chose over the headers; send it back with every further choice. */
    chosen: Chosen,
  }),
})

/** Says by hand which column is which. */
export const chooseHouseholdColumns = endpoint({
  id: 'households.map_import',
  method: 'PUT',
  path: '/api/households/imports/:importId/columns',
  summary: { zh: '对应住户表格的各列', en: 'Match the columns of a sheet of households' },
  params,
  body: Type.Object({ columns: Chosen }, { additionalProperties: false }),
  response: HouseholdImportView,
})

const step = <Name extends string>(name: Name, zh: string, en: string) =>
  endpoint({
    id: `households.${name}_import`,
    method: 'POST',
    path: `/api/households/imports/:importId/${name}`,
    summary: { zh, en },
    params,
    response: HouseholdImportView,
  })

/** Says of each row what accepting the import would do. Nothing is written to the register. */
export const checkHouseholdImport = step('check', '检查住户表格全部行', 'Check all rows of households')
/** Writes the right rows, a thousand at a time; one that was stopped goes on where it was. */
export const acceptHouseholdImport = step('accept', '确认导入住户', 'Accept the import of households')
/** Stops it: before it was accepted nothing is written, after it what is in stays in. */
export const cancelHouseholdImport = step('cancel', '停止导入住户', 'Stop the import of households')
/** Takes back what came in, but for households with which somebody went on since. */
export const undoHouseholdImport = step('undo', '撤销住户导入', 'Undo the import of households')

/** The rows in the order of the file, with what each does. */
export const householdImportRows = endpoint({
  id: 'households.import_rows',
  method: 'GET',
  path: '/api/households/imports/:importId/rows',
  summary: { zh: '住户导入逐行结果', en: 'An import of households row by row' },
  params,
  query: Type.Object({ ...PageQuery, show: Type.Optional(Type.Enum([...rowResults, 'kept'])) }),
  response: pageOf(
    Type.Object({
      row: Type.Integer(),
      result: Type.Enum(rowResults),
      /** What it says in the columns of a door. */
      door: Type.String(),
      /** To the household that came in and is still there, for those in charge of it. */
      householdId: nullable(idSchema<'household'>()),
      /** Of an import that was undone: somebody went on with this one, so it stayed. */
      kept: Type.Boolean(),
      faults: Type.Array(RowFault),
    }),
  ),
})

/** The wrong rows as .xlsx, cell for cell with what is wrong: corrected, it can be imported as it is. */
export const returnedHouseholdRows = endpoint({
  id: 'households.import_returned',
  method: 'GET',
  path: '/api/households/imports/:importId/returned.xlsx',
  summary: { zh: '退回的住户表格', en: 'The returned sheet of households' },
  params,
  produces: 'bytes',
  hands: 'export',
})
