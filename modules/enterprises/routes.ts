import type { Actor } from '../../kernel/actor.ts'
import { fail } from '../../kernel/contract/errors.ts'
import type { Tx } from '../../kernel/db.ts'
import { type RequestContext, type Route, route } from '../../kernel/http/route.ts'
import { listBuildings, readPlan } from './building-queries.ts'
import * as buildingContract from './buildings-contract.ts'
import { addContact, confirmContact, endContact, revealContact } from './contact-service.ts'
import * as contract from './contract.ts'
import { type Doing, doingOf } from './doing.ts'
import { exportStream, mostExported } from './export.ts'
import { recordFacts } from './fact-service.ts'
import { countFirms, firmPage, similarInScope, tagsInScope } from './firm-queries.ts'
import { contactReaders, firmReaders, firmWriters } from './firm-scope.ts'
import { closeFirm, correctFirm, registerFirm } from './firm-service.ts'
import { factHistory, viewFirm } from './firm-view.ts'
import { importRoutes } from './import/routes.ts'
import { mergeFirms, undoMerge } from './merge-service.ts'
import { movesOfMonth } from './move-queries.ts'
import { callOffMove, changeLease, moveFirm } from './move-service.ts'
import { vacancySeries } from './occupancy-queries.ts'
import { portalRoutes } from './portal/routes.ts'
import { expiringLeases, listSuites, readSuite } from './suite-queries.ts'
import { addSuites, changeBuilding, changeSuite, divideSuite, joinSuites, recordBuilding } from './suite-service.ts'
import { kindly } from './suite-store.ts'
import { addTag, endTag } from './tag-service.ts'

const readers = { roles: firmReaders }
const writers = { roles: firmWriters }
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const done = { done: true } as const

type Asked = Pick<RequestContext, 'actor' | 'eventActor' | 'clock' | 'secrets' | 'tenantId'>

/** Runs a use case with who does it; what the database refuses at the end is said kindly. */
const doing = <T>(
  context: Asked & { command(work: (tx: Tx) => Promise<T>): Promise<T> },
  work: (tx: Tx, doing: Doing) => Promise<T>,
): Promise<T> => kindly(context.command((tx) => work(tx, doingOf(context as RequestContext))))

const buildingRoutes: readonly Route[] = [
  route(buildingContract.listBuildings, {
    access: readers,
    handle: ({ read, actor, query, clock }) => read((tx) => listBuildings(tx, actor, query, clock.now())),
  }),
  route(buildingContract.recordBuilding, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => {
        await recordBuilding(tx, who, context.body)
        return { placeId: context.body.placeId }
      }),
  }),
  route(buildingContract.changeBuilding, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => {
        await changeBuilding(tx, who, context.params.placeId, context.body)
        return done
      }),
  }),
  route(buildingContract.addSuites, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => ({
        suiteIds: await addSuites(tx, who, context.params.placeId, context.body.fromOn, context.body.suites),
      })),
  }),
  route(buildingContract.divideSuite, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => ({
        suiteIds: await divideSuite(tx, who, context.params.suiteId, context.body),
      })),
  }),
  route(buildingContract.joinSuites, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => {
        const { suiteIds, on, into } = context.body
        return { suiteId: await joinSuites(tx, who, suiteIds, on, into) }
      }),
  }),
  route(buildingContract.changeSuite, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => {
        await changeSuite(tx, who, context.params.suiteId, context.body)
        return done
      }),
  }),
]

const occupancyRoutes: readonly Route[] = [
  route(buildingContract.getPlan, {
    access: readers,
    handle: ({ read, actor, params, query, clock }) =>
      read((tx) => readPlan(tx, actor, params.placeId, query.on, clock.now())),
  }),
  route(buildingContract.getSuite, {
    access: readers,
    handle: ({ read, actor, params, clock }) => read((tx) => readSuite(tx, actor, params.suiteId, clock.now())),
  }),
  route(buildingContract.vacancy, {
    access: readers,
    handle: ({ read, actor, query, clock }) =>
      read(async (tx) => ({ months: await vacancySeries(tx, actor, query, clock.now()) })),
  }),
  route(buildingContract.listSuites, {
    access: readers,
    handle: ({ read, actor, query, clock }) => read((tx) => listSuites(tx, actor, query, clock.now())),
  }),
  route(buildingContract.expiringLeases, {
    access: readers,
    handle: ({ read, actor, query, clock }) => read((tx) => expiringLeases(tx, actor, query, clock.now())),
  }),
  route(buildingContract.moves, {
    access: readers,
    handle: ({ read, actor, query, clock }) => read((tx) => movesOfMonth(tx, actor, query, clock.now())),
  }),
]

