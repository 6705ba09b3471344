import type { Actor } from '../../kernel/actor.ts'
import { fail } from '../../kernel/contract/errors.ts'
import { type RequestContext, type Route, route } from '../../kernel/http/route.ts'
import { receiptHash } from '../../kernel/receipt-code.ts'
import { uploaderOf } from '../files/public.ts'
import { callPage, publicCall, viewCall } from './call-queries.ts'
import { changeCall, numberForms, planCall, stepCall } from './call-service.ts'
import * as contract from './contract.ts'
import { costIdea, endIdea, revealAuthor } from './end-service.ts'
import { exportIdeas, mostExported } from './export.ts'
import { giveIdea, typeInForm } from './give-service.ts'
import { countIdeas, figuresOf, listPage, publicPage, readMine } from './idea-queries.ts'
import { ideaOfReceipt, viewIdea } from './idea-view.ts'
import type { ActorDoing, Doing } from './ideas-store.ts'
import { mergeIdeas, undoMerge } from './merge-service.ts'
import { appealHiding, decideAppeal, moderate } from './moderation-service.ts'
import { amendIdea, endorseIdea, sayRemark, withdrawIdea } from './own-service.ts'
import { callKeepers, formTypers, ideaReaders } from './roles.ts'
import { findSimilar } from './similar-ideas.ts'

/** Who asks; by the receipt code that was shown, where one was. */
const doing = ({ tenantId, actor, eventActor, clock, secrets }: RequestContext, receipt?: string): Doing => ({
  ...{ tenantId, actor, at: clock.now(), secrets, receipt },
  by: !actor && receipt ? { ...eventActor, via: 'receipt' } : eventActor,
})
const acting = (context: RequestContext & { readonly actor: Actor }): ActorDoing => ({
  ...doing(context),
  actor: context.actor,
})

const done = { done: true } as const
const readers = { roles: ideaReaders }
const keepers = { roles: callKeepers }

const callRoutes: readonly Route[] = [
  route(contract.listCalls, {
    access: readers,
    handle: ({ read, actor, query }) => read((tx) => callPage(tx, actor, query)),
  }),
  route(contract.planCall, {
    access: keepers,
    handle: (context) => context.command((tx) => planCall(tx, acting(context), context.body)),
  }),
  route(contract.getCall, {
    access: readers,
    handle: ({ read, actor, params, clock }) => read((tx) => viewCall(tx, actor, params.callId, clock.now())),
  }),
  route(contract.changeCall, {
    access: keepers,
    handle: (context) =>
      context.command(async (tx) => {
        await changeCall(tx, acting(context), context.params.callId, context.body)
        return done
      }),
  }),
  route(contract.stepCall, {
    access: keepers,
    handle: (context) => {
      const { step, why } = context.body
      return context.command((tx) => stepCall(tx, acting(context), context.params.callId, step, why?.trim() || null))
    },
  }),
  route(contract.numberForms, {
    access: keepers,
    perMinute: 30,
    handle: (context) =>
      context.command((tx) => numberForms(tx, acting(context), context.params.callId, context.body.copies)),
  }),
]

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const deskRoutes: readonly Route[] = [
  route(contract.listIdeas, {
    access: readers,
    handle: (context) => context.read((tx) => listPage(tx, acting(context), context.query)),
  }),
  route(contract.exportIdeas, {
    access: readers,
    perMinute: 20,
    handle: async (context) => {
      const { db, read, actor, query, lang } = context
      const total = await read((tx) => countIdeas(tx, actor, query))
      if (total > mostExported)
        fail('refused', 'ideas.export_too_large', {
          zh: `共 ${total} 行，一次最多导出 ${mostExported} 行，请缩小范围`,
          en: `${total} rows; at most ${mostExported} at once. Please narrow the filter`,
        })
      const filename = lang === 'zh' ? '金点子.xlsx' : 'ideas.xlsx'
      return { bytes: exportIdeas(db, acting(context), query, lang), type: xlsx, filename }
    },
  }),
  route(contract.ideaFigures, {
    access: readers,
    handle: ({ read, actor, query }) => read((tx) => figuresOf(tx, actor, query)),
  }),
  route(contract.moderate, {
    access: keepers,
    handle: (context) =>
      context.command(async (tx) => {
        await moderate(tx, acting(context), context.params.ideaId, context.body)
        return done
      }),
  }),
  route(contract.decideAppeal, {
    access: keepers,
    handle: (context) =>
      context.command(async (tx) => {
        const { ideaId, appealId } = context.params
        await decideAppeal(tx, acting(context), ideaId, appealId, context.body)
        return done
      }),
  }),
  route(contract.costIdea, {
    access: keepers,
    handle: (context) =>
      context.command(async (tx) => {
        await costIdea(tx, acting(context), context.params.ideaId, context.body)
        return done
      }),
  }),
  route(contract.endIdea, {
    access: keepers,
    handle: (context) => context.command((tx) => endIdea(tx, acting(context), context.params.ideaId, context.body)),
  }),
  route(contract.mergeIdeas, {
    access: keepers,
    handle: (context) => context.command((tx) => mergeIdeas(tx, acting(context), context.params.callId, context.body)),
  }),
  route(contract.undoMerge, {
    access: keepers,
    handle: (context) =>
      context.command(async (tx) => {
        await undoMerge(tx, acting(context), context.params.callId, context.params.mergeId)
        return done
      }),
  }),
  // Not a command: its kept answer would hold a name and a phone number.
  route(contract.revealAuthor, {
    access: keepers,
    perMinute: 30,
    handle: (context) =>
      context.db.tx((tx) => revealAuthor(tx, acting(context), context.params.ideaId, context.body.reason)),
  }),
]

