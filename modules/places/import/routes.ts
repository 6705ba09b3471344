import type { Actor, EventActor } from '../../../kernel/actor.ts'
import type { Clock } from '../../../kernel/clock.ts'
import type { Tx } from '../../../kernel/db.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import type { Jobs } from '../../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { returnedSheet } from '../../../kernel/sheets/returned-sheet.ts'
import { sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import { levelsOf } from '../place-queries.ts'
import { keepers } from '../roles.ts'
import { templateColumns } from './columns.ts'
import * as contract from './contract.ts'
import { importPage, inScope, previewOf, rowPage, viewImport, wrongRows } from './import-queries.ts'
import { type Asking, accept, cancel, chooseColumns, startImport, undo } from './import-service.ts'
import { sheetNameOf } from './import-store.ts'
import type { PlaceImportId } from './import-tables.ts'
import { readFile, readText } from './read-file.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const access = { roles: keepers }

interface Context {
  readonly actor: Actor
  readonly eventActor: EventActor
  readonly secrets: Secrets
  readonly clock: Clock
}

const asking = ({ actor, eventActor, secrets, clock }: Context): Asking => ({
  ...{ actor, eventActor, secrets, at: clock.now() },
})

const shown = (tx: Tx, { actor, secrets }: Context, importId: PlaceImportId): Promise<contract.PlaceImportView> =>
  viewImport(tx, secrets, actor, importId)

const readingRoutes: readonly Route[] = [
  route(contract.placeTemplate, {
    access,
    handle: async ({ read, tenantId, query, lang }) => {
      const headers = templateColumns(query.kind, await read((tx) => levelsOf(tx, tenantId)))
      const columns = headers.map((header) => ({ header: header[lang], value: () => null }))
      const name = {
        places: ['地点导入模板', 'places-template'],
        divisions: ['区划代码模板', 'divisions-template'],
      } as const
      return {
        bytes: sheetStream({ columns, rows: [] }),
        type: xlsx,
        filename: `${name[query.kind][lang === 'zh' ? 0 : 1]}.xlsx`,
      }
    },
  }),
  route(contract.listPlaceImports, {
    access,
    handle: ({ read, secrets, actor, query }) => read((tx) => importPage(tx, secrets, actor, query)),
  }),
  route(contract.getPlaceImport, {
    access,
    handle: (context) => context.read((tx) => shown(tx, context, context.params.importId)),
  }),
  route(contract.previewPlaceImport, {
    access,
    handle: ({ read, secrets, actor, params }) => read((tx) => previewOf(tx, secrets, actor, params.importId)),
  }),
  route(contract.placeImportRows, {
    access,
    handle: ({ read, actor, params, query }) =>
      read(async (tx) => rowPage(tx, await inScope(tx, actor, params.importId), query)),
  }),
  route(contract.returnedPlaceRows, {
    access,
    perMinute: 20,
    handle: async ({ read, secrets, actor, params, lang }) => {
      const { it, rows } = await read(async (tx) => {
        const it = await inScope(tx, actor, params.importId)
        return { it, rows: await wrongRows(tx, secrets, it) }
      })
      const bytes = sheetStream(returnedSheet(sheetNameOf(secrets, it).headers, rows, lang))
      return { bytes, type: xlsx, filename: lang === 'zh' ? '未导入的地点.xlsx' : 'places-not-imported.xlsx' }
    },
  }),
]

type Step = (tx: Tx, jobs: Jobs, asking: Asking, importId: PlaceImportId) => Promise<void>

/** A step takes no more than the import, and answers with how it stands then. */
const stepRoute = (endpoint: typeof contract.acceptPlaceImport, step: Step): Route =>
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
  route(contract.uploadPlaceImport, {
    access,
    perMinute: 20,
    handle: async (context) => {
      const file = await readFile(await context.file())
      return context.sealedCommand(async (tx) => shown(tx, context, await startImport(tx, asking(context), file)))
    },
  }),
  route(contract.pastePlaces, {
    access,
    perMinute: 20,
    bodyLimit: 2_097_152,
    handle: (context) =>
      context.sealedCommand(async (tx) =>
        shown(tx, context, await startImport(tx, asking(context), readText(context.body.text))),
      ),
  }),
  route(contract.choosePlaceColumns, {
    access,
    handle: (context) =>
      context.sealedCommand(async (tx) => {
        await chooseColumns(tx, asking(context), context.params.importId, context.body)
        return shown(tx, context, context.params.importId)
      }),
  }),
  stepRoute(contract.acceptPlaceImport, accept),
  stepRoute(contract.cancelPlaceImport as typeof contract.acceptPlaceImport, cancel),
  stepRoute(contract.undoPlaceImport as typeof contract.acceptPlaceImport, undo),
]

export const importRoutes: readonly Route[] = [...readingRoutes, ...doingRoutes]
