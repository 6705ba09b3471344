import { type Route, route } from '../../kernel/http/route.ts'
import { uploaderOf } from '../files/public.ts'
import { addItem, changeItem, decide } from './agenda-service.ts'
import { calendarFile, closeFeed, feedOf, feedSince, openFeed, publicFeed } from './calendar-service.ts'
import * as contract from './contract.ts'
import { hearDecision, proposals } from './council/contract.ts'
import { hear } from './council/hearing-service.ts'
import { proposalsFor } from './council/proposals.ts'
import { checkInByCode, respond } from './door-service.ts'
import { doorView, mineAndOpen, publicOf } from './door-view.ts'
import { figuresOf, listPage } from './gathering-queries.ts'
import { addMaterials, changeGathering, planGathering, takeStep, thank } from './gathering-service.ts'
import { doingOf as doing } from './gathering-store.ts'
import { viewFor } from './gathering-view.ts'
import { leaderRoutes } from './leader/routes.ts'
import { partiesNamed } from './party-queries.ts'
import { actFor, invite, revealGuest, signUpFor } from './party-service.ts'
import { gatheringReaders, organisers } from './roles.ts'
import { allotAll, allotOne, changeStall, layOut } from './stall-service.ts'

const done = { done: true } as const
const readers = { roles: gatheringReaders }
const planners = { roles: organisers }

const readingRoutes: readonly Route[] = [
  route(contract.listGatherings, {
    access: readers,
    handle: ({ read, actor, query }) => read((tx) => listPage(tx, actor, query)),
  }),
  route(contract.gatheringFigures, {
    access: readers,
    handle: ({ read, actor, query, clock }) => read((tx) => figuresOf(tx, actor, query, clock.now())),
  }),
  route(contract.getGathering, {
    access: 'signed-in',
    handle: ({ read, actor, params, secrets, clock }) =>
      read((tx) => viewFor({ tx, secrets, now: clock.now() }, actor, params.gatheringId)),
  }),
  route(contract.findParties, {
    access: planners,
    handle: ({ read, actor, query, clock }) => read((tx) => partiesNamed(tx, actor, query.q, clock.now())),
  }),
]

const planningRoutes: readonly Route[] = [
  route(contract.planGathering, {
    access: planners,
    handle: (context) => context.command((tx) => planGathering(tx, doing(context), context.body)),
  }),
  route(contract.changeGathering, {
    access: planners,
    handle: (context) =>
      context.command(async (tx) => {
        await changeGathering(tx, doing(context), context.params.gatheringId, context.body)
        return done
      }),
  }),
  route(contract.stepGathering, {
    access: planners,
    handle: (context) => {
      const { step, why } = context.body
      return context.command((tx) =>
        takeStep(tx, doing(context), context.params.gatheringId, step, why?.trim() || null),
      )
    },
  }),
  route(contract.addMaterials, {
    access: planners,
    handle: (context) =>
      context.command(async (tx) => {
        const { params, body } = context
        await addMaterials(tx, doing(context), params.gatheringId, body.fileIds, uploaderOf(context))
        return done
      }),
  }),
  route(contract.thankParties, {
    access: planners,
    handle: (context) =>
      context.command((tx) => thank(tx, doing(context), context.params.gatheringId, context.body.words)),
  }),
  route(contract.addItem, {
    access: planners,
    handle: (context) => context.command((tx) => addItem(tx, doing(context), context.params.gatheringId, context.body)),
  }),
  route(contract.changeItem, {
    access: planners,
    handle: (context) =>
      context.command(async (tx) => {
        const { gatheringId, itemId } = context.params
        await changeItem(tx, doing(context), gatheringId, itemId, context.body)
        return done
      }),
  }),
  route(contract.decide, {
    access: planners,
    handle: (context) =>
      context.command((tx) => decide(tx, context.secrets, doing(context), context.params.gatheringId, context.body)),
  }),
]

const councilRoutes: readonly Route[] = [
  route(proposals, {
    access: planners,
    handle: ({ read, actor, clock, params }) =>
      read((tx) => proposalsFor({ tx, actor, now: clock.now() }, params.gatheringId)),
  }),
  route(hearDecision, {
    access: planners,
    handle: (context) =>
      context.command(async (tx) => {
        await hear(tx, doing(context), context.params.gatheringId, context.body)
        return done
      }),
  }),
]

