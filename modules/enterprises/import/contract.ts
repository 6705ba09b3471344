import { type Static, Type } from 'typebox'
import { endpoint } from '../../../kernel/contract/endpoint.ts'
import { idSchema, WordsSchema } from '../../../kernel/contract/ids.ts'
import { literals } from '../shapes.ts'

export const importKinds = ['suites', 'firms'] as const
export type ImportKind = (typeof importKinds)[number]

export const ImportRowView = Type.Object({
  row: Type.Integer(),
  result: literals(['new', 'changed', 'same', 'wrong'] as const),
  what: Type.String(),
  faults: Type.Array(Type.Object({ column: Type.String(), words: WordsSchema })),
})
export type ImportRowView = Static<typeof ImportRowView>

export const ImportSummary = Type.Object({
  rows: Type.Integer(),
  new: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  wrong: Type.Integer(),
})
export type ImportSummary = Static<typeof ImportSummary>

/** An empty file with the columns that the check knows. */
export const importTemplate = endpoint({
  id: 'enterprises.import_template',
  method: 'GET',
  path: '/api/enterprises/import-template.xlsx',
  summary: { zh: '导入模板', en: 'Template for an import' },
  query: Type.Object({ kind: literals(importKinds) }),
  produces: 'bytes',
})

/** Reads an .xlsx file and says of each row what accepting it would do. Nothing is written to the registers. */
export const checkImport = endpoint({
  id: 'enterprises.check_import',
  method: 'POST',
  path: '/api/enterprises/import-checks/:kind',
  summary: { zh: '检查导入文件', en: 'Check a file' },
  params: Type.Object({ kind: literals(importKinds) }),
  consumes: 'multipart',
  response: Type.Object({
    importId: idSchema<'firmImport'>(),
    fileName: Type.String(),
    summary: ImportSummary,
    /** The first 500; wrong ones first. */
    rows: Type.Array(ImportRowView),
    unknownColumns: Type.Array(Type.String()),
  }),
})

/** Writes the right rows of a checked file; what changed since is judged anew. */
export const acceptImport = endpoint({
  id: 'enterprises.accept_import',
  method: 'POST',
  path: '/api/enterprises/imports/:importId/acceptance',
  summary: { zh: '确认导入', en: 'Accept a checked file' },
  params: Type.Object({ importId: idSchema<'firmImport'>() }),
  response: Type.Object({ summary: ImportSummary }),
})
