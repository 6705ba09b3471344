import { type Route, route } from '../../../kernel/http/route.ts'
import { sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import { doingOf } from '../doing.ts'
import { firmImporters } from '../firm-roles.ts'
import { kindly } from '../suite-store.ts'
import { importColumns } from './columns.ts'
import { acceptImport, checkImport, importTemplate } from './contract.ts'
import { acceptFile, checkFile } from './import-service.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const titles = {
  suites: { zh: '房源导入模板', en: 'suites' },
  firms: { zh: '企业导入模板', en: 'firms' },
} as const

/** Files of many go through those who keep registers of many. */
const offices = { roles: firmImporters }

export const importRoutes: readonly Route[] = [
  route(importTemplate, {
    access: offices,
    handle: async ({ query, lang }) => ({
      bytes: sheetStream({
        columns: importColumns[query.kind].map(({ header }) => ({ header: header[lang], value: () => null })),
        rows: [],
      }),
      type: xlsx,
      filename: `${titles[query.kind][lang]}.xlsx`,
    }),
  }),
  route(checkImport, {
    access: offices,
    perMinute: 20,
    handle: async (context) => checkFile(context.db, doingOf(context), context.params.kind, await context.files()),
  }),
  route(acceptImport, {
    access: offices,
    perMinute: 20,
    handle: (context) =>
      kindly(
        context.command(async (tx) => ({ summary: await acceptFile(tx, doingOf(context), context.params.importId) })),
      ),
  }),
]
