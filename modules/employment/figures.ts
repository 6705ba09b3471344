import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { jobFigures } from './contract.ts'
import { monthOf, monthsAfter } from './month.ts'
import { openingsWhere } from './opening-queries.ts'
import { referralsWhere } from './referral-queries.ts'
import { seesSeekers } from './scope.ts'

type Answer = ResponseOf<typeof jobFigures>
type Counts = Answer['total']

interface Asked {
  readonly placeId?: PlaceId | undefined
  readonly month?: string | undefined
}

const monthsShown = 12

/** Counts exactly the rows that the lists show with the same month and place: the conditions are theirs. */
export async function readFigures(tx: Tx, actor: Actor, { placeId, month }: Asked, now: Date): Promise<Answer> {
  const within = placeId ? { placeId } : {}
  const last = monthOf(now)
  const months = []
  for (let at = 0; at < monthsShown; at++) {
    const one = monthsAfter(last, -at)
    months.push({ month: one, ...(await countsOf(tx, actor, { ...within, month: one })) })
  }
  const places = []
  for (const place of await placesBelow(tx, actor, placeId)) {
    const counts = await countsOf(tx, actor, { placeId: place.id, ...(month ? { month } : {}) })
    if (Object.values(counts).some((n) => n !== null && n > 0)) places.push({ place, ...counts })
  }
  return { total: await countsOf(tx, actor, { ...within, ...(month ? { month } : {}) }), months, places }
}

async function countsOf(tx: Tx, actor: Actor, filter: { placeId?: PlaceId; month?: string }): Promise<Counts> {
  const { rows } = await sql<{ openings: number; headcount: number }>`
    select count(*)::int as openings, coalesce(sum(o.headcount), 0)::int as headcount from employment.openings o
    join enterprises.firms_view f on f.tenant_id = o.tenant_id and f.id = o.firm_id
    where o.tenant_id = ${actor.tenantId} and ${openingsWhere(actor, filter)}`.execute(tx)
  const counted = rows[0] ?? { openings: 0, headcount: 0 }
  if (!seesSeekers(actor)) return { ...counted, referred: null, hired: null }
  const { month, ...where } = filter
  const referred = await count(tx, actor, referralsWhere(actor, filter))
  const hired = await count(
    tx,
    actor,
    referralsWhere(actor, { ...where, state: ['hired'], ...(month ? { hiredMonth: month } : {}) }),
  )
  return { ...counted, referred, hired }
}

async function count(tx: Tx, { tenantId }: Actor, where: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from employment.referrals r
    where r.tenant_id = ${tenantId} and ${where}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** The children of the place that is asked for, or of the highest one of the actor's posts. */
async function placesBelow(tx: Tx, actor: Actor, placeId: PlaceId | undefined) {
  const own = actor.posts.toSorted((a, b) => a.placePath.length - b.placePath.length)[0]?.placeId
  const parent = placeId ?? own ?? null
  const { rows } = await sql<{ id: PlaceId; name: string; nameEn: string }>`
    select id, name, name_en as "nameEn" from places.places_view
    where tenant_id = ${actor.tenantId} and parent_id = ${parent} and ended_at is null order by name`.execute(tx)
  return rows
}
