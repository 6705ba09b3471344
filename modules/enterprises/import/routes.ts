import type { Actor, EventActor } from '../../../kernel/actor.ts'
import type { Clock } from '../../../kernel/clock.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import type { Db, Tx } from '../../../kernel/db.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import type { Jobs } from '../../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { type ReturnedRow, returnedSheet } from '../../../kernel/sheets/returned-sheet.ts'
import { sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import { firmImporters } from '../firm-roles.ts'
import type { FirmImportId } from '../shapes.ts'
import { importColumns } from './columns.ts'
import * as contract from './contract.ts'
import { importPage, rowPage, viewImport } from './import-queries.ts'
import { type Asking, accept, cancel, check, chooseColumns, undo, uploadFile } from './import-service.ts'
import { importFiles, loadInScope, wrongAfter } from './import-store.ts'
import type { ImportRecord } from './import-tables.ts'
import { fileIsGone } from './import-work.ts'
import { previewOf } from './preview.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const titles = {
  suites: { zh: '房源导入模板', en: 'suites' },
  firms: { zh: '企业导入模板', en: 'firms' },
} as const

/** Files of many go through those who keep registers of many. */
const access = { roles: firmImporters }

interface Context {
  readonly actor: Actor
  readonly eventActor: EventActor
  readonly clock: Clock
}

const asking = ({ actor, eventActor, clock }: Context): Asking => ({ actor, eventActor, at: clock.now() })

const shown = async (tx: Tx, { actor }: Context, importId: FirmImportId): Promise<contract.FirmImportView> =>
  (await viewImport(tx, actor, importId)) ?? notFound()

const inScope = async (tx: Tx, { actor }: Context, importId: FirmImportId): Promise<ImportRecord> =>
  (await loadInScope(tx, actor, importId)) ?? notFound()

const readingRoutes: readonly Route[] = [
  route(contract.importTemplate, {
    access,
    handle: async ({ query, lang }) => ({
      bytes: sheetStream({
        columns: importColumns[query.kind].map(({ header }) => ({ header: header[lang], value: () => null })),
        rows: [],
      }),
      type: xlsx,
      filename: `${titles[query.kind][lang]}.xlsx`,
    }),
  }),
  route(contract.listFirmImports, {
    access,
    handle: ({ read, actor, query }) => read((tx) => importPage(tx, actor, query)),
  }),
  route(contract.getFirmImport, {
    access,
    handle: (context) => context.read((tx) => shown(tx, context, context.params.importId)),
  }),
  route(contract.previewFirmImport, {
    access,
    perMinute: 60,
    handle: async (context) => {
      const { read, secrets, params } = context
      const { it, bytes } = await read(async (tx) => {
        const it = await inScope(tx, context, params.importId)
        return { it, bytes: await importFiles.read(tx, secrets, it) }
      })
      return previewOf(it, bytes ?? fileIsGone())
    },
  }),
  route(contract.firmImportRows, {
    access,
    handle: (context) =>
      context.read(async (tx) => rowPage(tx, await inScope(tx, context, context.params.importId), context.query)),
  }),
  route(contract.returnedFirmRows, {
    access,
    perMinute: 20,
    handle: async (context) => {
      const { read, db, secrets, params, lang } = context
      const it = await read((tx) => inScope(tx, context, params.importId))
      const bytes = sheetStream(returnedSheet(it.headers, returned(db, secrets, it), lang))
      return { bytes, type: xlsx, filename: lang === 'zh' ? '未导入的行.xlsx' : 'rows-not-imported.xlsx' }
    },
  }),
]

const atOnce = 200

/** The wrong rows, a few at a time: the sheet is made while it is sent. */
async function* returned(db: Db, secrets: Secrets, it: ImportRecord): AsyncGenerator<ReturnedRow> {
  let last = 0
  for (;;) {
    const wrong = await db.read((tx) => wrongAfter(tx, secrets, it, last, atOnce))
    for (const { row, cells, faults } of wrong) {
      yield { row: { number: row, cells }, errors: faults }
      last = row
    }
    if (wrong.length < atOnce) return
  }
}

type Step = (tx: Tx, jobs: Jobs, asking: Asking, importId: FirmImportId) => Promise<void>

/** A step takes no more than the import, and answers with how it stands then. */
const stepRoute = (endpoint: typeof contract.checkFirmImport, step: Step): Route =>
  route(endpoint, {
    access,
    perMinute: 60,
    handle: (context) =>
      context.command(async (tx) => {
        await step(tx, context.jobs, asking(context), context.params.importId)
        return shown(tx, context, context.params.importId)
      }),
  })

const doingRoutes: readonly Route[] = [
  route(contract.uploadFirmImport, {
    access,
    perMinute: 20,
    handle: async (context) => {
      const upload = await context.file()
      const { secrets, jobs, params } = context
      return context.command(async (tx) =>
        shown(tx, context, await uploadFile(tx, secrets, jobs, asking(context), params.kind, upload)),
      )
    },
  }),
  route(contract.chooseFirmColumns, {
    access,
    handle: (context) =>
      context.command(async (tx) => {
        await chooseColumns(tx, asking(context), context.params.importId, context.body.columns)
        return shown(tx, context, context.params.importId)
      }),
  }),
  stepRoute(contract.checkFirmImport, check),
  stepRoute(contract.acceptFirmImport as typeof contract.checkFirmImport, accept),
  stepRoute(contract.cancelFirmImport as typeof contract.checkFirmImport, (tx, _, ...rest) => cancel(tx, ...rest)),
  stepRoute(contract.undoFirmImport as typeof contract.checkFirmImport, undo),
]

export const importRoutes: readonly Route[] = [...readingRoutes, ...doingRoutes]
