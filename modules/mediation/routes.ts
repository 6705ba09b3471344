import { fail } from '../../kernel/contract/errors.ts'
import type { Tx } from '../../kernel/db.ts'
import { type RequestContext, type Route, route } from '../../kernel/http/route.ts'
import { callBack, drawUp, noteCourt, settlePromise, signAgreement } from './agreement-service.ts'
import { answerByCode, answerMine, myParty, partyByCode, writeAnswer } from './answer-service.ts'
import { casePage, countsOf } from './case-queries.ts'
import { applyFor, openCase, stepCase } from './case-service.ts'
import { caseView } from './case-view.ts'
import { changeCommittee, declareInterest, foundCommittee, leaveSeat, takeSeat } from './committee-service.ts'
import { committeesOf } from './committee-view.ts'
import * as contract from './contract.ts'
import { endDanger, raiseDanger } from './danger-service.ts'
import { bindCase, documentOf, openVolume, revealParty } from './document-service.ts'
import { exportSheet } from './export.ts'
import { chooseMediator, releaseMediator } from './mediator-service.ts'
import { addParty, describeParty } from './party-service.ts'
import { mineOf, partyView } from './party-view.ts'
import { draftOf, refer, referralsOf } from './referral-service.ts'
import { counters, registrars } from './roles.ts'
import { doingOf, writingOf } from './scope.ts'
import { extendCase, holdSession, keepEvidence } from './session-service.ts'
import { statisticsOf } from './statistics.ts'
import { refusedByLaw } from './store.ts'

const done = { done: true } as const
const register = { roles: registrars }
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const mostExported = 5000

/** A command whose answer is that it was done; what the database refuses by law is said in words. */
const doneBy = (context: Pick<RequestContext, 'command'>, work: (tx: Tx) => Promise<unknown>): Promise<typeof done> =>
  context
    .command(async (tx) => {
      await work(tx)
      return done
    })
    .catch(refusedByLaw) as Promise<typeof done>

const committeeRoutes: readonly Route[] = [
  route(contract.listCommittees, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => committeesOf(tx, doingOf(context))),
  }),
  route(contract.foundCommittee, {
    access: register,
    handle: (context) => context.command((tx) => foundCommittee(tx, doingOf(context), context.body)),
  }),
  route(contract.changeCommittee, {
    access: register,
    handle: (context) =>
      doneBy(context, (tx) => changeCommittee(tx, doingOf(context), context.params.committeeId, context.body)),
  }),
  route(contract.takeSeat, {
    access: register,
    handle: (context) =>
      context.command((tx) => takeSeat(tx, doingOf(context), context.params.committeeId, context.body)),
  }),
  route(contract.leaveSeat, {
    access: register,
    handle: (context) =>
      doneBy(context, (tx) => leaveSeat(tx, doingOf(context), context.params.seatId, context.body.on)),
  }),
  route(contract.declareInterest, {
    access: 'signed-in',
    handle: (context) =>
      doneBy(context, (tx) => declareInterest(tx, doingOf(context), context.params.committeeId, context.body)),
  }),
]

const readRoutes: readonly Route[] = [
  route(contract.listCases, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => casePage(tx, doingOf(context), context.query)),
  }),
  route(contract.caseCounts, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => countsOf(tx, doingOf(context))),
  }),
  route(contract.exportCases, {
    access: 'signed-in',
    handle: async (context) => {
      const { lang, query } = context
      const page = await context.read((tx) => casePage(tx, doingOf(context), { ...query, limit: mostExported }))
      if (page.total > mostExported)
        fail('refused', 'mediation.export_too_large', {
          zh: `一次最多导出 ${mostExported} 件，请缩小范围`,
          en: `At most ${mostExported} at once. Please narrow the filter`,
        })
      return {
        bytes: exportSheet(page.rows, lang),
        type: xlsx,
        filename: lang === 'zh' ? '调解台账.xlsx' : 'mediation.xlsx',
      }
    },
  }),
  route(contract.getCase, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => caseView(tx, doingOf(context), context.params.caseId)),
  }),
  route(contract.readDocument, {
    access: 'signed-in',
    handle: (context) =>
      context.db.tx((tx) => documentOf(tx, doingOf(context), context.params.caseId, context.params.name)),
  }),
  route(contract.openVolume, {
    access: 'signed-in',
    handle: (context) =>
      context.db.tx((tx) => openVolume(tx, doingOf(context), context.params.caseId, context.query.why)),
  }),
  route(contract.statistics, {
    access: { roles: counters },
    handle: ({ read, tenantId, actor, clock, query }) =>
      read((tx) => statisticsOf(tx, { tenantId, actor, at: clock.now() }, query)),
  }),
]

