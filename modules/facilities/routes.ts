import { fail } from '../../kernel/contract/errors.ts'
import { type RequestContext, type Route, route } from '../../kernel/http/route.ts'
import { uploaderOf } from '../files/public.ts'
import * as contract from './contract.ts'
import { checkPass } from './door/check-service.ts'
import { checkPass as checkPassEndpoint, deviceEvents } from './door/contract.ts'
import { endDevice, registerDevice } from './door/device-service.ts'
import { takeEvents } from './door/event-service.ts'
import { doorView, tellFault } from './door-view.ts'
import { exportSheet } from './export.ts'
import { facilityPage, pointsOf } from './facility-queries.ts'
import { addAtDesk, changeFacility, retireFacility } from './facility-service.ts'
import { lockRegistered } from './facility-store.ts'
import { facilityView } from './facility-view.ts'
import { figuresOf } from './figure-queries.ts'
import { inspect } from './inspection-service.ts'
import * as passes from './passes/contract.ts'
import { cancelPass, makePass, mine, visitorView } from './passes/pass-service.ts'
import { askResidence, residencePage, settleResidence } from './passes/residence-service.ts'
import { facilityReaders, inspectors, registrars } from './roles.ts'
import { roundOf } from './round.ts'
import { doingOf } from './scope.ts'

const done = { done: true } as const
const readers = { roles: facilityReaders }
const register = { roles: registrars }
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const readRoutes: readonly Route[] = [
  route(contract.listFacilities, {
    access: readers,
    handle: (context) => context.read((tx) => facilityPage(tx, doingOf(context), context.query)),
  }),
  route(contract.facilityPoints, {
    access: readers,
    handle: (context) => context.read((tx) => pointsOf(tx, doingOf(context), context.query)),
  }),
  route(contract.facilityFigures, {
    access: readers,
    handle: (context) => context.read((tx) => figuresOf(tx, doingOf(context), context.query)),
  }),
  route(contract.exportFacilities, {
    access: readers,
    handle: async (context) => {
      const { lang, query } = context
      const { rows, total } = await context.read((tx) =>
        facilityPage(tx, doingOf(context), { ...query, limit: mostExported }),
      )
      if (total > mostExported)
        fail('refused', 'facilities.export_too_large', {
          zh: `共 ${total} 处，一次最多导出 ${mostExported} 处，请缩小范围`,
          en: `${total} facilities; at most ${mostExported} at once. Please narrow the filter`,
        })
      return {
        bytes: exportSheet(rows, lang),
        type: xlsx,
        filename: lang === 'zh' ? '公共设施.xlsx' : 'facilities.xlsx',
      }
    },
  }),
  route(contract.myRound, {
    access: { roles: inspectors },
    handle: (context) => context.read((tx) => roundOf(tx, doingOf(context), context.query)),
  }),
  route(contract.getFacility, {
    access: readers,
    handle: (context) => context.read((tx) => facilityView(tx, doingOf(context), context.params.facilityId)),
  }),
]

const mostExported = 5000

const writeRoutes: readonly Route[] = [
  route(contract.addFacility, {
    access: register,
    handle: (context) => context.command((tx) => addAtDesk(tx, doingOf(context), context.body, uploaderOf(context))),
  }),
  route(contract.changeFacility, {
    access: register,
    handle: (context) =>
      context.command(async (tx) => {
        await changeFacility(tx, doingOf(context), context.params.facilityId, context.body, uploaderOf(context))
        return done
      }),
  }),
  route(contract.retireFacility, {
    access: register,
    handle: (context) =>
      context.command(async (tx) => {
        await retireFacility(tx, doingOf(context), context.params.facilityId, context.body.why.trim())
        return done
      }),
  }),
  route(contract.inspectFacility, {
    access: { roles: inspectors },
    handle: (context) =>
      context.command((tx) =>
        inspect(tx, doingOf(context), context.params.facilityId, context.body, uploaderOf(context)),
      ),
  }),
  route(contract.registerDevice, {
    access: register,
    // Not a command: its answer would be kept for retries, and the secret is to be nowhere in clear.
    handle: (context) => context.db.tx((tx) => registerDevice(tx, doingOf(context), context.params.facilityId)),
  }),
  route(contract.endDevice, {
    access: register,
    handle: (context) =>
      context.command(async (tx) => {
        const { facility, doing } = await lockRegistered(tx, doingOf(context), context.params.facilityId)
        await endDevice(tx, doing, facility.id)
        return done
      }),
  }),
]

const doorRoutes: readonly Route[] = [
  route(contract.atFacility, {
    access: 'public',
    perMinute: 120,
    handle: ({ read, tenantId, actor, clock, params }) =>
      read((tx) => doorView(tx, { tenantId, actor, at: clock.now() }, params.code)),
  }),
  route(contract.reportFault, {
    access: 'public',
    perMinute: 10,
    handle: (context) =>
      context.command((tx) => {
        const { tenantId, actor, clock, eventActor: by, params, body } = context
        const writing = { tenantId, by, at: clock.now(), actor, uploader: uploaderOf(context) }
        return tellFault(tx, context, writing, params.code, body)
      }),
  }),
  route(deviceEvents, {
    access: 'signed',
    perMinute: 600,
    bodyLimit: 65_536,
    handle: (context: RequestContext) => context.db.tx((tx) => takeEvents(tx, context)),
  }),
  route(checkPassEndpoint, {
    access: 'signed',
    perMinute: 600,
    bodyLimit: 4096,
    handle: (context: RequestContext) => context.db.tx((tx) => checkPass(tx, context)),
  }),
]

const passRoutes: readonly Route[] = [
  route(passes.myPasses, {
    access: 'signed-in',
    handle: (context) => context.read((tx) => mine(tx, doingOf(context))),
  }),
  route(passes.makePass, {
    access: 'signed-in',
    perMinute: 30,
    // The code and the label are sealed wherever they are kept.
    handle: (context) => context.sealedCommand((tx) => makePass(tx, doingOf(context), context.body)),
  }),
  route(passes.cancelPass, {
    access: 'signed-in',
    handle: (context) =>
      context.command(async (tx) => {
        await cancelPass(tx, doingOf(context), context.params.passId)
        return done
      }),
  }),
  route(passes.atPass, {
    access: 'public',
    perMinute: 60,
    handle: ({ read, tenantId, secrets, clock, params }) =>
      read((tx) => visitorView(tx, { tenantId, secrets, at: clock.now() }, params.token)),
  }),
  route(passes.askResidence, {
    access: 'signed-in',
    perMinute: 10,
    handle: (context) =>
      context.command(async (tx) => {
        await askResidence(tx, doingOf(context), context.body.placeId, context.body.home)
        return done
      }),
  }),
  route(passes.listResidences, {
    access: register,
    handle: (context) => context.read((tx) => residencePage(tx, doingOf(context), context.query)),
  }),
  route(passes.settleResidence, {
    access: register,
    handle: (context) =>
      context.command(async (tx) => {
        const { step, why } = context.body
        await settleResidence(tx, doingOf(context), context.params.residenceId, step, why?.trim() || null)
        return done
      }),
  }),
]

export const routes: readonly Route[] = [...readRoutes, ...writeRoutes, ...doorRoutes, ...passRoutes]