const firmReadingRoutes: readonly Route[] = [
  route(contract.listFirms, {
    access: readers,
    handle: ({ read, actor, query, clock }) => read((tx) => firmPage(tx, actor, query, clock.now())),
  }),
  route(contract.exportFirms, { access: readers, perMinute: 20, handle: exportFirms }),
  route(contract.getFirm, {
    access: readers,
    handle: ({ read, actor, params, secrets, clock }) =>
      read((tx) => viewFirm({ tx, secrets, now: clock.now() }, actor, params.firmId)),
  }),
  route(contract.factHistory, {
    access: readers,
    handle: ({ read, actor, params }) =>
      read(async (tx) => ({ values: await factHistory(tx, actor, params.firmId, params.key) })),
  }),
  route(contract.similarFirms, {
    access: writers,
    perMinute: 120,
    handle: ({ read, actor, body }) => read((tx) => similarInScope(tx, actor, body)),
  }),
  route(contract.listTags, {
    access: readers,
    handle: ({ read, actor }) => read(async (tx) => ({ tags: await tagsInScope(tx, actor) })),
  }),
]

async function exportFirms(context: RequestContext<typeof contract.exportFirms, Actor>) {
  const { db, actor, query, clock, lang, read } = context
  const total = await read((tx) => countFirms(tx, actor, query, clock.now()))
  if (total > mostExported)
    fail('refused', 'enterprises.export_too_large', {
      zh: `共 ${total} 家，一次最多导出 ${mostExported} 家，请缩小范围`,
      en: `${total} firms; at most ${mostExported} at once. Please narrow the filter`,
    })
  const filename = lang === 'zh' ? '企业.xlsx' : 'firms.xlsx'
  return { bytes: exportStream(db, actor, query, clock.now(), lang), type: xlsx, filename }
}

const firmRoutes: readonly Route[] = [
  route(contract.registerFirm, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => {
        const { firmId } = await registerFirm(tx, who, context.body)
        return { firmId }
      }),
  }),
  route(contract.correctFirm, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => {
        await correctFirm(tx, who, context.params.firmId, context.body)
        return done
      }),
  }),
  route(contract.recordFacts, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => {
        const { facts, source = 'staff' } = context.body
        await recordFacts(tx, who, context.params.firmId, facts, source)
        return done
      }),
  }),
  route(contract.moveFirm, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => ({
        tenancyIds: await moveFirm(tx, who, context.params.firmId, context.body),
      })),
  }),
  route(contract.callOffMove, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => {
        await callOffMove(tx, who, context.params.tenancyId)
        return done
      }),
  }),
  route(contract.changeLease, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => {
        await changeLease(tx, who, context.params.tenancyId, context.body)
        return done
      }),
  }),
  route(contract.closeFirm, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => {
        await closeFirm(tx, who, context.params.firmId, context.body)
        return done
      }),
  }),
]

const besideRoutes: readonly Route[] = [
  route(contract.addContact, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => ({
        contactId: await addContact(tx, who, context.params.firmId, context.body),
      })),
  }),
  route(contract.confirmContact, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => ({
        personId: await confirmContact(tx, who, context.params.contactId, context.body.how),
      })),
  }),
  route(contract.endContact, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => {
        await endContact(tx, who, context.params.contactId)
        return done
      }),
  }),
  // Not kept for retries: the answer holds a name and a number in clear.
  route(contract.revealContact, {
    access: { roles: contactReaders },
    perMinute: 30,
    handle: (context) =>
      context.db.tx((tx) => revealContact(tx, doingOf(context), context.params.contactId, context.body.reason)),
  }),
  route(contract.addTag, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => ({ tagId: await addTag(tx, who, context.params.firmId, context.body) })),
  }),
  route(contract.endTag, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => {
        await endTag(tx, who, context.params.firmId, context.params.tagId)
        return done
      }),
  }),
  route(contract.mergeFirms, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => {
        const { goneId, why } = context.body
        return { mergeId: await mergeFirms(tx, who, context.params.firmId, goneId, why) }
      }),
  }),
  route(contract.undoMerge, {
    access: writers,
    handle: (context) =>
      doing(context, async (tx, who) => {
        await undoMerge(tx, who, context.params.mergeId)
        return done
      }),
  }),
]

export const routes: readonly Route[] = [
  ...buildingRoutes,
  ...occupancyRoutes,
  ...firmReadingRoutes,
  ...firmRoutes,
  ...besideRoutes,
  ...importRoutes,
  ...portalRoutes,
]