const caseRoutes: readonly Route[] = [
  route(contract.openCase, {
    access: 'signed-in',
    handle: (context) => context.command((tx) => openCase(tx, doingOf(context), context.body)),
  }),
  route(contract.addParty, {
    access: 'signed-in',
    handle: (context) => context.command((tx) => addParty(tx, doingOf(context), context.params.caseId, context.body)),
  }),
  route(contract.describeParty, {
    access: 'signed-in',
    handle: (context) =>
      doneBy(context, (tx) =>
        describeParty(tx, doingOf(context), context.params.caseId, context.params.partyId, context.body.details),
      ),
  }),
  route(contract.writeAnswer, {
    access: 'signed-in',
    handle: (context) =>
      doneBy(context, (tx) =>
        writeAnswer(tx, doingOf(context), context.params.caseId, context.params.partyId, context.body),
      ),
  }),
  route(contract.revealParty, {
    access: 'signed-in',
    // Not a command: its answer would be kept for retries, in clear.
    handle: (context) =>
      context.db.tx((tx) =>
        revealParty(tx, doingOf(context), context.params.caseId, context.params.partyId, context.body.why),
      ),
  }),
  route(contract.stepCase, {
    access: 'signed-in',
    handle: (context) => doneBy(context, (tx) => stepCase(tx, doingOf(context), context.params.caseId, context.body)),
  }),
  route(contract.chooseMediator, {
    access: 'signed-in',
    handle: (context) =>
      doneBy(context, (tx) => chooseMediator(tx, doingOf(context), context.params.caseId, context.body)),
  }),
  route(contract.releaseMediator, {
    access: 'signed-in',
    handle: (context) =>
      doneBy(context, (tx) => {
        const { caseId, mediatorId } = context.params
        return releaseMediator(tx, doingOf(context), caseId, mediatorId, context.body.reason)
      }),
  }),
  route(contract.holdSession, {
    access: 'signed-in',
    handle: (context) =>
      doneBy(context, (tx) => holdSession(tx, doingOf(context), context.params.caseId, context.body)),
  }),
  route(contract.keepEvidence, {
    access: 'signed-in',
    handle: (context) =>
      doneBy(context, (tx) => keepEvidence(tx, doingOf(context), context.params.caseId, context.body)),
  }),
  route(contract.extendCase, {
    access: 'signed-in',
    handle: (context) => doneBy(context, (tx) => extendCase(tx, doingOf(context), context.params.caseId, context.body)),
  }),
]

const agreementRoutes: readonly Route[] = [
  route(contract.drawUp, {
    access: 'signed-in',
    handle: (context) => doneBy(context, (tx) => drawUp(tx, doingOf(context), context.params.caseId, context.body)),
  }),
  route(contract.signAgreement, {
    access: 'signed-in',
    handle: (context) =>
      doneBy(context, (tx) => signAgreement(tx, doingOf(context), context.params.caseId, context.body)),
  }),
  route(contract.noteCourt, {
    access: 'signed-in',
    handle: (context) => doneBy(context, (tx) => noteCourt(tx, doingOf(context), context.params.caseId, context.body)),
  }),
  route(contract.settlePromise, {
    access: 'signed-in',
    handle: (context) =>
      doneBy(context, (tx) =>
        settlePromise(tx, doingOf(context), context.params.caseId, context.params.promiseId, context.body),
      ),
  }),
  route(contract.callBack, {
    access: 'signed-in',
    handle: (context) => doneBy(context, (tx) => callBack(tx, doingOf(context), context.params.caseId, context.body)),
  }),
  route(contract.raiseDanger, {
    access: 'signed-in',
    handle: (context) =>
      context.command((tx) => raiseDanger(tx, doingOf(context), context.params.caseId, context.body)),
  }),
  route(contract.endDanger, {
    access: 'signed-in',
    handle: (context) =>
      doneBy(context, (tx) => endDanger(tx, doingOf(context), context.params.caseId, context.params.dangerId)),
  }),
  route(contract.bindCase, {
    access: 'signed-in',
    handle: (context) => doneBy(context, (tx) => bindCase(tx, doingOf(context), context.params.caseId)),
  }),
]

const referralRoutes: readonly Route[] = [
  route(contract.listReferrals, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => referralsOf(tx, doingOf(context), context.query)),
  }),
  route(contract.referralDraft, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => draftOf(tx, doingOf(context), context.query)),
  }),
  route(contract.referDispute, {
    access: 'signed-in',
    handle: (context) => context.command((tx) => refer(tx, doingOf(context), context.body)),
  }),
]

const partyRoutes: readonly Route[] = [
  route(contract.applyForMediation, {
    access: 'signed-in',
    perMinute: 10,
    handle: (context) => context.command((tx) => applyFor(tx, doingOf(context), context.body)),
  }),
  route(contract.myCases, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => mineOf(tx, doingOf(context))),
  }),
  route(contract.myCase, {
    access: 'signed-in',
    handle: (context) =>
      context.read(async (tx) => {
        const doing = doingOf(context)
        return partyView(tx, doing, await myParty(tx, doing.tenantId, doing.actor.personId, context.params.partyId))
      }),
  }),
  route(contract.answerMine, {
    access: 'signed-in',
    handle: (context) =>
      doneBy(context, (tx) => answerMine(tx, doingOf(context), context.params.partyId, context.body)),
  }),
  route(contract.caseByCode, {
    access: 'public',
    perMinute: 20,
    handle: (context) =>
      context.read(async (tx) => {
        const writing = writingOf(context)
        return partyView(tx, writing, await partyByCode(tx, writing, context.params.code))
      }),
  }),
  route(contract.answerByCode, {
    access: 'public',
    perMinute: 10,
    handle: (context) =>
      doneBy(context, (tx) => answerByCode(tx, writingOf(context), context.params.code, context.body)),
  }),
]

export const routes: readonly Route[] = [
  ...committeeRoutes,
  ...readRoutes,
  ...caseRoutes,
  ...agreementRoutes,
  ...referralRoutes,
  ...partyRoutes,
]
