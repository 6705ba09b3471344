import { fail } from '../../kernel/contract/errors.ts'
import { type Route, route } from '../../kernel/http/route.ts'
import { uploaderOf } from '../files/public.ts'
import { campaignPage, campaignView, doorsOf, reachSeen } from './campaigns/campaign-queries.ts'
import { changeCampaign, planCampaign, sendNotice, tick } from './campaigns/campaign-service.ts'
import * as campaigns from './campaigns/contract.ts'
import { checkPoint } from './check-service.ts'
import { checklistsInForce, saveChecklist } from './checklist-service.ts'
import * as contract from './contract.ts'
import { doorView, tellHazard } from './door-view.ts'
import { exportSheet } from './export.ts'
import { figuresOf } from './figure-queries.ts'
import { findingPage } from './finding-queries.ts'
import { recheck } from './finding-service.ts'
import { pointPage, pointView } from './point-queries.ts'
import { addPoint, changePoint, retirePoint } from './point-service.ts'
import { checklistKeepers, keepers, safetyReaders, walkers } from './roles.ts'
import { roundPage, roundsOf, routePage, routeView } from './round-queries.ts'
import { addRoute, changeRoute, endRoute, orderPoints } from './route-service.ts'
import { doingOf } from './scope.ts'

const done = { done: true } as const
const readers = { roles: safetyReaders }
const keep = { roles: keepers }
const walk = { roles: walkers }
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const mostExported = 5000

const readRoutes: readonly Route[] = [
  route(contract.safetyFigures, {
    access: readers,
    handle: (context) => context.read((tx) => figuresOf(tx, doingOf(context), context.query)),
  }),
  route(contract.listPoints, {
    access: readers,
    handle: (context) => context.read((tx) => pointPage(tx, doingOf(context), context.query)),
  }),
  route(contract.getPoint, {
    access: readers,
    handle: (context) => context.read((tx) => pointView(tx, doingOf(context), context.params.pointId)),
  }),
  route(contract.listRoutes, {
    access: readers,
    handle: (context) => context.read((tx) => routePage(tx, doingOf(context), context.query)),
  }),
  route(contract.getRoute, {
    access: readers,
    handle: (context) => context.read((tx) => routeView(tx, doingOf(context), context.params.routeId)),
  }),
  route(contract.listRounds, {
    access: readers,
    handle: (context) => context.read((tx) => roundPage(tx, doingOf(context), context.query)),
  }),
  route(contract.myRounds, {
    access: walk,
    handle: (context) => context.read((tx) => roundsOf(tx, doingOf(context))),
  }),
  route(contract.listFindings, {
    access: readers,
    handle: (context) => context.read((tx) => findingPage(tx, doingOf(context), context.query)),
  }),
  route(contract.exportFindings, {
    access: readers,
    handle: async (context) => {
      const { lang, query } = context
      const { rows, total } = await context.read((tx) =>
        findingPage(tx, doingOf(context), { ...query, limit: mostExported }),
      )
      if (total > mostExported)
        fail('refused', 'safety.export_too_large', {
          zh: `共 ${total} 条，一次最多导出 ${mostExported} 条，请缩小范围`,
          en: `${total} hazards; at most ${mostExported} at once. Please narrow the filter`,
        })
      const filename = lang === 'zh' ? '隐患台账.xlsx' : 'hazards.xlsx'
      return { bytes: exportSheet(rows, lang), type: xlsx, filename }
    },
  }),
  route(contract.listChecklists, {
    access: readers,
    handle: (context) =>
      context.read(async (tx) => ({
        checklists: await checklistsInForce(tx, context.tenantId),
        maySave: context.actor.posts.some(({ role }) => checklistKeepers.some((one) => one === role)),
      })),
  }),
]

