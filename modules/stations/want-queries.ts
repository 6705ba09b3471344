import type { RawBuilder } from 'kysely'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { metresApart } from '../../kernel/contract/metres.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { dayMs, dayNumberFrom, startOfDayMs } from '../../kernel/time/day.ts'
import { calendarOf } from '../matters/public.ts'
import type { listWants, OfferRow, WantRow, WantView } from './contract.ts'
import { matchAll, type Pair } from './matching.ts'
import { likeSql, withinSql } from './query-parts.ts'
import { type ResourceSource, resourcesSql, takenOf, timingOf } from './resource-queries.ts'
import { type Doing, isSharerSql, keepsSql, seesSql } from './scope.ts'
import { offeredSql, oldestSharing } from './sharer-state.ts'
import { freeIn, spanCovering, unitMs } from './slots.ts'
import type { ResourceId, WantId, WantRecord } from './tables.ts'

type WantSource = WantRecord &
  Pick<WantRow, 'place'> & {
    readonly person_name: string | null
    readonly sharer_name: string | null
    readonly n: number
  }

/** Wants `w`, those that end first before others. */
export async function wantsWhere(
  tx: Tx,
  where: RawBuilder<unknown>,
  { offset = 0, limit }: { offset?: number; limit: number },
): Promise<WantSource[]> {
  const { rows } = await sql<WantSource>`select w.*, n.name as person_name, h.name as sharer_name,
      json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as place,
      (select count(*)::int from stations.offers o where o.tenant_id = w.tenant_id and o.want_id = w.id
        and o.state <> 'declined') as n
    from stations.wants w join places.places_view p on p.tenant_id = w.tenant_id and p.id = w.place_id
    left join people.persons_view n on n.tenant_id = w.tenant_id and n.id = w.person_id
    left join stations.sharers h on h.tenant_id = w.tenant_id and h.id = w.sharer_id
    where ${where} order by w.state <> 'open', w.ended_at desc nulls first, w.until_on, w.id
    offset ${offset} limit ${limit}`.execute(tx)
  return rows
}

export const wantRow = (w: WantSource, { actor }: Pick<Doing, 'actor'>): WantRow => ({
  ...{ id: w.id, kind: w.kind, name: w.name, words: w.words, place: w.place, state: w.state, offers: w.n },
  who: w.sharer_name ?? (w.person_name && (w.person_id === actor.personId ? w.person_name : maskName(w.person_name))),
  ...{ fromAt: w.from_at?.toISOString() ?? null, slots: w.slots, pieces: w.pieces, untilOn: w.until_on },
  madeAt: w.made_at.toISOString(),
})

/** Nothing was offered for `w` that still stands. */
const unmatchedSql = sql<boolean>`(w.state = 'open' and not exists (select from stations.offers o
  where o.tenant_id = w.tenant_id and o.want_id = w.id and o.state <> 'declined'))`

/** Conditions of what a list shows; the figures count by the same ones. */
export const wantShowSql = (show: QueryOf<typeof listWants>['show'] = 'open'): RawBuilder<boolean> =>
  show === 'unmatched' ? unmatchedSql : show === 'all' ? sql<boolean>`true` : sql<boolean>`w.state = ${show}`

/** Ended within days, both inclusive. */
export const endedWithinSql = (from: string | undefined, to: string | undefined): RawBuilder<boolean> => {
  const start = (day: string, plus: number) => new Date(startOfDayMs(dayNumberFrom(day) + plus))
  return sql`${from ? sql`w.ended_at >= ${start(from, 0)}` : sql`true`} and ${to ? sql`w.ended_at < ${start(to, 1)}` : sql`true`}`
}

