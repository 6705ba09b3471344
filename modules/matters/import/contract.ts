import { type Static, Type } from 'typebox'
import { endpoint, nullable, PageQuery, pageOf } from '../../../kernel/contract/endpoint.ts'
import { Instant, idSchema, WordsSchema } from '../../../kernel/contract/ids.ts'
import { OutcomeSchema } from '../contract.ts'
import { fields } from './mapping.ts'

/**
 * Where an import stands. Until it is accepted (from `running` on) no matter is written; `checking`, `running` and
 * `undoing` are work that goes on in the background.
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

const importId = Type.Object({ importId: idSchema<'import'>() })
const FieldSchema = Type.Enum(fields)

/** One type of two names: of a union, the validator would make the null a 0. */
const ColumnOrNowhere = Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum: 16_383 })

/** The column of each field that a person chose; null: read from nowhere. */
const ChosenSchema = Type.Partial(Type.Record(FieldSchema, ColumnOrNowhere), {
  additionalProperties: false,
})

/** What can be done with an import now. */
export const importSteps = ['columns', 'check', 'accept', 'resume', 'cancel', 'undo'] as const
export type ImportStep = (typeof importSteps)[number]

export const ImportView = Type.Object({
  id: idSchema<'import'>(),
  state: Type.Enum(importStates),
  fileName: Type.String(),
  mapping: Type.Object({ name: Type.String(), title: WordsSchema }),
  place: Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() }),
  /** Rows in the file; known once it was checked. */
  total: nullable(Type.Integer()),
  read: Type.Integer(),
  /** Before it is accepted: how many would be. */
  created: Type.Integer(),
  unchanged: Type.Integer(),
  rejected: Type.Integer(),
  createdBy: nullable(Type.String()),
  createdAt: Instant,
  acceptedAt: nullable(Instant),
  finishedAt: nullable(Instant),
  undoneAt: nullable(Instant),
  failure: nullable(WordsSchema),
  steps: Type.Array(Type.Enum(importSteps)),
  /** Whether the rows that were not taken can still be fetched as a sheet; they are kept for a month. */
  hasReturnedRows: Type.Boolean(),
})
export type ImportView = Static<typeof ImportView>

export const listImports = endpoint({
  id: 'matters.imports',
  method: 'GET',
  path: '/api/imports',
  summary: { zh: '导入记录', en: 'Imports' },
  query: Type.Object(PageQuery),
  response: pageOf(ImportView),
})

export const getImport = endpoint({
  id: 'matters.import',
  method: 'GET',
  path: '/api/imports/:importId',
  summary: { zh: '一次导入', en: 'One import' },
  params: importId,
  response: ImportView,
})

/**
 * Takes one .xlsx as the form field `file`; before it may stand `mapping` (a built-in one; the best fitting when left
 * out) and `placeId` (where rows belong that name no place; the sender's own place when left out).
 */
export const uploadImport = endpoint({
  id: 'matters.upload_import',
  method: 'POST',
  path: '/api/imports',
  summary: { zh: '上传表格', en: 'Upload a sheet' },
  consumes: 'multipart',
  response: ImportView,
})

export const PreviewRow = Type.Object({
  row: Type.Integer(),
  /** What the row becomes; null where something is wrong. */
  matter: nullable(
    Type.Object({
      title: Type.String(),
      body: Type.String(),
      reportedAt: Instant,
      place: nullable(Type.String()),
      category: nullable(WordsSchema),
      outcome: nullable(OutcomeSchema),
      answer: nullable(Type.String()),
      answeredAt: nullable(Instant),
    }),
  ),
  errors: Type.Array(Type.Object({ column: Type.String(), words: WordsSchema })),
})

/** How the columns are read, with samples of each, and what the first rows become. Numbers of persons are masked. */
export const previewImport = endpoint({
  id: 'matters.preview_import',
  method: 'GET',
  path: '/api/imports/:importId/preview',
  summary: { zh: '导入预览', en: 'Preview of an import' },
  params: importId,
  response: Type.Object({
    columns: Type.Array(
      Type.Object({ column: Type.Integer(), header: Type.String(), samples: Type.Array(Type.String()) }),
    ),
    fields: Type.Array(Type.Object({ field: FieldSchema, required: Type.Boolean(), column: nullable(Type.Integer()) })),
    missing: Type.Array(FieldSchema),
    /** What a person chose over the headers; send it back with every further choice. */
    chosen: ChosenSchema,
    mappings: Type.Array(Type.Object({ name: Type.String(), title: WordsSchema })),
    rows: Type.Array(PreviewRow),
  }),
})

