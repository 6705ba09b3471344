import type { Actor, EventActor } from '../../../kernel/actor.ts'
import type { Clock } from '../../../kernel/clock.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import type { Db, Tx } from '../../../kernel/db.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import type { Jobs } from '../../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { type ReturnedRow, returnedSheet } from '../../../kernel/sheets/returned-sheet.ts'
import { sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import { householdImporters } from '../roles.ts'
import { importColumns } from './columns.ts'
import * as contract from './contract.ts'
import { importPage, rowPage, viewImport } from './import-queries.ts'
import { type Asking, accept, cancel, check, chooseColumns, undo, uploadFile } from './import-service.ts'
import { importFiles, loadInScope, sheetNameOf, wrongAfter } from './import-store.ts'
import type { HouseholdImportId, ImportRecord } from './import-tables.ts'
import { fileIsGone } from './import-work.ts'
import { previewOf } from './preview.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const access = { roles: householdImporters }

interface Context {
  readonly actor: Actor
  readonly eventActor: EventActor
  readonly secrets: Secrets
  readonly clock: Clock
}

const asking = ({ actor, eventActor, secrets, clock }: Context): Asking => ({
  actor,
  eventActor,
  secrets,
  at: clock.now(),
})

const shown = async (
  tx: Tx,
  { actor, secrets }: Context,
  importId: HouseholdImportId,
): Promise<contract.HouseholdImportView> => (await viewImport(tx, secrets, actor, importId)) ?? notFound()

const inScope = async (tx: Tx, { actor }: Context, importId: HouseholdImportId): Promise<ImportRecord> =>
  (await loadInScope(tx, actor, importId)) ?? notFound()

const readingRoutes: readonly Route[] = [
  route(contract.importTemplate, {
    access,
    handle: async ({ lang }) => ({
      bytes: sheetStream({
        columns: importColumns.households.map(({ header }) => ({ header: header[lang], value: () => null })),
        rows: [],
      }),
      type: xlsx,
      filename: lang === 'zh' ? '住户导入模板.xlsx' : 'households-template.xlsx',
    }),
  }),
  route(contract.listHouseholdImports, {
    access,
    handle: ({ read, secrets, actor, query }) => read((tx) => importPage(tx, secrets, actor, query)),
  }),
  route(contract.getHouseholdImport, {
    access,
    handle: (context) => context.read((tx) => shown(tx, context, context.params.importId)),
  }),
  route(contract.previewHouseholdImport, {
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
  route(contract.householdImportRows, {
    access,
    handle: (context) =>
      context.read(async (tx) =>
        rowPage(tx, context.secrets, await inScope(tx, context, context.params.importId), context.query),
      ),
  }),
  route(contract.returnedHouseholdRows, {
    access,
    perMinute: 20,
    handle: async (context) => {
      const { read, db, secrets, params, lang } = context
      const it = await read((tx) => inScope(tx, context, params.importId))
      const bytes = sheetStream(returnedSheet(sheetNameOf(secrets, it).headers, returned(db, secrets, it), lang))
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

type Step = (tx: Tx, jobs: Jobs, asking: Asking, importId: HouseholdImportId) => Promise<void>

/** A step takes no more than the import, and answers with how it stands then. */
const stepRoute = (endpoint: typeof contract.checkHouseholdImport, step: Step): Route =>
  route(endpoint, {
    access,
    perMinute: 60,
    handle: (context) =>
      context.sealedCommand(async (tx) => {
        await step(tx, context.jobs, asking(context), context.params.importId)
        return shown(tx, context, context.params.importId)
      }),
  })

const doingRoutes: readonly Route[] = [
  route(contract.uploadHouseholdImport, {
    access,
    perMinute: 20,
    handle: async (context) => {
      const upload = await context.file()
      return context.sealedCommand(async (tx) =>
        shown(tx, context, await uploadFile(tx, context.jobs, asking(context), upload)),
      )
    },
  }),
  route(contract.chooseHouseholdColumns, {
    access,
    handle: (context) =>
      context.sealedCommand(async (tx) => {
        await chooseColumns(tx, asking(context), context.params.importId, context.body.columns)
        return shown(tx, context, context.params.importId)
      }),
  }),
  stepRoute(contract.checkHouseholdImport, check),
  stepRoute(contract.acceptHouseholdImport as typeof contract.checkHouseholdImport, accept),
  stepRoute(contract.cancelHouseholdImport as typeof contract.checkHouseholdImport, (tx, _, ...rest) =>
    cancel(tx, ...rest),
  ),
  stepRoute(contract.undoHouseholdImport as typeof contract.checkHouseholdImport, undo),
]

export const importRoutes: readonly Route[] = [...readingRoutes, ...doingRoutes]