const doorRoutes: readonly Route[] = [
  route(contract.ideaByReceipt, {
    access: 'public',
    perMinute: 30,
    handle: ({ read, tenantId, secrets, params }) =>
      read((tx) => ideaOfReceipt(tx, tenantId, receiptHash(secrets, 'ideas', params.receipt))),
  }),
  route(contract.atCall, {
    access: 'public',
    perMinute: 120,
    handle: (context) => context.read((tx) => publicCall(tx, doing(context), context.params.code, context.clock.now())),
  }),
  route(contract.ideasOfCall, {
    access: 'public',
    perMinute: 120,
    handle: (context) => context.read((tx) => publicPage(tx, doing(context), context.params.code, context.query)),
  }),
  route(contract.similarIdeas, {
    access: 'public',
    perMinute: 120,
    handle: (context) =>
      context.read(async (tx) => ({
        similar: await findSimilar(tx, doing(context, context.body.receipt), context.params.code, context.body),
      })),
  }),
  route(contract.giveIdea, {
    access: 'public',
    perMinute: 30,
    handle: (context) =>
      context.command((tx) => giveIdea(tx, doing(context), context.params.code, context.body, uploaderOf(context))),
  }),
  route(contract.typeInForm, {
    access: { roles: formTypers },
    perMinute: 60,
    handle: (context) =>
      context.command((tx) => typeInForm(tx, acting(context), context.params.code, context.body, uploaderOf(context))),
  }),
]

const ownRoutes: readonly Route[] = [
  route(contract.myIdeas, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => readMine(tx, acting(context), context.clock.now())),
  }),
  route(contract.getIdea, {
    access: 'public',
    perMinute: 240,
    handle: (context) =>
      context.read((tx) =>
        viewIdea(tx, doing(context, context.query.receipt), context.params.ideaId, context.clock.now()),
      ),
  }),
  route(contract.amendIdea, {
    access: 'public',
    perMinute: 30,
    handle: (context) => {
      const { params, body } = context
      return context.command((tx) =>
        amendIdea(tx, doing(context, body.receipt), params.ideaId, body, uploaderOf(context)),
      )
    },
  }),
  route(contract.withdrawIdea, {
    access: 'public',
    perMinute: 30,
    handle: (context) =>
      context.command(async (tx) => {
        await withdrawIdea(tx, doing(context, context.body.receipt), context.params.ideaId)
        return done
      }),
  }),
  route(contract.endorseIdea, {
    access: 'public',
    perMinute: 60,
    handle: (context) => {
      const { params, body } = context
      return context.command((tx) => endorseIdea(tx, doing(context, body.receipt), params.ideaId, body.endorse))
    },
  }),
  route(contract.sayRemark, {
    access: 'public',
    perMinute: 30,
    handle: (context) => {
      const { params, body } = context
      return context.command((tx) => sayRemark(tx, doing(context, body.receipt), params.ideaId, body))
    },
  }),
  route(contract.appealHiding, {
    access: 'public',
    perMinute: 30,
    handle: (context) => {
      const { params, body } = context
      return context.command((tx) => appealHiding(tx, doing(context, body.receipt), params.ideaId, body))
    },
  }),
]

export const routes: readonly Route[] = [...callRoutes, ...deskRoutes, ...doorRoutes, ...ownRoutes]