/** Chooses mapping, columns (null: read from nowhere) and the place of rows that name none. */
export const chooseColumns = endpoint({
  id: 'matters.map_import',
  method: 'PUT',
  path: '/api/imports/:importId/columns',
  summary: { zh: '对应各列', en: 'Match the columns' },
  params: importId,
  body: Type.Object(
    {
      mapping: Type.Optional(Type.String({ maxLength: 40 })),
      columns: Type.Optional(ChosenSchema),
      placeId: Type.Optional(idSchema<'place'>()),
    },
    { additionalProperties: false },
  ),
  response: ImportView,
})

const step = <Name extends string>(name: Name, zh: string, en: string) =>
  endpoint({
    id: `matters.${name}_import`,
    method: 'POST',
    path: `/api/imports/:importId/${name}`,
    summary: { zh, en },
    params: importId,
    response: ImportView,
  })

/** Reads the whole file without writing a matter: how many rows are new, known, wrong. */
export const checkImport = step('check', '检查全部行', 'Check all rows')
/** Writes the matters, or goes on where an earlier run stopped. */
export const acceptImport = step('accept', '确认导入', 'Accept the import')
/** What is in stays in; it can go on, or be undone. */
export const cancelImport = step('cancel', '停止导入', 'Cancel the import')
/** Takes all of its matters back, as long as nobody has worked on any of them. */
export const undoImport = step('undo', '撤销导入', 'Undo the import')

/** Rows that were not taken, in the order of the file. */
export const importErrors = endpoint({
  id: 'matters.import_errors',
  method: 'GET',
  path: '/api/imports/:importId/errors',
  summary: { zh: '没有导入的行', en: 'Rows not taken' },
  params: importId,
  query: Type.Object(PageQuery),
  response: pageOf(
    Type.Object({
      row: Type.Integer(),
      errors: Type.Array(Type.Object({ column: Type.String(), words: WordsSchema })),
    }),
  ),
})

/** The same rows as .xlsx, cell for cell with what is wrong: corrected, it can be imported as it is. */
export const returnedRows = endpoint({
  id: 'matters.import_returned',
  method: 'GET',
  path: '/api/imports/:importId/errors.xlsx',
  summary: { zh: '退回的表格', en: 'The returned sheet' },
  params: importId,
  produces: 'bytes',
  hands: 'export',
})

/** An empty sheet with the columns of a built-in mapping. */
export const importTemplate = endpoint({
  id: 'matters.import_template',
  method: 'GET',
  path: '/api/imports/template.xlsx',
  summary: { zh: '空白模板', en: 'Empty template' },
  query: Type.Object({ mapping: Type.Optional(Type.String({ maxLength: 40 })) }),
  produces: 'bytes',
  hands: 'form',
})

/**
 * How the imported matters were answered. Each count is a figure of `figures.ts`, so that a list with the same `figure`
 * and `importId` shows exactly the matters that it counts.
 */
export const ImportFigures = Type.Object({
  total: Type.Integer(),
  answered: Type.Integer(),
  /** Working days; `within15` counts those within 5 as well. */
  within5: Type.Integer(),
  within15: Type.Integer(),
  later: Type.Integer(),
  unanswered: Type.Integer(),
  /** The middle one of all answers; of an even number, half-way between the two. */
  median: nullable(Type.Object({ workdays: Type.Number(), days: Type.Number() })),
  longest: nullable(
    Type.Object({
      matterId: idSchema<'matter'>(),
      number: Type.String(),
      workdays: Type.Integer(),
      days: Type.Number(),
    }),
  ),
  /** By the month of the report, YYYY-MM, in order; the four parts add up. */
  months: Type.Array(
    Type.Object({
      month: Type.String(),
      within5: Type.Integer(),
      from6to15: Type.Integer(),
      later: Type.Integer(),
      unanswered: Type.Integer(),
    }),
  ),
})
export type ImportFigures = Static<typeof ImportFigures>

export const importFigures = endpoint({
  id: 'matters.import_figures',
  method: 'GET',
  path: '/api/imports/:importId/figures',
  summary: { zh: '导入事项的答复情况', en: 'How the imported matters were answered' },
  params: importId,
  response: ImportFigures,
})
