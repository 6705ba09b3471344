import type { Actor, EventActor } from '../../../kernel/actor.ts'
import type { Clock } from '../../../kernel/clock.ts'
import type { Tx } from '../../../kernel/db.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import type { Jobs } from '../../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { returnedSheet } from '../../../kernel/sheets/returned-sheet.ts'
import { sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import { levelsOf } from '../../places/public.ts'
import { rosterColumns } from './columns.ts'
import * as contract from './contract.ts'
import { previewOf, rosterOf, rosterPage, rowPage, viewRoster, wrongRows } from './import-queries.ts'
import { type Asking, accept, cancel, chooseColumns, readRoster, startRoster, undo } from './import-service.ts'
import { headOf } from './import-store.ts'
import type { RosterImportId } from './import-tables.ts'
import { findStaff } from './staff-queries.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const access = { roles: ['administrator'] } as const

interface Context {
  readonly actor: Actor
  readonly eventActor: EventActor
  readonly secrets: Secrets
  readonly clock: Clock
}

const asking = ({ actor, eventActor, secrets, clock }: Context): Asking => ({
  ...{ actor, eventActor, secrets, at: clock.now() },
})

const shown = (tx: Tx, { actor, secrets }: Context, importId: RosterImportId): Promise<contract.RosterImportView> =>
  viewRoster(tx, secrets, actor, importId)

const readingRoutes: readonly Route[] = [
  route(contract.listStaff, {
    access,
    handle: ({ read, secrets, tenantId, query, clock }) =>
      read((tx) => findStaff(tx, secrets, tenantId, query, clock.now())),
  }),
  route(contract.rosterTemplate, {
    access,
    handle: async ({ read, tenantId, lang }) => {
      const known = rosterColumns(await read((tx) => levelsOf(tx, tenantId)))
      const columns = known.map(({ header }) => ({ header: header[lang], value: () => null }))
      return {
        bytes: sheetStream({ columns, rows: [] }),
        type: xlsx,
        filename: lang === 'zh' ? '花名册模板.xlsx' : 'roster-template.xlsx',
      }
    },
  }),
  route(contract.listRosterImports, {
    access,
    handle: ({ read, secrets, actor, query }) => read((tx) => rosterPage(tx, secrets, actor, query)),
  }),
  route(contract.getRosterImport, {
    access,
    handle: (context) => context.read((tx) => shown(tx, context, context.params.importId)),
  }),
  route(contract.previewRoster, {
    access,
    handle: ({ read, secrets, actor, params }) => read((tx) => previewOf(tx, secrets, actor, params.importId)),
  }),
  route(contract.rosterRows, {
    access,
    handle: ({ read, secrets, actor, params, query }) =>
      read(async (tx) => rowPage(tx, secrets, await rosterOf(tx, actor, params.importId), query)),
  }),
  route(contract.returnedRoster, {
    access,
    perMinute: 20,
    handle: async ({ read, secrets, actor, params, lang }) => {
      const { it, rows } = await read(async (tx) => {
        const it = await rosterOf(tx, actor, params.importId)
        return { it, rows: await wrongRows(tx, secrets, it) }
      })
      const bytes = sheetStream(returnedSheet(headOf(secrets, it).headers, rows, lang))
      return { bytes, type: xlsx, filename: lang === 'zh' ? '未导入的人员.xlsx' : 'people-not-imported.xlsx' }
    },
  }),
]

type Step = (tx: Tx, jobs: Jobs, asking: Asking, importId: RosterImportId) => Promise<void>

/** A step takes no more than the import, and answers with how it stands then. */
const stepRoute = (endpoint: typeof contract.acceptRoster, step: Step): Route =>
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
  route(contract.uploadRoster, {
    access,
    perMinute: 20,
    handle: async (context) => {
      const file = await readRoster(await context.file())
      return context.sealedCommand(async (tx) => shown(tx, context, await startRoster(tx, asking(context), file)))
    },
  }),
  route(contract.chooseRosterColumns, {
    access,
    handle: (context) =>
      context.sealedCommand(async (tx) => {
        await chooseColumns(tx, asking(context), context.params.importId, context.body.columns)
        return shown(tx, context, context.params.importId)
      }),
  }),
  stepRoute(contract.acceptRoster, accept),
  stepRoute(contract.cancelRoster, cancel),
  stepRoute(contract.undoRoster, undo),
]

export const rosterRoutes: readonly Route[] = [...readingRoutes, ...doingRoutes]
