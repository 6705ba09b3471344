import type { RawBuilder } from 'kysely'
import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { maskInText, maskName } from '../../../kernel/text/masking.ts'
import { dayNumberFrom, startOfDayMs } from '../../../kernel/time/day.ts'
import { oldestGoodConsent } from '../../people/public.ts'
import { isAskedAnew, wishAgrees } from '../consent/standing.ts'
import type { listWishes, WishFilter, WishRow, WishView } from '../pairing-endpoints.ts'
import { inPlaceSql } from '../place-filter.ts'
import { notFound } from '../refusals.ts'
import { type Doing, pairingPost, seenSql } from '../scope.ts'
import { wishPurpose } from '../shapes.ts'
import type { PairingId, WishId, WishRecord } from '../tables.ts'
import { candidatesFor, type Obstacle, obstacles, obstacleWords } from './matching.ts'
import { askedBySql } from './pairing-store.ts'
import { volunteerSides, wishSide } from './sides.ts'

type Brief = WishView['earlier'][number]
type Agrees = Awaited<ReturnType<typeof wishAgrees>>
type Source = WishRecord & {
  readonly place: WishRow['place']
  readonly person_name: string | null
  readonly pairings: readonly (Omit<Brief, 'id'> & { id: PairingId })[]
}

const rowSql = sql`select w.*, n.name as person_name,
    json_build_object('id', p.id, 'name', case when c.id = p.id then p.name else c.name || p.name end,
      'nameEn', case when c.id = p.id then p.name_en else c.name_en || ', ' || p.name_en end) as place,
    (select coalesce(json_agg(json_build_object('id', x.id, 'state', x.state, 'volunteerName', m.name,
        'volunteerYes', x.volunteer_yes_at is not null, 'helpedYes', x.helped_yes_at is not null, 'at', x.changed_at)
        order by x.changed_at desc, x.id), '[]') from neighbours.pairings x
      join neighbours.volunteers y on y.tenant_id = x.tenant_id and y.id = x.volunteer_id
      join people.persons_view m on m.tenant_id = x.tenant_id and m.id = y.person_id
      where x.tenant_id = w.tenant_id and x.wish_id = w.id) as pairings
  from neighbours.wishes w
  join places.places_view p on p.tenant_id = w.tenant_id and p.id = w.place_id
  join places.places_view c on c.tenant_id = w.tenant_id and c.id = w.compound_id
  left join people.persons_view n on n.tenant_id = w.tenant_id and n.id = w.person_id`

const briefOf = (of: Source['pairings'][number]): Brief => ({
  ...of,
  volunteerName: maskName(of.volunteerName),
  at: new Date(of.at).toISOString(),
})

const live = ['suggested', 'asked', 'agreed', 'running']

/** Staff read the name of the register; a neighbour who asked for somebody, by whatever phone, reads what they typed. */
function nameFor({ secrets, actor: { personId: reader } }: Doing, w: Source, own: boolean): string {
  const typed = w.name_sealed ? secrets.open(w.name_sealed) : ''
  return own && w.person_id !== reader ? typed : (w.person_name ?? typed)
}

/** An explicit list: the name masked, phones in the words covered; `own`: as who asked sees it. */
function rowOf(doing: Doing, w: Source, own: boolean, agrees: Agrees): WishRow {
  const { secrets, actor } = doing
  const name = nameFor(doing, w, own)
  const words = w.words_sealed ? secrets.open(w.words_sealed) : ''
  const pairing = w.pairings.find(({ state }) => live.includes(state) && !(own && state === 'suggested'))
  return {
    ...{ id: w.id, kind: w.kind, place: w.place, language: w.language as WishRow['language'] },
    ...{ name: own ? name : maskName(name), words: own ? words : maskInText(words) },
    ...{ helperSex: w.helper_sex, slots: [...w.slots], rhythm: w.rhythm, source: w.source, state: w.state },
    ...{ since: w.since_at.toISOString(), endedAt: w.ended_at?.toISOString() ?? null },
    askedAnew: isAskedAnew(w, agrees),
    forOther: w.person_id !== actor.personId,
    pairing: pairing ? briefOf(pairing) : null,
  }
}

const isPaired = sql`exists (select from neighbours.pairings x where x.tenant_id = w.tenant_id and x.wish_id = w.id
  and x.state in ('asked', 'agreed', 'running'))`

/** What a list is narrowed to; figures count by the same conditions. Wishes are `w`; `oldest`: the version that is still good. */
export function wishShowSql(show: WishFilter['show'], oldest: number): RawBuilder<boolean> {
  if (!show) return sql<boolean>`true`
  if (show === 'waiting') return sql<boolean>`w.state in ('heard', 'open')`
  if (show === 'unpaired') return sql<boolean>`(w.state = 'open' and not ${isPaired})`
  if (show === 'asked_anew') return sql<boolean>`(w.state in ('open', 'paired') and w.consent_version < ${oldest})`
  return sql<boolean>`w.state = ${show}`
}

/** Ended on a day of `[from, to)`, in the tenant's zone. */
export const endedSql = (from?: string, to?: string): RawBuilder<boolean> => {
  const instant = (day: string) => new Date(startOfDayMs(dayNumberFrom(day)))
  return sql<boolean>`(${from ? sql`w.ended_at >= ${instant(from)}` : sql`true`}
    and ${to ? sql`w.ended_at < ${instant(to)}` : sql`true`})`
}

