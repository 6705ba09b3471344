import type { Actor } from '../../kernel/actor.ts'
import { fail } from '../../kernel/contract/errors.ts'
import { type RequestContext, type Route, route } from '../../kernel/http/route.ts'
import { firmReaders, firmWriters } from '../enterprises/public.ts'
import { answerQuestion, policiesOfFirm } from './answer-service.ts'
import { candidatePage, directPage } from './candidate-queries.ts'
import * as contract from './contract.ts'
import { dictionaryFor } from './dictionary.ts'
import { candidateSheet, mostExported } from './export.ts'
import { pushSheet } from './export-pushes.ts'
import { markPush } from './mark-service.ts'
import { officesOf } from './offices.ts'
import { policyPage, viewPolicy } from './policy-queries.ts'
import { hasPost, myDepartments, policyPushers, policyReaders, policyWriters, pushMarkers } from './policy-rights.ts'
import { portalRoutes } from './portal/routes.ts'
import { pushPage } from './push-queries.ts'
import { previewPush, pushPolicy } from './push-service.ts'
import { tryPolicy } from './trial.ts'
import { evaluateAgain, publishVersion, saveDraft, stopEvaluation, withdrawPolicy } from './version-service.ts'

const readers = { roles: policyReaders }
const writers = { roles: policyWriters }
const pushers = { roles: policyPushers }
const ofFirms = { roles: firmReaders }
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const done = { done: true } as const

const doingOf = ({
  tenantId,
  actor,
  eventActor,
  clock,
}: Pick<RequestContext, 'tenantId' | 'eventActor' | 'clock'> & { actor: Actor }) => ({
  tenantId,
  actor,
  by: eventActor,
  at: clock.now(),
})

const readingRoutes: readonly Route[] = [
  route(contract.getDictionary, {
    access: readers,
    handle: ({ read, actor }) =>
      read(async (tx) => {
        const { facts, codes } = await dictionaryFor(tx, actor.tenantId)
        const all = hasPost(actor, ['administrator', 'street', 'community'])
        return {
          facts: [...facts],
          codes,
          offices: await officesOf(tx, actor.tenantId),
          myOffices: all ? null : [...(await myDepartments(tx, actor))],
        }
      }),
  }),
  route(contract.listPolicies, {
    access: readers,
    handle: ({ read, actor, query, clock }) => read((tx) => policyPage(tx, actor, query, clock.now())),
  }),
  route(contract.getPolicy, {
    access: readers,
    handle: ({ read, actor, params, query, clock }) =>
      read((tx) => viewPolicy(tx, actor, { ...params, ...query, now: clock.now() })),
  }),
]

const writingRoutes: readonly Route[] = [
  route(contract.saveDraft, {
    access: writers,
    handle: (context) =>
      context.command((tx) => saveDraft(tx, doingOf(context), context.params.code, context.body.spec)),
  }),
  route(contract.tryDraft, {
    access: writers,
    perMinute: 120,
    handle: ({ read, actor, body, clock }) => read((tx) => tryPolicy(tx, actor, body.spec, clock.now())),
  }),
  route(contract.publish, {
    access: writers,
    handle: (context) =>
      context.command(async (tx) => {
        const { code, version } = context.params
        return { runId: await publishVersion(tx, context.jobs, doingOf(context), code, version) }
      }),
  }),
  route(contract.withdraw, {
    access: writers,
    handle: (context) =>
      context.command(async (tx) => {
        await withdrawPolicy(tx, doingOf(context), context.params.code, context.body.why)
        return done
      }),
  }),
  route(contract.startEvaluation, {
    access: writers,
    perMinute: 30,
    handle: (context) =>
      context.command(async (tx) => ({
        runId: await evaluateAgain(tx, context.jobs, doingOf(context), context.params.code),
      })),
  }),
  route(contract.cancelEvaluation, {
    access: writers,
    handle: (context) =>
      context.command(async (tx) => {
        await stopEvaluation(tx, doingOf(context), context.params.code)
        return done
      }),
  }),
]

