import { StandingClock } from '../../../kernel/clock.ts'
import type { MatterId, PlaceId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import {
  addPoint,
  addRoute,
  type CampaignId,
  checkPoint,
  defaultChecklists,
  kinds,
  openRound,
  type PointId,
  planCampaign,
  type RoundId,
  type RouteId,
  recheck,
  sendNotice,
  settleFindings,
  tick,
} from '../../../modules/safety/public.ts'
import { day, hour } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { createRandom, type Random } from '../district/random.ts'
import { take, tolerate } from '../enterprise/matter-steps.ts'
import { officer } from '../enterprise/offices.ts'
import type { Stage } from '../replay.ts'
import {
  type PlannedCampaign,
  type PlannedNo,
  type PlannedPoint,
  type PlannedRound,
  type PlannedRoute,
  planCampaigns,
  planRounds,
} from './plan.ts'

const desk = 'post:community_desk:530103005006'

/** Points, routes and fourteen months of rounds of 天祥社区, the hazards of the ledger, three campaigns with their reach. */
export async function playSafety(
  stage: Stage,
  district: District,
  { seed, log }: { seed: number; log: (line: string) => void },
): Promise<void> {
  const routes = planRounds(district, { seed, until: stage.until })
  log(`playing ${routes.length} safety routes with ${routes.reduce((n, { rounds }) => n + rounds.length, 0)} rounds …`)
  for (const route of routes) await playRoute(stage, route)
  const random = createRandom(seed, 'safety-doors')
  for (const campaign of planCampaigns(stage.until)) await playCampaign(stage, campaign, random)
}

const doingAt = async (stage: Stage, post: string, at: Date) => ({
  ...(await officer(stage, post, at)),
  ...{ tenantId: stage.keys.tenantId, secrets: stage.secrets, clock: new StandingClock(at) },
})

interface Stood extends PlannedPoint {
  readonly id: PointId
  readonly code: string
}

interface Walked {
  readonly id: RouteId
  readonly points: readonly Stood[]
}

async function playRoute(stage: Stage, planned: PlannedRoute): Promise<void> {
  const { db, keys } = stage
  const doing = await doingAt(stage, desk, planned.from)
  const route = await db.tx(async (tx): Promise<Walked> => {
    const points: Stood[] = []
    for (const point of planned.points) {
      const [lng, lat] = point.at
      const body = { kind: point.kind, name: point.name, placeId: keys.place(point.place), lng, lat }
      points.push({ ...point, ...(await addPoint(tx, doing, body)) })
    }
    const id = await addRoute(tx, doing, {
      ...{ name: planned.name, placeId: keys.place(planned.compound), rhythm: planned.rhythm },
      ...{ holderPostId: keys.post(planned.holder), pointIds: points.map((point) => point.id) },
    })
    return { id, points }
  })
  await playInOrder(stage, planned, route)
  await db.tx((tx) => openRound(tx, { ...doing, at: stage.until }, route.id))
}

interface Later {
  readonly at: Date
  readonly run: () => Promise<void>
}

/** Rounds, and between them what becomes of the hazards, in the order of time. */
async function playInOrder(stage: Stage, planned: PlannedRoute, route: Walked): Promise<void> {
  const waiting: Later[] = planned.rounds.map((round) => ({
    at: round.at,
    run: async () => {
      for (const later of await walk(stage, planned, route, round)) waiting.push(later)
    },
  }))
  while (waiting.length > 0) {
    const next = waiting.reduce((first, one) => (one.at < first.at ? one : first))
    waiting.splice(waiting.indexOf(next), 1)
    await next.run()
  }
}

/** Walks a round in one go. @returns what becomes of the hazards that were found */
async function walk(stage: Stage, planned: PlannedRoute, route: Walked, round: PlannedRound): Promise<Later[]> {
  const doing = await doingAt(stage, planned.holder, round.at)
  const { tenantId } = doing
  const uploader = { personId: doing.actor.personId, key: null }
  const later: Later[] = []
  await tolerate(stage, 'safety round', () =>
    stage.db.tx(async (tx) => {
      await openRound(tx, doing, route.id)
      const { rows } = await sql<{ id: RoundId }>`select id from safety.rounds where tenant_id = ${tenantId}
        and route_id = ${route.id} and state = 'open'`.execute(tx)
      const roundId = rows[0]?.id
      if (!roundId) return
      for (const { point: n, skippedWhy, noes } of round.checks) {
        const point = route.points[n]
        if (!point) continue
        const at = new Date(round.at.getTime() + n * 180_000)
        const body = skippedWhy ? { pointId: point.id, skippedWhy } : { pointId: point.id, ...answered(point, noes) }
        await checkPoint(tx, { ...doing, at, clock: new StandingClock(at) }, roundId, body, uploader)
        for (const no of noes) later.push(...followUp(stage, planned, point, no))
      }
    }),
  )
  return later
}

const answered = (point: Stood, noes: readonly PlannedNo[]) => ({
  ...{ code: point.code, how: 'scan' as const },
  answers: Object.fromEntries(
    defaultChecklists[kinds[point.kind].checklist].items.map(({ code }) => [
      code,
      noes.every(({ item }) => item !== code),
    ]),
  ),
  found: noes.map(({ item, words }) => ({ item, words })),
})

/** A matter is put right and closed, then somebody else looks. */
function followUp(stage: Stage, planned: PlannedRoute, point: Stood, no: PlannedNo): Later[] {
  const { closedAt, lookedAt } = no
  if (!closedAt) return []
  const close = { at: closedAt, run: () => closeMatter(stage, point, no, closedAt) }
  return lookedAt ? [close, { at: lookedAt, run: () => look(stage, planned, point, no, lookedAt) }] : [close]
}

async function liveOf({ db, keys }: Stage, point: Stood, { item }: PlannedNo) {
  const { rows } = await db.read((tx) =>
    sql<{
      id: Parameters<typeof recheck>[2]
      matterId: MatterId
      state: string
    }>`select id, matter_id as "matterId", state
      from safety.findings where tenant_id = ${keys.tenantId} and point_id = ${point.id} and item = ${item}
        and state <> 'cleared'`.execute(tx),
  )
  return rows[0] ?? null
}

async function closeMatter(stage: Stage, point: Stood, no: PlannedNo, at: Date): Promise<void> {
  const live = await liveOf(stage, point, no)
  if (!live) return
  const before = (hours: number) => new Date(at.getTime() - hours * hour)
  const followUp = { method: 'verify' as const, reached: true, solved: true, satisfaction: 5 }
  await take(stage, live.matterId, before(12), { action: 'contact', words: '已联系当事人和物业' })
  await take(stage, live.matterId, before(3), { action: 'resolve', outcome: 'solved', words: '已清理，现场恢复' })
  await take(stage, live.matterId, at, { action: 'follow_up', words: '核查属实', followUp }, { post: desk })
  const writing = { tenantId: stage.keys.tenantId, by: { personId: null, postId: null, via: 'system' as const }, at }
  await stage.db.tx((tx) => settleFindings(tx, writing, live.matterId))
}

async function look(stage: Stage, planned: PlannedRoute, point: Stood, no: PlannedNo, at: Date): Promise<void> {
  const live = await liveOf(stage, point, no)
  if (live?.state !== 'recheck') return
  const doing = await doingAt(stage, planned.looker, at)
  const uploader = { personId: doing.actor.personId, key: null }
  await tolerate(stage, 'safety recheck', async () => {
    await stage.db.tx((tx) => recheck(tx, doing, live.id, { fine: true }, uploader))
  })
}

/** Ticks a transaction. */
const batch = 100

async function playCampaign(stage: Stage, planned: PlannedCampaign, random: Random): Promise<void> {
  const { db, keys, until } = stage
  const begins = new Date(`${planned.fromOn}T01:30:00Z`)
  const doing = await doingAt(stage, desk, begins)
  const places = planned.places.map((key) => keys.place(key))
  const { title, topic, fromOn, toOn, channels } = planned
  const id = await db.tx((tx) =>
    planCampaign(
      tx,
      doing,
      { title, topic, addressed: places, fromOn, toOn, channels: [...channels] },
      { personId: doing.actor.personId, key: null },
    ),
  )
  const { notice } = planned
  if (notice) await db.tx((tx) => sendNotice(tx, doing, id, notice))
  await tickDoors(
    stage,
    { id, places, last: new Date(Math.min(until.getTime() - hour, Date.parse(`${toOn}T10:00:00Z`))) },
    planned,
    random,
  )
}

interface Under {
  readonly id: CampaignId
  readonly places: readonly PlaceId[]
  readonly last: Date
}

interface Ticked {
  readonly roomId: Parameters<typeof tick>[3]['roomId']
  readonly how: Parameters<typeof tick>[3]['how']
  readonly at: Date
}

/** House after house over the days of the campaign; some households are met in two ways, some are not in. */
async function tickDoors(stage: Stage, { id, places, last }: Under, planned: PlannedCampaign, random: Random) {
  const { db, keys } = stage
  const { rows: rooms } = await db.read((tx) =>
    sql<{ id: Parameters<typeof tick>[3]['roomId'] }>`select r.id from places.rooms_view r
      join places.places_view a on a.tenant_id = r.tenant_id and a.id = any(${[...places]}::uuid[])
        and starts_with(r.building_path, a.path)
      where r.tenant_id = ${keys.tenantId} order by r.building_path, r.unit, r.floor, r.number`.execute(tx),
  )
  const begins = Date.parse(`${planned.fromOn}T02:00:00Z`)
  const ticks = rooms.flatMap(({ id: roomId }, n): Ticked[] => {
    const at = new Date(begins + ((last.getTime() - begins) * n) / rooms.length)
    if (!random.chance(planned.share)) return random.chance(0.3) ? [{ roomId, how: 'away', at }] : []
    const ways = [
      random.chance(0.78) ? ('door' as const) : random.chance(0.5) ? ('gathering' as const) : ('talk' as const),
    ]
    if (random.chance(0.12)) ways.push('gathering')
    return [...new Set(ways)].map((how) => ({ roomId, how, at }))
  })
  for (let from = 0; from < ticks.length; from += batch) {
    const some = ticks.slice(from, from + batch)
    const at = some[0]?.at ?? last
    const doing = await doingAt(stage, desk, new Date(Math.min(at.getTime(), last.getTime() - day / 24)))
    await db.tx(async (tx) => {
      for (const { roomId, how } of some) await tick(tx, doing, id, { roomId, how })
    })
  }
}