async function whereOf(tx: Tx, doing: Doing, { placeId, kind, show, from, to }: WishFilter) {
  const oldest = await oldestGoodConsent(tx, doing.tenantId, wishPurpose)
  return sql<boolean>`w.tenant_id = ${doing.tenantId} and ${seenSql(doing.actor, sql`w.place_path`, sql`w.grid_id`)}
    and ${await inPlaceSql(tx, doing.tenantId, placeId, sql`w.place_path`)} and ${wishShowSql(show, oldest)}
    and ${endedSql(from, to)} and ${kind ? sql`w.kind = ${kind}` : sql`true`}`
}

/** Wishes of the actor's area: what waits longest first, then the latest that ended. */
export async function wishPage(
  tx: Tx,
  doing: Doing,
  { offset = 0, limit = 50, ...filter }: QueryOf<typeof listWishes>,
): Promise<ResponseOf<typeof listWishes>> {
  const where = await whereOf(tx, doing, filter)
  const counted = await sql<{ n: number }>`select count(*)::int as n from neighbours.wishes w where ${where}`.execute(
    tx,
  )
  const { rows } = await sql<Source>`${rowSql} where ${where}
    order by array_position(array['heard', 'open', 'paired', 'met', 'withdrawn'], w.state), w.ended_at desc nulls first,
      w.since_at, w.id offset ${offset} limit ${limit}`.execute(tx)
  const agrees = await wishAgrees(tx, doing.tenantId)
  return { rows: rows.map((row) => rowOf(doing, row, false, agrees)), total: counted.rows[0]?.n ?? 0, offset, limit }
}

/** One's own wishes, and those that one asked for somebody. */
export async function ownWishes(tx: Tx, doing: Doing): Promise<WishRow[]> {
  const { tenantId, actor } = doing
  const { rows } = await sql<Source>`${rowSql} where w.tenant_id = ${tenantId}
    and (w.person_id = ${actor.personId} or ${askedBySql(actor.personId)})
    order by w.ended_at desc nulls first, w.since_at desc limit 50`.execute(tx)
  const agrees = await wishAgrees(tx, tenantId)
  return rows.map((row) => rowOf(doing, row, true, agrees))
}

const mostFitting = 12
const mostOthers = 20

/** One wish with who can take it and why, and why others cannot. */
export async function wishView(tx: Tx, doing: Doing, id: WishId): Promise<WishView> {
  const seen = seenSql(doing.actor, sql`w.place_path`, sql`w.grid_id`)
  const { rows } =
    await sql<Source>`${rowSql} where w.tenant_id = ${doing.tenantId} and w.id = ${id} and ${seen}`.execute(tx)
  const wish = rows[0] ?? notFound()
  const row = rowOf(doing, wish, false, await wishAgrees(tx, doing.tenantId))
  const mayPair = pairingPost(doing.actor, wish) !== null
  const waits =
    wish.state === 'open' && !row.askedAnew && (row.pairing === null || row.pairing.state === 'suggested') && mayPair
  return {
    wish: row,
    consentHow: wish.consent_how,
    consentNote: wish.consent_note,
    consentAt: wish.consent_at?.toISOString() ?? null,
    consentVersion: wish.consent_version,
    ...(waits ? await fittingFor(tx, doing, wish) : { fitting: [], fittingInAll: 0, others: [], leftOut: [] }),
    earlier: wish.pairings.filter(({ state }) => !live.includes(state)).map(briefOf),
    mayPair,
  }
}

async function fittingFor(tx: Tx, doing: Doing, wish: WishRecord) {
  const side = await wishSide(tx, doing.tenantId, wish, true)
  const all = await volunteerSides(tx, doing, sql`v.state = 'active'`)
  // Somebody suggested for this very wish is not kept from it by that suggestion.
  const { rows } = await sql<{ id: string }>`select volunteer_id as id from neighbours.pairings
    where tenant_id = ${doing.tenantId} and wish_id = ${wish.id} and state = 'suggested'`.execute(tx)
  const suggested = new Set(rows.map((row) => row.id))
  const { fitting, others } = candidatesFor(
    side,
    all.map((one) => (suggested.has(one.id) ? { ...one, load: one.load - 1 } : one)),
  )
  const first = (a: { id: string }) => Number(suggested.has(a.id)) * 2 + Number(a.id === wish.asked_volunteer_id)
  const ordered = fitting.toSorted((a, b) => first(b.volunteer) - first(a.volunteer))
  const near = others.filter(({ volunteer, why }) => why !== 'skill' && volunteer.skills.includes(wish.kind))
  const countBy = (why: Obstacle) => others.filter((other) => other.why === why).length
  return {
    fitting: ordered.slice(0, mostFitting).map(({ volunteer, reasons }) => ({
      ...{ volunteerId: volunteer.id, reasons: [...reasons] },
      name: volunteer.nameShown ? volunteer.name : maskName(volunteer.name),
      place: { ...volunteer.place, id: volunteer.place.id as WishRow['place']['id'] },
      asked: volunteer.id === wish.asked_volunteer_id,
    })),
    fittingInAll: fitting.length,
    others: near.slice(0, mostOthers).map(({ volunteer, why }) => ({
      name: volunteer.nameShown ? volunteer.name : maskName(volunteer.name),
      why: obstacleWords[why],
    })),
    leftOut: obstacles.flatMap((why) => (countBy(why) > 0 ? [{ why: obstacleWords[why], count: countBy(why) }] : [])),
  }
}
