import { type Actor, type EventActor, systemActor } from '../../kernel/actor.ts'
import type { Tx } from '../../kernel/db.ts'
import { type RequestContext, type Route, route } from '../../kernel/http/route.ts'
import { changeConsultation, planConsultation, takeStep } from './consultation-service.ts'
import { consultationByCode, type Doing } from './consultation-store.ts'
import { type Asking, doorView, listPage, resultPage, viewFor } from './consultation-view.ts'
import * as contract from './contract.ts'
import { exportSheet } from './export.ts'
import { openFor } from './open-view.ts'
import { keysOf, voterOf } from './participant.ts'
import { askers, consultationReaders } from './roles.ts'
import { addStatement, answerStatement, moderate } from './statement-service.ts'
import { votesFile } from './votes-file.ts'
import { addOwn, castVote, ownVotes, turnOf } from './voting.ts'

const doing = ({ actor, eventActor, clock }: RequestContext & { readonly actor: Actor }): Doing => ({
  actor,
  by: eventActor,
  at: clock.now(),
})

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const done = { done: true } as const
const readers = { roles: consultationReaders }
const staff = { roles: askers }

const deskRoutes: readonly Route[] = [
  route(contract.listConsultations, {
    access: readers,
    handle: ({ read, actor, query }) => read((tx) => listPage(tx, actor, query)),
  }),
  route(contract.getConsultation, {
    access: readers,
    handle: ({ read, actor, params, clock }) => read((tx) => viewFor(tx, actor, params.consultationId, clock.now())),
  }),
  route(contract.exportConsultation, {
    access: readers,
    perMinute: 20,
    handle: async ({ read, actor, params, clock, lang }) => {
      const of = await read((tx) => viewFor(tx, actor, params.consultationId, clock.now()))
      const filename = lang === 'zh' ? '协商观点.xlsx' : 'statements.xlsx'
      return { bytes: exportSheet(of, lang), type: xlsx, filename }
    },
  }),
  route(contract.exportVotes, {
    access: staff,
    perMinute: 10,
    // No command: the file is not kept for a retry, which makes another one.
    handle: async (context) => {
      const bytes = await context.db.tx((tx) => votesFile(tx, doing(context), context.params.consultationId))
      return { bytes, type: 'text/csv; charset=utf-8', filename: 'votes.csv' }
    },
  }),
  route(contract.planConsultation, {
    access: staff,
    handle: (context) => context.command((tx) => planConsultation(tx, doing(context), context.body)),
  }),
  route(contract.changeConsultation, {
    access: staff,
    handle: (context) =>
      context.command(async (tx) => {
        await changeConsultation(tx, doing(context), context.params.consultationId, context.body)
        return done
      }),
  }),
  route(contract.stepConsultation, {
    access: staff,
    handle: (context) =>
      context.command(async (tx) => {
        await takeStep(tx, doing(context), context.params.consultationId, context.body.step)
        return done
      }),
  }),
  route(contract.addStatement, {
    access: staff,
    handle: (context) =>
      context.command(async (tx) => ({
        number: await addStatement(tx, doing(context), context.params.consultationId, context.body.words),
      })),
  }),
  route(contract.moderateStatement, {
    access: staff,
    handle: (context) =>
      context.command(async (tx) => {
        const { params, body } = context
        const act = { number: Number(params.number), action: body.action, why: body.why }
        await moderate(tx, doing(context), params.consultationId, act)
        return done
      }),
  }),
  route(contract.answerStatement, {
    access: staff,
    handle: (context) =>
      context.command(async (tx) => {
        const { params, body, secrets } = context
        const answer = { number: Number(params.number), words: body.words, matter: body.matter }
        return { matterId: await answerStatement(tx, secrets, doing(context), params.consultationId, answer) }
      }),
  }),
]

const asking = (context: RequestContext, tx: Tx): Asking => ({
  ...{ tx, secrets: context.secrets, tenantId: context.tenantId, voter: voterOf(context) },
  ...{ signedIn: context.actor !== null, now: context.clock.now() },
})

/** Who voted or said something is in no event, whoever it was. */
const somebody: EventActor = { ...systemActor, via: 'pocket' }

const phoneRoutes: readonly Route[] = [
  route(contract.openConsultations, {
    access: 'signed-in',
    handle: (context) =>
      context.read((tx) =>
        openFor(tx, context.secrets, { actor: context.actor, voter: voterOf(context), now: context.clock.now() }),
      ),
  }),
]

// Not commands: a kept answer would stand beside the name of who sent it. A vote pressed twice is one vote.
const doorRoutes: readonly Route[] = [
  route(contract.atConsultation, {
    access: 'public',
    perMinute: 3_000,
    handle: (context) => context.read((tx) => doorView(asking(context, tx), context.params.code)),
  }),
  // A hall full of neighbours has one address.
  route(contract.castVote, {
    access: 'public',
    perMinute: 6_000,
    handle: ({ db, secrets, clock, tenantId, params, body, ...context }) => {
      const voter = voterOf(context)
      return db.tx(async (tx) => {
        const of = await consultationByCode(tx, tenantId, params.code)
        const vote = { statement: body.number, choice: body.choice }
        const participant = await castVote(tx, secrets, { of, at: clock.now() }, voter, vote)
        return turnOf(tx, secrets, of, voter, participant)
      })
    },
  }),
  route(contract.ownVotes, {
    access: 'public',
    handle: (context) =>
      context.read(async (tx) => {
        const of = await consultationByCode(tx, context.tenantId, context.params.code)
        return { rows: await ownVotes(tx, of, keysOf(context.secrets, of, voterOf(context))) }
      }),
  }),
  route(contract.sayStatement, {
    access: 'public',
    perMinute: 60,
    handle: ({ db, secrets, clock, tenantId, params, body, ...context }) => {
      const voter = voterOf(context)
      return db.tx(async (tx) => {
        const of = await consultationByCode(tx, tenantId, params.code)
        return { state: await addOwn(tx, secrets, { of, by: somebody, at: clock.now() }, voter, body.words) }
      })
    },
  }),
  route(contract.atResult, {
    access: 'public',
    handle: (context) => context.read((tx) => resultPage(asking(context, tx), context.params.code)),
  }),
]

export const routes: readonly Route[] = [...deskRoutes, ...phoneRoutes, ...doorRoutes]
