import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayFromNumber, dayMs, dayNumberOf, dayOf } from '../../kernel/time/day.ts'
import { pathRange } from '../places/public.ts'
import { bookedWithinSql, bookingShowSql } from './booking-queries.ts'
import type { Figures } from './contract.ts'
import { withinSql } from './query-parts.ts'
import { type Condition, type Doing, seesSql } from './scope.ts'
import { offeredSql, oldestSharing } from './sharer-state.ts'
import { thankedWithinSql } from './thanks-service.ts'
import { endedWithinSql, wantShowSql } from './want-queries.ts'

async function countOf(tx: Tx, from: 's' | 'h' | 'r' | 'b' | 'w' | 't', where: Condition): Promise<number> {
  const tables = {
    s: sql`stations.stations s`,
    h: sql`stations.sharers h`,
    w: sql`stations.wants w`,
    r: sql`stations.resources r join stations.sharers h on h.tenant_id = r.tenant_id and h.id = r.sharer_id`,
    b: sql`stations.bookings b join stations.resources r on r.tenant_id = b.tenant_id and r.id = b.resource_id`,
    t: sql`stations.thanks t join stations.sharers h on h.tenant_id = t.tenant_id and h.id = t.sharer_id`,
  }
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${tables[from]} where ${where}`.execute(tx)
  return rows[0]?.n ?? 0
}

type Counting = (from: 's' | 'h' | 'r' | 'b' | 'w' | 't', where: Condition) => Promise<number>

/** Counts within what the actor sees and a place; `b` is placed by its resource, `t` by its sharer. */
const countingIn =
  (tx: Tx, tenantId: TenantId, actor: Actor, within: (alias: string) => Promise<Condition> | Condition): Counting =>
  async (from, where) => {
    const placed = from === 'b' ? 'r' : from === 't' ? 'h' : from
    return countOf(
      tx,
      from,
      sql`${sql.ref(`${from}.tenant_id`)} = ${tenantId} and ${seesSql(actor, placed)} and ${await within(placed)} and ${where}`,
    )
  }

/** Days back, today included, of the bookings that the overview counts. */
const periodDays = 30

export async function figuresOf(tx: Tx, { tenantId, actor, at }: Doing, placeId?: PlaceId): Promise<Figures> {
  const n = countingIn(tx, tenantId, actor, (alias) => withinSql(tx, tenantId, alias, placeId))
  const [first, today] = [dayFromNumber(dayNumberOf(at) - periodDays + 1), dayOf(at)]
  return {
    stations: await n('s', sql`s.to_on is null`),
    resources: await n('r', offeredSql(await oldestSharing(tx, tenantId))),
    sharersAsked: await n('h', sql`h.state = 'asked'`),
    sharers: await n('h', sql`h.state = 'live'`),
    openWants: await n('w', wantShowSql('open')),
    wantsWithoutOffer: await n('w', wantShowSql('unmatched')),
    handOverToday: await n('b', bookingShowSql('today', at)),
    late: await n('b', bookingShowSql('late', at)),
    thanksNew: await n('t', sql`t.state = 'new'`),
    bookings30: await n('b', bookedWithinSql(first, today)),
    ...{ bookings30From: first, bookings30To: today },
  }
}

export interface LinkFigure {
  readonly code: string
  readonly words: Words
  readonly value: number
  /** A desk address whose list shows exactly the things counted. */
  readonly to: string
}

/**
 * What the practice did within a place and some days, as far as the actor sees it.
 * @param asked `from` inclusive, `to` exclusive, as instants at midnight.
 */
export async function linkFigures(
  tx: Tx,
  actor: Actor,
  asked: { readonly placePath: string; readonly from: Date; readonly to: Date },
): Promise<readonly LinkFigure[]> {
  const { tenantId } = actor
  const range = pathRange(asked.placePath)
  const { rows } = await sql<{ id: PlaceId }>`select id from places.places_view where tenant_id = ${tenantId}
    and path = ${asked.placePath}`.execute(tx)
  const n = countingIn(tx, tenantId, actor, (alias) => {
    const path = sql.ref(`${alias}.place_path`)
    return sql<boolean>`(${path} >= ${range.from} and ${path} < ${range.to})`
  })
  const [from, to] = [dayOf(asked.from), dayOf(new Date(asked.to.getTime() - dayMs / 2))]
  const offered = offeredSql(await oldestSharing(tx, tenantId))
  const here = rows[0] ? `&placeId=${rows[0].id}` : ''
  const days = `&from=${from}&to=${to}`
  const figure = async (
    code: string,
    zh: string,
    en: string,
    value: Promise<number>,
    list: string,
  ): Promise<LinkFigure> => ({
    ...{ code, words: { zh, en }, value: await value, to: `/stations/${list}${here}` },
  })
  return [
    await figure('resources_shared', '共享资源', 'Things shared', n('r', offered), 'resources?show=live'),
    await figure(
      'wants_met',
      '满足的需求',
      'Wants met',
      n('w', sql`${wantShowSql('met')} and ${endedWithinSql(from, to)}`),
      `wants?show=met${days}`,
    ),
    await figure('wants_open', '待满足的需求', 'Open wants', n('w', wantShowSql('open')), 'wants?show=open'),
    await figure('bookings', '预约', 'Bookings', n('b', bookedWithinSql(from, to)), `bookings?show=all${days}`),
    await figure('thanks', '感谢', 'Thanks', n('t', thankedWithinSql(from, to)), `thanks?${days.slice(1)}`),
  ]
}
