import { systemActor } from '../../kernel/actor.ts'
import { newId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Services } from '../../kernel/http/route.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { takeByTenant } from '../../kernel/tenants.ts'
import { type Day, dayNumberFrom, dayOf, startOfDayMs } from '../../kernel/time/day.ts'
import { type RoundId, type RouteId, routeStream } from './events.ts'
import { periodAt } from './rhythm.ts'
import { tell } from './safety-store.ts'
import type { Writing } from './scope.ts'
import type { RouteRecord } from './tables.ts'

/** A round that is on when its route ends or its period is over was missed. */
export async function missRound(tx: Tx, writing: Writing, routeId: RouteId): Promise<void> {
  const { rows } = await sql<{
    id: RoundId
  }>`update safety.rounds set state = 'missed' where tenant_id = ${writing.tenantId}
    and route_id = ${routeId} and state = 'open' returning id`.execute(tx)
  for (const { id: roundId } of rows)
    await tell(tx, writing, routeStream(routeId), 'round_missed', { routeId, roundId, set: { state: 'missed' } })
}

/**
 * Brings a route up to now: a round whose period is over was missed, and so was every period that went by without one; the
 * round of today's period is on. Doing it twice changes nothing.
 */
export async function openRound(tx: Tx, writing: Writing, routeId: RouteId): Promise<void> {
  const { tenantId, at } = writing
  const { rows } = await sql<
    RouteRecord & { last: Day | null }
  >`select r.*, (select max(o.until_on)::text from safety.rounds o
      where o.tenant_id = r.tenant_id and o.route_id = r.id) as last
    from safety.routes r where r.tenant_id = ${tenantId} and r.id = ${routeId} and r.to_on is null
    for no key update of r`.execute(tx)
  const [route] = rows
  if (!route) return
  const today = dayOf(at)
  for (let day = route.last ?? route.from_on; day <= today; ) {
    const { fromOn, untilOn, dueAt: dueIn } = periodAt(route.rhythm, day)
    // A route that is set up late in a period has until its end.
    const dueAt = route.last === null && dueIn < at ? new Date(startOfDayMs(dayNumberFrom(untilOn))) : dueIn
    await missRound(tx, writing, routeId)
    const roundId = newId<'round'>()
    await sql`insert into safety.rounds (tenant_id, id, route_id, from_on, until_on, due_at, point_ids, state)
      values (${tenantId}, ${roundId}, ${routeId}, ${fromOn}::date, ${untilOn}::date, ${dueAt},
        ${[...route.point_ids]}::uuid[], 'open')`.execute(tx)
    const set = { from_on: fromOn, until_on: untilOn, point_ids: route.point_ids, state: 'open' }
    await tell(tx, writing, routeStream(routeId), 'round_opened', { routeId, roundId, set })
    day = untilOn
  }
}

/** Rounds are brought up to now this often. */
const everyMs = 60_000

export const roundTick: Tick = {
  name: 'safety.rounds',
  everyMs,
  run: async (services) => (await openRounds(services)) > 0,
}

/** Opens the rounds of periods that began. @returns how many routes were brought up to now */
export async function openRounds({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<number> {
  const waiting = sql`select r.tenant_id from safety.routes r where ${needsRound(clock.now())}`
  return takeByTenant(db, waiting, (tenantId) => db.tx((tx) => takeOne(tx, tenantId, clock.now())))
}

/** On `safety.routes r`: it runs, and its last round is over. */
const needsRound = (at: Date) => sql`r.to_on is null and not exists (select from safety.rounds o
  where o.tenant_id = r.tenant_id and o.route_id = r.id and o.until_on > ${dayOf(at)}::date)`

async function takeOne(tx: Tx, tenantId: TenantId, at: Date): Promise<boolean> {
  const { rows } = await sql<RouteRecord>`select r.* from safety.routes r where r.tenant_id = ${tenantId}
    and ${needsRound(at)} limit 1 for no key update of r skip locked`.execute(tx)
  const [route] = rows
  if (!route) return false
  await openRound(tx, { tenantId, by: systemActor, at }, route.id)
  return true
}