const candidateRoutes: readonly Route[] = [
  route(contract.listCandidates, {
    access: ofFirms,
    handle: ({ read, actor, params, query }) =>
      read(async (tx) => {
        const { sumFen: _, ...page } = await candidatePage(tx, actor, params.code, query)
        return page
      }),
  }),
  route(contract.exportCandidates, { access: ofFirms, perMinute: 20, handle: exportCandidates }),
  route(contract.listDirect, {
    access: ofFirms,
    handle: ({ read, actor, query, clock }) => read((tx) => directPage(tx, actor, query, clock.now())),
  }),
]

function tooMany(total: number): never {
  return fail('refused', 'policies.export_too_large', {
    zh: `共 ${total} 条，一次最多导出 ${mostExported} 条，请缩小范围`,
    en: `${total} rows; at most ${mostExported} at once. Please narrow the filter`,
  })
}

async function exportPushes({ db, actor, query, lang, read }: RequestContext<typeof contract.exportPushes, Actor>) {
  const { total } = await read((tx) => pushPage(tx, actor, { ...query, limit: 1 }))
  if (total > mostExported) tooMany(total)
  const filename = lang === 'zh' ? '政策台账.xlsx' : 'policies.xlsx'
  return { bytes: pushSheet({ db, actor, lang }, query), type: xlsx, filename }
}

async function exportCandidates(context: RequestContext<typeof contract.exportCandidates, Actor>) {
  const { db, actor, params, query, lang, read } = context
  const { total } = await read((tx) => candidatePage(tx, actor, params.code, { ...query, limit: 1 }))
  if (total > mostExported) tooMany(total)
  const dictionary = await read((tx) => dictionaryFor(tx, actor.tenantId))
  const filename = lang === 'zh' ? '适用企业.xlsx' : 'firms.xlsx'
  return { bytes: candidateSheet({ db, actor, lang, dictionary }, params.code, query), type: xlsx, filename }
}

const firmRoutes: readonly Route[] = [
  route(contract.ofFirm, {
    access: ofFirms,
    handle: ({ read, actor, params, clock }) => read((tx) => policiesOfFirm(tx, actor, params.firmId, clock.now())),
  }),
  route(contract.tryAnswer, {
    access: ofFirms,
    handle: ({ read, actor, params, body, clock }) =>
      read((tx) => policiesOfFirm(tx, actor, params.firmId, clock.now(), body)),
  }),
  route(contract.answer, {
    access: { roles: firmWriters },
    perMinute: 120,
    handle: (context) =>
      context.command((tx) => {
        const { actor, eventActor, clock, secrets, params, body } = context
        return answerQuestion(tx, { actor, by: eventActor, at: clock.now(), secrets }, params.firmId, body)
      }),
  }),
]

const pushRoutes: readonly Route[] = [
  route(contract.previewPush, {
    access: pushers,
    handle: ({ read, actor, params, clock }) =>
      read((tx) => previewPush(tx, { actor, at: clock.now() }, params.code, params.firmId)),
  }),
  route(contract.push, {
    access: pushers,
    handle: (context) =>
      context.command((tx) => pushPolicy(tx, doingOf(context), context.params.code, context.body.firmIds)),
  }),
  route(contract.listPushes, {
    access: ofFirms,
    handle: ({ read, actor, query }) => read((tx) => pushPage(tx, actor, query)),
  }),
  route(contract.exportPushes, { access: ofFirms, perMinute: 20, handle: exportPushes }),
  route(contract.markPush, {
    access: { roles: pushMarkers },
    handle: (context) =>
      context.command(async (tx) => {
        await markPush(tx, doingOf(context), context.params.pushId, context.body)
        return done
      }),
  }),
]

export const routes: readonly Route[] = [
  ...readingRoutes,
  ...writingRoutes,
  ...candidateRoutes,
  ...firmRoutes,
  ...pushRoutes,
  ...portalRoutes,
]
