import { type Static, Type } from 'typebox'
import { endpoint, nullable, PageQuery, pageOf } from '../../../kernel/contract/endpoint.ts'
import { Instant, idSchema, WordsSchema } from '../../../kernel/contract/ids.ts'
import { literals } from '../shapes.ts'

export const importKinds = ['suites', 'firms'] as const
export type ImportKind = (typeof importKinds)[number]

/**
 * Where an import stands. Until it is `done` nothing of it stands in the registers: its rows are written together or
 * not at all. `checking`, `running` and `undoing` are work that goes on in the background.
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
export const importSteps = ['columns', 'check', 'accept', 'cancel', 'undo'] as const
export type ImportStep = (typeof importSteps)[number]

/** What a row does to the registers. */
export const rowResults = ['new', 'changed', 'same', 'wrong'] as const
export type RowResult = (typeof rowResults)[number]

export const RowFault = Type.Object({ column: Type.String(), words: WordsSchema })
export type RowFault = Static<typeof RowFault>

const params = Type.Object({ importId: idSchema<'firmImport'>() })

export const FirmImportView = Type.Object({
  id: idSchema<'firmImport'>(),
  kind: literals(importKinds),
  state: literals(importStates),
  fileName: Type.String(),
  /** Rows in the file; known once it was checked. */
  total: nullable(Type.Integer()),
  read: Type.Integer(),
  /** By what they do: foretold by the check until it is done. */
  new: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  wrong: Type.Integer(),
  createdBy: nullable(Type.String()),
  createdAt: Instant,
  acceptedAt: nullable(Instant),
  finishedAt: nullable(Instant),
  undoneAt: nullable(Instant),
  failure: nullable(WordsSchema),
  steps: Type.Array(literals(importSteps)),
  /** Whether the rows that are wrong can still be fetched as a sheet; they are kept for a month. */
  hasReturnedRows: Type.Boolean(),
})
export type FirmImportView = Static<typeof FirmImportView>

/** An empty file with the columns that the check knows. */
export const importTemplate = endpoint({
  id: 'enterprises.import_template',
  method: 'GET',
  path: '/api/enterprises/import-template.xlsx',
  summary: { zh: '导入模板', en: 'Template for an import' },
  query: Type.Object({ kind: literals(importKinds) }),
  produces: 'bytes',
  hands: 'form',
})

export const listFirmImports = endpoint({
  id: 'enterprises.imports',
  method: 'GET',
  path: '/api/enterprises/imports',
  summary: { zh: '楼宇与企业的导入记录', en: 'Imports of buildings and firms' },
  query: Type.Object(PageQuery),
  response: pageOf(FirmImportView),
})

export const getFirmImport = endpoint({
  id: 'enterprises.import',
  method: 'GET',
  path: '/api/enterprises/imports/:importId',
  summary: { zh: '一次楼宇或企业导入', en: 'One import of buildings or firms' },
  params,
  response: FirmImportView,
})

/** Takes one .xlsx as the form field `file`. Where every needed column is recognised, its rows are checked at once. */
export const uploadFirmImport = endpoint({
  id: 'enterprises.upload_import',
  method: 'POST',
  path: '/api/enterprises/import-files/:kind',
  summary: { zh: '上传楼宇或企业表格', en: 'Upload a sheet of buildings or firms' },
  params: Type.Object({ kind: literals(importKinds) }),
  consumes: 'multipart',
  response: FirmImportView,
})

/** One type of two names: of a union, the validator would make the null a 0. */
const ColumnOrNowhere = Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum: 16_383 })
/** The column of the file for each column that is known, as a person chose it; null: read from nowhere. */
const Chosen = Type.Record(Type.String({ pattern: '^[a-zA-Z]{1,30}$' }), ColumnOrNowhere)

/** How the columns are read, with samples of each. Numbers of persons are masked. */
export const previewFirmImport = endpoint({
  id: 'enterprises.preview_import',
  method: 'GET',
  path: '/api/enterprises/imports/:importId/preview',
  summary: { zh: '导入预览', en: 'Preview of an import' },
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
export const chooseFirmColumns = endpoint({
  id: 'enterprises.map_import',
  method: 'PUT',
  path: '/api/enterprises/imports/:importId/columns',
  summary: { zh: '对应各列', en: 'Match the columns' },
  params,
  body: Type.Object({ columns: Chosen }, { additionalProperties: false }),
  response: FirmImportView,
})

const step = <Name extends string>(name: Name, zh: string, en: string) =>
  endpoint({
    id: `enterprises.${name}_import`,
    method: 'POST',
    path: `/api/enterprises/imports/:importId/${name}`,
    summary: { zh, en },
    params,
    response: FirmImportView,
  })

/** Says of each row what accepting the import would do. Nothing is written to the registers. */
export const checkFirmImport = step('check', '检查全部行', 'Check all rows')
/** Writes the right rows, all together; what changed since the check is judged anew. */
export const acceptFirmImport = step('accept', '确认导入', 'Accept the import')
/** Nothing of it is written. */
export const cancelFirmImport = step('cancel', '停止导入', 'Cancel the import')
/** Everything is as before, as long as nobody went on with what came in. */
export const undoFirmImport = step('undo', '撤销导入', 'Undo the import')

/** The rows in the order of the file, with what each does. */
export const firmImportRows = endpoint({
  id: 'enterprises.import_rows',
  method: 'GET',
  path: '/api/enterprises/imports/:importId/rows',
  summary: { zh: '逐行结果', en: 'Row by row' },
  params,
  query: Type.Object({ ...PageQuery, result: Type.Optional(literals(rowResults)) }),
  response: pageOf(
    Type.Object({
      row: Type.Integer(),
      result: literals(rowResults),
      what: Type.String(),
      faults: Type.Array(RowFault),
    }),
  ),
})

/** The wrong rows as .xlsx, cell for cell with what is wrong: corrected, it can be imported as it is. */
export const returnedFirmRows = endpoint({
  id: 'enterprises.import_returned',
  method: 'GET',
  path: '/api/enterprises/imports/:importId/returned.xlsx',
  summary: { zh: '退回的表格', en: 'The returned sheet' },
  params,
  produces: 'bytes',
  hands: 'export',
})