const partyRoutes: readonly Route[] = [
  route(contract.inviteParties, {
    access: planners,
    handle: (context) =>
      context.command((tx) => invite(tx, doing(context), context.params.gatheringId, context.body.parties)),
  }),
  route(contract.signUpFor, {
    access: planners,
    handle: (context) => {
      const { party, wish = null } = context.body
      return context.command((tx) => signUpFor(tx, doing(context), context.params.gatheringId, party, wish))
    },
  }),
  route(contract.actForParty, {
    access: planners,
    handle: (context) =>
      context.command(async (tx) => {
        const { gatheringId, entryId } = context.params
        await actFor(tx, doing(context), gatheringId, entryId, context.body)
        return done
      }),
  }),
  route(contract.revealGuest, {
    access: planners,
    perMinute: 30,
    handle: (context) => {
      const { gatheringId: id, entryId } = context.params
      const { reason } = context.body
      // Not kept for a retry: the answer holds a name. Whoever asks twice has looked twice.
      return context.db.tx((tx) => revealGuest(tx, context.secrets, doing(context), { id, entryId, reason }))
    },
  }),
]

const stallRoutes: readonly Route[] = [
  route(contract.layOutStalls, {
    access: planners,
    handle: (context) => context.command((tx) => layOut(tx, doing(context), context.params.gatheringId, context.body)),
  }),
  route(contract.changeStall, {
    access: planners,
    handle: (context) =>
      context.command(async (tx) => {
        const { gatheringId, stallId } = context.params
        await changeStall(tx, doing(context), gatheringId, stallId, context.body)
        return done
      }),
  }),
  route(contract.allotStalls, {
    access: planners,
    handle: (context) => context.command((tx) => allotAll(tx, doing(context), context.params.gatheringId)),
  }),
  route(contract.allotStall, {
    access: planners,
    handle: (context) =>
      context.command(async (tx) => {
        const { gatheringId, stallId } = context.params
        await allotOne(tx, doing(context), gatheringId, stallId, context.body.entryId)
        return done
      }),
  }),
]

const doorRoutes: readonly Route[] = [
  route(contract.myGatherings, {
    access: 'signed-in',
    handle: ({ read, tenantId, actor, clock }) => read((tx) => mineAndOpen({ tx, tenantId, actor, now: clock.now() })),
  }),
  route(contract.publicGatherings, {
    access: 'public',
    perMinute: 60,
    handle: ({ read, tenantId, actor, query, clock }) =>
      read((tx) => publicOf({ tx, tenantId, actor, now: clock.now() }, query.placeCode)),
  }),
  route(contract.atDoor, {
    access: 'public',
    perMinute: 120,
    handle: ({ read, tenantId, actor, params, clock }) =>
      read((tx) => doorView({ tx, tenantId, actor, now: clock.now() }, params.code)),
  }),
  route(contract.respond, {
    access: 'signed-in',
    handle: (context) => context.command((tx) => respond(tx, doing(context), context.params.code, context.body)),
  }),
  route(contract.checkIn, {
    access: 'public',
    // One room is one address: everybody in it comes within a few minutes.
    perMinute: 300,
    handle: ({ command, tenantId, actor, eventActor: by, clock, secrets, params, body }) =>
      command((tx) => checkInByCode(tx, secrets, { tenantId, actor, by, at: clock.now() }, params.code, body)),
  }),
]

const calendarRoutes: readonly Route[] = [
  route(contract.gatheringCalendar, {
    access: 'public',
    perMinute: 60,
    handle: ({ read, tenantId, actor, params, clock, lang }) =>
      read((tx) => {
        const now = clock.now()
        return calendarFile({ tx, tenantId, actor, now }, params.code, { lang, now })
      }),
  }),
  route(contract.publicCalendar, {
    access: 'public',
    perMinute: 60,
    handle: ({ read, tenantId, actor, query, clock, lang }) =>
      read((tx) => {
        const now = clock.now()
        return publicFeed({ tx, tenantId, actor, now }, query.placeCode, { lang, now })
      }),
  }),
  route(contract.myFeed, { access: 'signed-in', handle: ({ read, actor }) => read((tx) => feedSince(tx, actor)) }),
  route(contract.openFeed, {
    access: 'signed-in',
    // Not kept for a retry: the address is a secret that is told once.
    handle: ({ db, actor, eventActor, clock }) => db.tx((tx) => openFeed(tx, actor, eventActor, clock.now())),
  }),
  route(contract.closeFeed, {
    access: 'signed-in',
    handle: ({ command, actor, eventActor, clock }) =>
      command(async (tx) => {
        await closeFeed(tx, actor, eventActor, clock.now())
        return done
      }),
  }),
  route(contract.calendarFeed, {
    access: 'public',
    perMinute: 60,
    handle: ({ read, tenantId, params, clock, lang }) =>
      read((tx) => feedOf(tx, tenantId, params.token, { lang, now: clock.now() })),
  }),
]

export const routes: readonly Route[] = [
  ...readingRoutes,
  ...planningRoutes,
  ...councilRoutes,
  ...partyRoutes,
  ...stallRoutes,
  ...doorRoutes,
  ...leaderRoutes,
  ...calendarRoutes,
]
