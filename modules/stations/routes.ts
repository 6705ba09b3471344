import { fail } from '../../kernel/contract/errors.ts'
import { type Route, route } from '../../kernel/http/route.ts'
import { uploaderOf } from '../files/public.ts'
import { bookingPage } from './booking-queries.ts'
import { bookResource, revealBooking, stepBooking } from './booking-service.ts'
import * as calendar from './calendar-contract.ts'
import { bookingFile, calendarSince, closeCalendar, feedOf, openCalendar } from './calendar-service.ts'
import * as contract from './contract.ts'
import { exportSheet } from './export.ts'
import { figuresOf } from './figure-queries.ts'
import { mineOf, shopOf } from './own-queries.ts'
import { browsePage, resourcePage, resourceView, weekOf } from './resource-queries.ts'
import { addResource, changeResource } from './resource-service.ts'
import { keepers, stationKeepers, stationReaders } from './roles.ts'
import { doingOf } from './scope.ts'
import { sharerPage, sharerView } from './sharer-queries.ts'
import { addSharer, agreeSharer, askToShare, linkSharer, revealSharer, settleSharer } from './sharer-service.ts'
import { doorView, stationPage, stationView } from './station-queries.ts'
import { addStation, changeStation, closeStation } from './station-service.ts'
import { giveThanks, settleThanks, thanksPage } from './thanks-service.ts'
import { answerWait, joinLine } from './wait-service.ts'
import { communityWall } from './wall-queries.ts'
import { wantPage, wantView } from './want-queries.ts'
import { addWant, answerOffer, endWant, offerResource } from './want-service.ts'

const done = { done: true } as const
const readers = { roles: stationReaders }
const keeping = { roles: stationKeepers }
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const mostExported = 5000

const deskRoutes: readonly Route[] = [
  route(contract.listStations, {
    access: readers,
    handle: (context) => context.read((tx) => stationPage(tx, doingOf(context), context.query)),
  }),
  route(contract.stationFigures, {
    access: readers,
    handle: (context) => context.read((tx) => figuresOf(tx, doingOf(context), context.query.placeId)),
  }),
  route(contract.addStation, {
    access: { roles: keepers },
    handle: (context) => context.command((tx) => addStation(tx, doingOf(context), context.body)),
  }),
  route(contract.getStation, {
    access: readers,
    handle: (context) => context.read((tx) => stationView(tx, doingOf(context), context.params.stationId)),
  }),
  route(contract.changeStation, {
    access: keeping,
    handle: (context) =>
      context.command(async (tx) => {
        await changeStation(tx, doingOf(context), context.params.stationId, context.body)
        return done
      }),
  }),
  route(contract.closeStation, {
    access: { roles: keepers },
    handle: (context) =>
      context.command(async (tx) => {
        await closeStation(tx, doingOf(context), context.params.stationId, context.body.why.trim())
        return done
      }),
  }),
  route(contract.communityWall, {
    access: 'public',
    perMinute: 120,
    handle: ({ read, tenantId, clock, params }) =>
      read((tx) => communityWall(tx, { tenantId, at: clock.now() }, params.code)),
  }),
  route(contract.stationAt, {
    access: 'public',
    perMinute: 120,
    handle: ({ read, tenantId, clock, params }) =>
      read((tx) => doorView(tx, { tenantId, at: clock.now() }, params.code)),
  }),
]

const own = { own: true } as const

const calendarRoutes: readonly Route[] = [
  route(calendar.myCalendar, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => calendarSince(tx, doingOf(context), own)),
  }),
  route(calendar.openMyCalendar, {
    access: 'signed-in',
    // Not kept for a retry: the address is a secret that is told once.
    handle: (context) => context.db.tx((tx) => openCalendar(tx, doingOf(context), own)),
  }),
  route(calendar.closeMyCalendar, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await closeCalendar(tx, doingOf(context), own)
        return done
      }),
  }),
  route(calendar.stationCalendar, {
    access: readers,
    handle: (context) => context.read((tx) => calendarSince(tx, doingOf(context), context.params)),
  }),
  route(calendar.openStationCalendar, {
    access: keeping,
    handle: (context) => context.db.tx((tx) => openCalendar(tx, doingOf(context), context.params)),
  }),
  route(calendar.closeStationCalendar, {
    access: keeping,
    handle: (context) =>
      context.command(async (tx) => {
        await closeCalendar(tx, doingOf(context), context.params)
        return done
      }),
  }),
  route(calendar.calendarFeed, {
    access: 'public',
    perMinute: 60,
    handle: ({ read, tenantId, params, clock, lang }) =>
      read((tx) => feedOf(tx, tenantId, params.token, { lang, now: clock.now() })),
  }),
  route(calendar.bookingCalendar, {
    access: 'signed-in',
    handle: (context) => {
      const about = { lang: context.lang, now: context.clock.now() }
      return context.read((tx) => bookingFile(tx, doingOf(context), context.params.bookingId, about))
    },
  }),
]