export async function wantPage(
  tx: Tx,
  doing: Doing,
  query: QueryOf<typeof listWants>,
): Promise<ResponseOf<typeof listWants>> {
  const { q, placeId, kind, show, from, to, offset = 0, limit = 50 } = query
  const like = likeSql(q)
  const where = sql`w.tenant_id = ${doing.tenantId} and ${seesSql(doing.actor, 'w')}
    and ${await withinSql(tx, doing.tenantId, 'w', placeId)} and ${wantShowSql(show)} and ${endedWithinSql(from, to)}
    and ${kind?.length ? sql`w.kind = any(${kind}::text[])` : sql`true`}
    and ${like ? sql`w.name ilike ${like}` : sql`true`}`
  const rows = await wantsWhere(tx, where, { offset, limit })
  const { rows: counted } = await sql<{
    n: number
  }>`select count(*)::int as n from stations.wants w where ${where}`.execute(tx)
  return { rows: rows.map((row) => wantRow(row, doing)), total: counted[0]?.n ?? 0, offset, limit }
}

const mostCandidates = 500
const loadDays = 30

/** Wants against resources, each pair with what the rule asks: distance, what is free, what was given lately. */
async function pairsOf(
  tx: Tx,
  doing: Doing,
  wants: readonly WantRecord[],
  resources: readonly ResourceSource[],
): Promise<Map<WantId, Pair[]>> {
  const ids = resources.map(({ id }) => id)
  const starts = wants.flatMap(({ from_at }) => from_at?.getTime() ?? [])
  const since = new Date(Math.min(doing.at.getTime(), ...starts) - unitMs('day'))
  const taken = await takenOf(tx, doing, ids, since)
  const calendar = await calendarOf(tx, doing.tenantId)
  const { rows } = await sql<{
    id: ResourceId
    n: number
  }>`select resource_id as id, count(*)::int as n from stations.bookings
    where tenant_id = ${doing.tenantId} and resource_id = any(${ids}::uuid[]) and state <> 'cancelled'
      and made_at >= ${new Date(doing.at.getTime() - loadDays * dayMs)} group by resource_id`.execute(tx)
  const loads = new Map(rows.map(({ id, n }) => [id, n]))
  const freeAt = (r: ResourceSource, w: WantRecord): number | null => {
    if (!w.from_at || r.unit === 'none') return null
    const span = spanCovering(timingOf(r), calendar, w.from_at, w.slots)
    return span ? freeIn(timingOf(r), taken.get(r.id) ?? new Map(), span) : 0
  }
  const pairs = (w: WantRecord): Pair[] =>
    resources
      .filter(({ kind }) => kind === w.kind)
      .map((r) => ({
        want: {
          kind: w.kind,
          name: w.name,
          count: w.pieces,
          by: w.sharer_id ? ('shop' as const) : ('resident' as const),
        },
        resource: {
          id: r.id,
          kind: r.kind,
          name: r.name,
          capacity: r.capacity,
          audience: r.audience,
          load: loads.get(r.id) ?? 0,
        },
        ...{ metres: metresApart(w, r), free: freeAt(r, w) },
      }))
  return new Map(wants.map((want) => [want.id, pairs(want)]))
}

/** Live resources of a kind of live sharers. */
export async function candidates(tx: Tx, { tenantId }: Pick<Doing, 'tenantId'>, kind: WantRecord['kind']) {
  const oldest = await oldestSharing(tx, tenantId)
  const where = sql`r.tenant_id = ${tenantId} and r.kind = ${kind} and ${offeredSql(oldest)}`
  return resourcesSql(tx, where, { oldest, order: sql`r.id`, limit: mostCandidates })
}

export async function offersOf(tx: Tx, { tenantId }: Pick<Doing, 'tenantId'>, wantIds: readonly WantId[]) {
  const { rows } = await sql<
    OfferRow & { want_id: WantId; made: Date }
  >`select o.id, o.want_id, o.booking_id as "bookingId", o.state, o.why,
      o.made_at as made, json_build_object('id', r.id, 'name', r.name, 'sharer', h.name) as resource
    from stations.offers o join stations.resources r on r.tenant_id = o.tenant_id and r.id = o.resource_id
    join stations.sharers h on h.tenant_id = r.tenant_id and h.id = r.sharer_id
    where o.tenant_id = ${tenantId} and o.want_id = any(${[...wantIds]}::uuid[])
    order by o.state = 'declined', o.made_at desc`.execute(tx)
  return rows.map(({ want_id, made, ...rest }) => ({ wantId: want_id, offer: { ...rest, madeAt: made.toISOString() } }))
}

