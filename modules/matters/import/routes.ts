import type { Actor, EventActor } from '../../../kernel/actor.ts'
import type { Clock } from '../../../kernel/clock.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import type { Db, Tx } from '../../../kernel/db.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { type ReturnedRow, returnedSheet } from '../../../kernel/sheets/returned-sheet.ts'
import { sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import * as contract from './contract.ts'
import { emptyTemplate } from './empty-template.ts'
import { figuresOf } from './import-figures.ts'
import { errorPage, importPage, viewImport } from './import-queries.ts'
import { loadRules } from './import-rules.ts'
import { type Asking, accept, builtIn, cancel, check, chooseFor, undo, uploadFile } from './import-service.ts'
import { faultsAfter, importFiles, loadInScope, offices } from './import-store.ts'
import type { ImportId, ImportRecord } from './import-tables.ts'
import { fileIsGone } from './import-work.ts'
import { previewOf } from './preview.ts'

/** Who keeps registers of many: communities and streets. */
const access = { roles: offices }

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

interface Context {
  readonly actor: Actor
  readonly eventActor: EventActor
  readonly clock: Clock
}

const asking = ({ actor, eventActor, clock }: Context): Asking => ({ actor, eventActor, at: clock.now() })

const shown = async (tx: Tx, { actor }: Context, importId: ImportId): Promise<contract.ImportView> =>
  (await viewImport(tx, actor, importId)) ?? notFound()

const inScope = async (tx: Tx, { actor }: Context, importId: ImportId): Promise<ImportRecord> =>
  (await loadInScope(tx, actor, importId)) ?? notFound()

const readingRoutes: readonly Route[] = [
  route(contract.listImports, {
    access,
    handle: ({ read, actor, query }) => read((tx) => importPage(tx, actor, query)),
  }),
  route(contract.getImport, {
    access,
    handle: (context) => context.read((tx) => shown(tx, context, context.params.importId)),
  }),
  route(contract.previewImport, {
    access,
    perMinute: 60,
    handle: async (context) => {
      const { read, secrets, params, clock } = context
      const { it, bytes, rules } = await read(async (tx) => {
        const it = await inScope(tx, context, params.importId)
        return { it, bytes: await importFiles.read(tx, secrets, it), rules: await loadRules(tx, it, clock.now()) }
      })
      return previewOf(it, bytes ?? fileIsGone(), rules, clock.now())
    },
  }),
  route(contract.importErrors, {
    access,
    handle: (context) =>
      context.read(async (tx) => errorPage(tx, await inScope(tx, context, context.params.importId), context.query)),
  }),
  route(contract.returnedRows, {
    access,
    perMinute: 20,
    handle: async (context) => {
      const { read, db, secrets, params, lang } = context
      const it = await read((tx) => inScope(tx, context, params.importId))
      const bytes = sheetStream(returnedSheet(it.headers, returned(db, secrets, it), lang))
      return { bytes, type: xlsx, filename: lang === 'zh' ? '未导入的行.xlsx' : 'rows-not-imported.xlsx' }
    },
  }),
  route(contract.importTemplate, {
    access,
    handle: async ({ query, lang }) => {
      const mapping = builtIn(query.mapping ?? 'matters-template')
      const filename = `${mapping.title[lang]}.xlsx`
      return { bytes: sheetStream(emptyTemplate(mapping, lang)), type: xlsx, filename }
    },
  }),
  route(contract.importFigures, {
    access,
    handle: (context) =>
      context.read(async (tx) => {
        const it = await inScope(tx, context, context.params.importId)
        return figuresOf(tx, context.actor, it.id, context.clock.now())
      }),
  }),
]

/** The rows that were not taken, a few at a time: the sheet is made while it is sent. */
async function* returned(db: Db, secrets: Secrets, it: ImportRecord): AsyncGenerator<ReturnedRow> {
  let last = 0
  for (;;) {
    const faults = await db.read((tx) => faultsAfter(tx, secrets, it, last, 200))
    for (const { row, cells, errors } of faults) {
      yield { row: { number: row, cells }, errors }
      last = row
    }
    if (faults.length < 200) return
  }
}

const doingRoutes: readonly Route[] = [
  route(contract.uploadImport, {
    access,
    perMinute: 20,
    handle: async (context) => {
      const upload = await context.file()
      return context.command(async (tx) =>
        shown(tx, context, await uploadFile(tx, context.secrets, asking(context), upload)),
      )
    },
  }),
  route(contract.chooseColumns, {
    access,
    handle: (context) =>
      context.command(async (tx) => {
        await chooseFor(tx, asking(context), context.params.importId, context.body)
        return shown(tx, context, context.params.importId)
      }),
  }),
  route(contract.checkImport, {
    access,
    handle: (context) =>
      context.command(async (tx) => {
        await check(tx, context.jobs, asking(context), context.params.importId)
        return shown(tx, context, context.params.importId)
      }),
  }),
  route(contract.acceptImport, {
    access,
    handle: (context) =>
      context.command(async (tx) => {
        await accept(tx, context.jobs, asking(context), context.params.importId)
        return shown(tx, context, context.params.importId)
      }),
  }),
  route(contract.cancelImport, {
    access,
    handle: (context) =>
      context.command(async (tx) => {
        await cancel(tx, asking(context), context.params.importId)
        return shown(tx, context, context.params.importId)
      }),
  }),
  route(contract.undoImport, {
    access,
    handle: (context) =>
      context.command(async (tx) => {
        await undo(tx, context.jobs, asking(context), context.params.importId)
        return shown(tx, context, context.params.importId)
      }),
  }),
]

export const importRoutes: readonly Route[] = [...readingRoutes, ...doingRoutes]
