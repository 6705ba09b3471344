import type { Actor } from '../../kernel/actor.ts'
import { fail } from '../../kernel/contract/errors.ts'
import { type RequestContext, type Route, route } from '../../kernel/http/route.ts'
import type { Doing } from '../enterprises/public.ts'
import { dictionaryFor } from '../policies/public.ts'
import * as contract from './contract.ts'
import { exportStream } from './export.ts'
import { figuresOf } from './figure-queries.ts'
import { ownFinance, ownProducts } from './own-queries.ts'
import { partnersOf } from './partner-queries.ts'
import { confirmPartner, endPartner } from './partner-service.ts'
import { passOn } from './passing-service.ts'
import { productPage, viewProduct } from './product-queries.ts'
import { enterProduct, publishProduct, saveProduct, withdrawProduct } from './product-service.ts'
import { wantsForProduct } from './product-wants.ts'
import { viewReferral } from './referral-queries.ts'
import { answerReferral, revealReferral, takeBack } from './referral-service.ts'
import { financeReaders, partnerKeepers } from './roles.ts'
import { withWantFacts } from './want-facts.ts'
import { wantPage } from './want-queries.ts'
import { endWant, raiseWant } from './want-service.ts'
import { viewWant } from './want-view.ts'

const readers = { roles: financeReaders }
const streets = { roles: partnerKeepers }
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const done = { done: true } as const
const mostExported = 50_000

const doingOf = ({ tenantId, actor, eventActor, clock, secrets }: RequestContext): Doing => ({
  tenantId,
  actor,
  by: eventActor,
  at: clock.now(),
  secrets,
})

const partnerRoutes: readonly Route[] = [
  route(contract.getLanguage, {
    access: 'signed-in',
    handle: ({ read, actor }) =>
      read(async (tx) => {
        const { facts, codes } = withWantFacts(await dictionaryFor(tx, actor.tenantId))
        return { facts: [...facts], codes }
      }),
  }),
  route(contract.listPartners, {
    access: readers,
    handle: ({ read, actor, clock }) =>
      read(async (tx) => ({
        partners: await partnersOf(tx, actor, clock.now()),
        mayConfirm: actor.posts.some(({ role }) => role === 'street'),
      })),
  }),
  route(contract.confirmPartner, {
    access: streets,
    handle: (context) =>
      context.command(async (tx) => ({ partnerId: await confirmPartner(tx, doingOf(context), context.body) })),
  }),
  route(contract.endPartner, {
    access: streets,
    handle: (context) =>
      context.command(async (tx) => {
        await endPartner(tx, doingOf(context), context.params.partnerId, context.body.why)
        return done
      }),
  }),
]

// Whoever speaks for a bank enters its products, whatever their role: the firm decides.
const productRoutes: readonly Route[] = [
  route(contract.listProducts, {
    access: readers,
    handle: ({ read, actor, query }) => read((tx) => productPage(tx, actor, query)),
  }),
  route(contract.getProduct, {
    access: 'signed-in',
    handle: ({ read, actor, params, clock }) => read((tx) => viewProduct(tx, actor, params.productId, clock.now())),
  }),
  route(contract.enterProduct, {
    access: 'signed-in',
    handle: (context) =>
      context.command((tx) => enterProduct(tx, doingOf(context), context.body.partnerFirmId, context.body.spec)),
  }),
  route(contract.saveProduct, {
    access: 'signed-in',
    handle: (context) =>
      context.command((tx) => saveProduct(tx, doingOf(context), context.params.productId, context.body.spec)),
  }),
  route(contract.publishProduct, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await publishProduct(tx, doingOf(context), context.params.productId, context.params.version)
        return done
      }),
  }),
  route(contract.withdrawProduct, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await withdrawProduct(tx, doingOf(context), context.params.productId, context.body.why)
        return done
      }),
  }),
  route(contract.wantsOfProduct, {
    access: readers,
    perMinute: 120,
    handle: ({ read, actor, params, clock }) => read((tx) => wantsForProduct(tx, actor, params.productId, clock.now())),
  }),
]

const wantRoutes: readonly Route[] = [
  route(contract.listWants, {
    access: readers,
    handle: ({ read, actor, query }) => read((tx) => wantPage(tx, actor, query)),
  }),
  route(contract.exportWants, { access: readers, perMinute: 20, handle: exportWants }),
  route(contract.getFigures, {
    access: readers,
    handle: ({ read, actor, query, clock }) => read((tx) => figuresOf(tx, actor, query, clock.now())),
  }),
  route(contract.raiseWant, {
    access: 'signed-in',
    perMinute: 60,
    handle: (context) => context.command((tx) => raiseWant(tx, doingOf(context), context.body)),
  }),
  route(contract.getWant, {
    access: 'signed-in',
    handle: ({ read, actor, secrets, params, clock }) =>
      read((tx) => viewWant(tx, { actor, secrets, now: clock.now() }, params.wantId)),
  }),
  route(contract.endWant, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await endWant(tx, doingOf(context), context.params.wantId, context.body)
        return done
      }),
  }),
]

async function exportWants(context: RequestContext<typeof contract.exportWants, Actor>) {
  const { db, actor, query, lang, read } = context
  const { total } = await read((tx) => wantPage(tx, actor, { ...query, limit: 1 }))
  if (total > mostExported)
    fail('refused', 'finance.export_too_large', {
      zh: `共 ${total} 项，一次最多导出 ${mostExported} 项，请缩小范围`,
      en: `${total} wants; at most ${mostExported} at once. Please narrow the filter`,
    })
  const filename = lang === 'zh' ? '融资需求.xlsx' : 'wants.xlsx'
  return { bytes: exportStream(db, actor, query, lang), type: xlsx, filename }
}

const referralRoutes: readonly Route[] = [
  route(contract.passOn, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => ({
        referralId: await passOn(tx, doingOf(context), context.params.wantId, context.body),
      })),
  }),
  route(contract.takeBack, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await takeBack(tx, doingOf(context), context.params.referralId, context.body.why)
        return done
      }),
  }),
  route(contract.getReferral, {
    access: 'signed-in',
    handle: ({ read, actor, secrets, params, clock }) =>
      read((tx) => viewReferral(tx, { actor, secrets, now: clock.now() }, params.referralId)),
  }),
  route(contract.answerReferral, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await answerReferral(tx, doingOf(context), context.params.referralId, context.body)
        return done
      }),
  }),
  // Not kept for retries: the answer is a name and a number.
  route(contract.revealReferral, {
    access: 'signed-in',
    perMinute: 30,
    handle: (context) =>
      context.db.tx((tx) => revealReferral(tx, doingOf(context), context.params.referralId, context.body.reason)),
  }),
]

// A firm's own pages: for everybody who is signed in; who does not speak for the firm finds nothing.
const ownRoutes: readonly Route[] = [
  route(contract.myFinance, {
    access: 'signed-in',
    handle: ({ read, actor, params, clock }) => read((tx) => ownFinance(tx, actor, params.firmId, clock.now())),
  }),
  route(contract.myProducts, {
    access: 'signed-in',
    handle: ({ read, actor, params, clock }) => read((tx) => ownProducts(tx, actor, params.firmId, clock.now())),
  }),
]

export const routes: readonly Route[] = [
  ...partnerRoutes,
  ...productRoutes,
  ...wantRoutes,
  ...referralRoutes,
  ...ownRoutes,
]