const shownMatches = 8
const shownExcluded = 4

/** One want with what fits, for who wants it and for staff. */
export async function wantView(tx: Tx, doing: Doing, id: WantId): Promise<WantView> {
  const { tenantId, actor } = doing
  const own = sql<boolean>`(w.person_id = ${actor.personId})`
  const where = sql`w.tenant_id = ${tenantId} and w.id = ${id} and (${own} or ${seesSql(actor, 'w')})`
  const w = (await wantsWhere(tx, where, { limit: 1 }))[0] ?? notFound()
  const { rows } = await sql<{ keeps: boolean }>`select ${keepsSql(actor, 'w')} as keeps from stations.wants w
    where w.tenant_id = ${tenantId} and w.id = ${id}`.execute(tx)
  const resources = w.state === 'open' ? await candidates(tx, doing, w.kind) : []
  const names = new Map(resources.map((r) => [r.id as string, { id: r.id, name: r.name, sharer: r.sharer.name }]))
  const ranked = matchAll((await pairsOf(tx, doing, [w], resources)).get(id) ?? [])
  const fitting = ranked.filter(({ excluded }) => excluded === null).slice(0, shownMatches)
  const others = ranked.filter(({ excluded }) => excluded !== null).slice(0, shownExcluded)
  return {
    ...wantRow(w, doing),
    ...{ why: w.why, byStation: w.by_station },
    offersMade: (await offersOf(tx, doing, [id])).map(({ offer }) => offer),
    matches: [...fitting, ...others].flatMap(({ resourceId, excluded, reasons }) => {
      const resource = names.get(resourceId)
      return resource ? [{ resource, excluded, reasons: [...reasons] }] : []
    }),
    mayKeep: rows[0]?.keeps ?? false,
  }
}

const shownNearby = 10

/** Open wants that something of the actor's own fits, each with the best of it. */
export async function wantsNear(tx: Tx, doing: Doing) {
  const { tenantId, actor } = doing
  const oldest = await oldestSharing(tx, tenantId)
  const own = sql`r.tenant_id = ${tenantId} and ${offeredSql(oldest)} and ${isSharerSql(actor)}`
  const resources = await resourcesSql(tx, own, { oldest, order: sql`r.id`, limit: 100 })
  if (resources.length === 0) return []
  const kinds = [...new Set(resources.map(({ kind }) => kind))]
  const where = sql`w.tenant_id = ${tenantId} and w.state = 'open' and w.kind = any(${kinds}::text[])
    and w.person_id is distinct from ${actor.personId}
    and not exists (select from stations.offers o join stations.resources r on r.tenant_id = o.tenant_id and r.id = o.resource_id
      join stations.sharers h on h.tenant_id = r.tenant_id and h.id = r.sharer_id
      where o.tenant_id = w.tenant_id and o.want_id = w.id and (${isSharerSql(actor)} or o.state in ('accepted', 'done')))`
  const wants = await wantsWhere(tx, where, { limit: 200 })
  const pairs = await pairsOf(tx, doing, wants, resources)
  return wants
    .flatMap((want) => {
      const best = matchAll(pairs.get(want.id) ?? [])[0]
      const resource = best && resources.find(({ id }) => id === best.resourceId)
      if (!best || best.excluded || !resource) return []
      return [
        { want: wantRow(want, doing), resource: { id: resource.id, name: resource.name }, reasons: [...best.reasons] },
      ]
    })
    .slice(0, shownNearby)
}