const keepRoutes: readonly Route[] = [
  route(contract.saveChecklist, {
    access: { roles: checklistKeepers },
    handle: (context) =>
      context.command(async (tx) => ({
        version: await saveChecklist(tx, doingOf(context), context.params.code, context.body),
      })),
  }),
  route(contract.addPoint, {
    access: keep,
    handle: (context) => context.command((tx) => addPoint(tx, doingOf(context), context.body)),
  }),
  route(contract.changePoint, {
    access: keep,
    handle: (context) =>
      context.command(async (tx) => {
        await changePoint(tx, doingOf(context), context.params.pointId, context.body)
        return done
      }),
  }),
  route(contract.retirePoint, {
    access: keep,
    handle: (context) =>
      context.command(async (tx) => {
        await retirePoint(tx, doingOf(context), context.params.pointId, context.body.why.trim())
        return done
      }),
  }),
  route(contract.addRoute, {
    access: keep,
    handle: (context) => context.command(async (tx) => ({ id: await addRoute(tx, doingOf(context), context.body) })),
  }),
  route(contract.orderPoints, {
    access: keep,
    handle: (context) => context.read((tx) => orderPoints(tx, doingOf(context), context.body.pointIds)),
  }),
  route(contract.changeRoute, {
    access: keep,
    handle: (context) =>
      context.command(async (tx) => {
        await changeRoute(tx, doingOf(context), context.params.routeId, context.body)
        return done
      }),
  }),
  route(contract.endRoute, {
    access: keep,
    handle: (context) =>
      context.command(async (tx) => {
        await endRoute(tx, doingOf(context), context.params.routeId, context.body.why.trim())
        return done
      }),
  }),
]

const groundRoutes: readonly Route[] = [
  route(contract.checkPoint, {
    access: walk,
    handle: (context) =>
      context.command((tx) =>
        checkPoint(tx, doingOf(context), context.params.roundId, context.body, uploaderOf(context)),
      ),
  }),
  route(contract.recheckFinding, {
    access: walk,
    handle: (context) =>
      context.command(async (tx) => ({
        state: await recheck(tx, doingOf(context), context.params.findingId, context.body, uploaderOf(context)),
      })),
  }),
  route(contract.atPoint, {
    access: 'public',
    perMinute: 120,
    handle: (context) => {
      const { tenantId, actor, clock, params } = context
      const looking = { tenantId, actor, at: clock.now() }
      return context.read((tx) => doorView(tx, looking, params.code))
    },
  }),
  route(contract.reportHazard, {
    access: 'public',
    perMinute: 10,
    handle: (context) =>
      context.command((tx) => {
        const { tenantId, actor, clock, eventActor: by, params, body } = context
        const writing = { tenantId, by, at: clock.now(), actor, uploader: uploaderOf(context) }
        return tellHazard(tx, context, writing, params.code, body)
      }),
  }),
]

const campaignRoutes: readonly Route[] = [
  route(campaigns.listCampaigns, {
    access: readers,
    handle: (context) => context.read((tx) => campaignPage(tx, doingOf(context), context.query)),
  }),
  route(campaigns.getCampaign, {
    access: readers,
    handle: (context) => context.read((tx) => campaignView(tx, doingOf(context), context.params.campaignId)),
  }),
  route(campaigns.planCampaign, {
    access: keep,
    handle: (context) =>
      context.command(async (tx) => ({
        id: await planCampaign(tx, doingOf(context), context.body, uploaderOf(context)),
      })),
  }),
  route(campaigns.changeCampaign, {
    access: keep,
    handle: (context) =>
      context.command(async (tx) => {
        await changeCampaign(tx, doingOf(context), context.params.campaignId, context.body)
        return done
      }),
  }),
  route(campaigns.sendNotice, {
    access: keep,
    handle: (context) =>
      context.command(async (tx) => ({
        told: await sendNotice(tx, doingOf(context), context.params.campaignId, context.body.words.trim()),
      })),
  }),
  route(campaigns.campaignDoors, {
    access: walk,
    handle: (context) => context.read((tx) => doorsOf(tx, doingOf(context), context.params.campaignId, context.query)),
  }),
  route(campaigns.tickDoor, {
    access: walk,
    perMinute: 600,
    handle: (context) =>
      context.command(async (tx) => {
        const doing = doingOf(context)
        return reachSeen(tx, doing, await tick(tx, doing, context.params.campaignId, context.body))
      }),
  }),
]

export const routes: readonly Route[] = [...readRoutes, ...keepRoutes, ...groundRoutes, ...campaignRoutes]
