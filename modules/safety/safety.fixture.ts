import type { PlaceId, PostId } from '../../kernel/contract/ids.ts'
import type { TestApp, TestClient } from '../../kernel/testing/app.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { addRooms } from '../places/public.ts'
import { type PlanBody, planCampaign } from './campaigns/contract.ts'
import {
  type AddPointBody,
  type AddRouteBody,
  addPoint,
  addRoute,
  checkPoint,
  listFindings,
  listRounds,
  myRounds,
} from './contract.ts'
import { defaultChecklists } from './defaults/checklists.ts'
import type { PointId, RoundId } from './events.ts'
import { type KindCode, kinds } from './kinds.ts'
import { openRounds } from './round-service.ts'
import { verifySafety } from './verify.ts'

/** A fire exit of building111, unless said otherwise. */
export const aPoint = (app: TestApp, more: Partial<AddPointBody> = {}, who: TestClient = app.signInAs('community1')) =>
  who.call(addPoint, { body: { kind: 'exit', name: '一楼安全出口', placeId: app.town.places.building111, ...more } })

/** A route of compound11, walked each week by the grid worker, unless said otherwise. */
export const aRoute = (app: TestApp, pointIds: readonly PointId[], more: Partial<AddRouteBody> = {}) =>
  app.signInAs('community1').call(addRoute, {
    body: {
      ...{ name: '机床厂小区一线', placeId: app.town.places.compound11, rhythm: 'week', pointIds: [...pointIds] },
      ...{ holderPostId: app.town.posts.gridWorker11, ...more },
    },
  })

/** Every question of a kind answered with yes, but for some. */
export const answersOf = (kind: KindCode, ...noes: readonly string[]): Record<string, boolean> =>
  Object.fromEntries(defaultChecklists[kinds[kind].checklist].items.map(({ code }) => [code, !noes.includes(code)]))

/** Checks a point on the spot. */
export const check = (
  who: TestClient,
  roundId: RoundId,
  point: { readonly id: PointId; readonly code: string },
  ...noes: readonly string[]
) =>
  who.ask(checkPoint, {
    params: { roundId },
    body: { pointId: point.id, code: point.code, how: 'scan', answers: answersOf('exit', ...noes) },
  })

/** The round of a route that is on, as who walks it sees it. */
export async function roundOn(who: TestClient, routeId: string) {
  const { rounds } = await who.call(myRounds, {})
  const round = rounds.find(({ route }) => route.id === routeId)
  if (!round) throw new Error('no round is on')
  return round
}

export const roundsNow = (app: TestApp) => openRounds(app.services)

/** Six more households of building111 and two of building112. */
export async function fillRooms(app: TestApp): Promise<void> {
  const { places, tenantId } = app.town
  const room = (buildingId: PlaceId, unit: string, floor: number, n: number) => ({
    ...{ buildingId, unit, floor, number: `${floor}0${n}`, areaCm2: 700_000 },
  })
  const rooms = [1, 2, 3].flatMap((floor) => [
    room(places.building111, '1', floor, 1),
    room(places.building111, '2', floor, 2),
  ])
  const more = [1, 2].map((floor) => room(places.building112, '1', floor, 1))
  await app.db.tx((tx) => addRooms(tx, tenantId, [...rooms, ...more]))
}

/** A campaign against fire that is under way in community1. */
export const aCampaign = (app: TestApp, more: Partial<PlanBody> = {}, who: TestClient = app.signInAs('community1')) =>
  who.call(planCampaign, {
    body: {
      ...{ title: '冬季防火进万家', topic: 'fire', addressed: [app.town.places.community1] },
      ...{ fromOn: dayOf(app.clock.now()), toOn: '2027-03-31', channels: ['door', 'notice'], ...more },
    },
  })

/** What `liren verify` finds wrong. */
export async function findings(app: TestApp): Promise<string[]> {
  const found: string[] = []
  const report = ({ check: name, what }: { check: string; what: string }) => void found.push(`${name}: ${what}`)
  const { tenantId } = app.town
  await app.db.read((tx) => verifySafety({ tx, tenantId, now: app.clock.now(), report }))
  return found
}

interface SubjectAt {
  readonly buildingId: PlaceId
  readonly compoundId: PlaceId
  readonly holderPostId: PostId
}

/** A point on a route with a round that is on and a hazard, and a campaign: what the access matrix and the pages ask about. */
export async function safetySubject(desk: TestClient, walker: TestClient, at: SubjectAt, today: string, en = false) {
  const name = en ? 'Fire exit' : '一楼安全出口'
  const { id: pointId, code } = await desk.call(addPoint, { body: { kind: 'exit', name, placeId: at.buildingId } })
  const { id: otherId } = await desk.call(addPoint, {
    body: { kind: 'shed', name: en ? 'Bike shed' : '车棚', placeId: at.compoundId },
  })
  const body = { name: en ? 'Compound round' : '小区一线', placeId: at.compoundId, rhythm: 'week' as const }
  const { holderPostId, compoundId } = at
  const pointIds = [pointId, otherId]
  const { id: routeId } = await desk.call(addRoute, { body: { ...body, holderPostId, pointIds } })
  const { rows } = await desk.call(listRounds, { query: { routeId } })
  const roundId = rows[0]?.id
  if (!roundId) throw new Error('no round is on')
  await walker.call(checkPoint, {
    params: { roundId },
    body: { pointId, code, how: 'scan', answers: answersOf('exit', 'empty') },
  })
  const hazards = await desk.call(listFindings, { query: { pointId } })
  const campaign = {
    title: en ? 'Winter fires' : '冬季防火',
    topic: 'fire' as const,
    fromOn: today,
    toOn: '2027-03-31',
  }
  const { id: campaignId } = await desk.call(planCampaign, {
    body: { ...campaign, addressed: [compoundId], channels: ['door', 'notice'] },
  })
  return { pointId, code, routeId, roundId, findingId: hazards.rows[0]?.id ?? '', campaignId, ...at }
}

/** A point with a hazard on a route, and a campaign with doors: what the pages are opened with. */
export async function safetyPages(app: TestApp) {
  await fillRooms(app)
  const { places, posts } = app.town
  const at = { buildingId: places.building111, compoundId: places.compound11, holderPostId: posts.gridWorker11 }
  const [desk, walker] = [app.signInAs('community1'), app.signInAs('gridWorker11')]
  const of = await safetySubject(desk, walker, at, dayOf(app.clock.now()), true)
  const { pointId, routeId, campaignId, code } = of
  return { pointId, routeId, campaignId, '/sp/$code': code, '/campaigns/$id/doors': campaignId }
}