const sharerRoutes: readonly Route[] = [
  route(contract.listSharers, {
    access: readers,
    handle: (context) => context.read((tx) => sharerPage(tx, doingOf(context), context.query)),
  }),
  route(contract.addSharer, {
    access: keeping,
    handle: (context) => context.command((tx) => addSharer(tx, doingOf(context), context.body)),
  }),
  route(contract.getSharer, {
    access: readers,
    handle: (context) => context.read((tx) => sharerView(tx, doingOf(context), context.params.sharerId)),
  }),
  route(contract.settleSharer, {
    access: keeping,
    handle: (context) =>
      context.command(async (tx) => {
        const { step, why } = context.body
        await settleSharer(tx, doingOf(context), context.params.sharerId, step, why?.trim() || null)
        return done
      }),
  }),
  route(contract.linkSharer, {
    access: keeping,
    // Not a command: its answer would be kept for retries, and the link is to be nowhere in clear.
    handle: (context) => context.db.tx((tx) => linkSharer(tx, doingOf(context), context.params.sharerId)),
  }),
  route(contract.agreeSharer, {
    access: keeping,
    handle: (context) =>
      context.command(async (tx) => {
        await agreeSharer(tx, doingOf(context), context.params.sharerId, context.body)
        return { done: true } as const
      }),
  }),
  route(contract.revealSharer, {
    access: keeping,
    handle: (context) =>
      context.db.tx((tx) => revealSharer(tx, doingOf(context), context.params.sharerId, context.body.reason.trim())),
  }),
  route(contract.askToShare, {
    access: 'signed-in',
    perMinute: 10,
    handle: (context) => context.command((tx) => askToShare(tx, doingOf(context), context.body)),
  }),
]

const resourceRoutes: readonly Route[] = [
  route(contract.listResources, {
    access: readers,
    handle: (context) => context.read((tx) => resourcePage(tx, doingOf(context), context.query)),
  }),
  route(contract.exportResources, {
    access: readers,
    handle: async (context) => {
      const { lang, query } = context
      const page = await context.read((tx) => resourcePage(tx, doingOf(context), { ...query, limit: mostExported }))
      if (page.total > mostExported)
        fail('refused', 'stations.export_too_large', {
          zh: `共 ${page.total} 样，一次最多导出 ${mostExported} 样，请缩小范围`,
          en: `${page.total} things; at most ${mostExported} at once. Please narrow the filter`,
        })
      const filename = lang === 'zh' ? '资源清单.xlsx' : 'shared.xlsx'
      return { bytes: exportSheet(page.rows, lang), type: xlsx, filename }
    },
  }),
  route(contract.addResource, {
    access: 'signed-in',
    handle: (context) => context.command((tx) => addResource(tx, doingOf(context), context.body, uploaderOf(context))),
  }),
  route(contract.getResource, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => resourceView(tx, doingOf(context), context.params.resourceId)),
  }),
  route(contract.changeResource, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await changeResource(tx, doingOf(context), context.params.resourceId, context.body, uploaderOf(context))
        return done
      }),
  }),
  route(contract.resourceWeek, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => weekOf(tx, doingOf(context), context.params.resourceId, context.query)),
  }),
]

const bookingRoutes: readonly Route[] = [
  route(contract.listBookings, {
    access: readers,
    handle: (context) => context.read((tx) => bookingPage(tx, doingOf(context), context.query)),
  }),
  route(contract.book, {
    access: 'signed-in',
    perMinute: 60,
    handle: (context) =>
      context.command((tx) => bookResource(tx, doingOf(context), context.params.resourceId, context.body)),
  }),
  route(contract.joinLine, {
    access: 'signed-in',
    perMinute: 60,
    handle: (context) =>
      context.command((tx) => joinLine(tx, doingOf(context), context.params.resourceId, context.body)),
  }),
  route(contract.answerWait, {
    access: 'signed-in',
    handle: (context) =>
      context.command((tx) => answerWait(tx, doingOf(context), context.params.waitId, context.body.step)),
  }),
  route(contract.stepBooking, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        const { step, why } = context.body
        await stepBooking(tx, doingOf(context), context.params.bookingId, step, why?.trim() || null)
        return done
      }),
  }),
  route(contract.revealBooking, {
    access: 'signed-in',
    handle: (context) =>
      context.db.tx((tx) => revealBooking(tx, doingOf(context), context.params.bookingId, context.body.reason.trim())),
  }),
]

const wantRoutes: readonly Route[] = [
  route(contract.listWants, {
    access: readers,
    handle: (context) => context.read((tx) => wantPage(tx, doingOf(context), context.query)),
  }),
  route(contract.addWant, {
    access: 'signed-in',
    perMinute: 30,
    handle: (context) => context.command((tx) => addWant(tx, doingOf(context), context.body)),
  }),
  route(contract.getWant, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => wantView(tx, doingOf(context), context.params.wantId)),
  }),
  route(contract.endWant, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        const { step, why } = context.body
        await endWant(tx, doingOf(context), context.params.wantId, step, why?.trim() || null)
        return done
      }),
  }),
  route(contract.offer, {
    access: 'signed-in',
    handle: (context) =>
      context.command((tx) => offerResource(tx, doingOf(context), context.params.wantId, context.body.resourceId)),
  }),
  route(contract.answerOffer, {
    access: 'signed-in',
    handle: (context) =>
      context.command((tx) => {
        const { accept, why } = context.body
        return answerOffer(tx, doingOf(context), context.params.offerId, accept, why?.trim() || null)
      }),
  }),
]

const pocketRoutes: readonly Route[] = [
  route(contract.listThanks, {
    access: readers,
    handle: (context) => context.read((tx) => thanksPage(tx, doingOf(context), context.query)),
  }),
  route(contract.giveThanks, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await giveThanks(tx, doingOf(context), context.body)
        return done
      }),
  }),
  route(contract.settleThanks, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        const { step, why } = context.body
        await settleThanks(tx, doingOf(context), context.params.thanksId, step, why?.trim() || null)
        return done
      }),
  }),
  route(contract.browse, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => browsePage(tx, doingOf(context), context.query)),
  }),
  route(contract.mine, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => mineOf(tx, doingOf(context))),
  }),
  route(contract.shop, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => shopOf(tx, doingOf(context))),
  }),
]

export const routes: readonly Route[] = [
  ...deskRoutes,
  ...calendarRoutes,
  ...sharerRoutes,
  ...resourceRoutes,
  ...bookingRoutes,
  ...wantRoutes,
  ...pocketRoutes,
]
