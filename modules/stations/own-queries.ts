import { sql, type Tx } from '../../kernel/db.ts'
import { calendarOf } from '../matters/public.ts'
import { bookingRow, bookingsWhere } from './booking-queries.ts'
import type { Mine, Shop } from './contract.ts'
import { homeOf, resourceRow, resourcesSql } from './resource-queries.ts'
import { type Doing, isSharerSql } from './scope.ts'
import { sharerRow, sharersWhere } from './sharer-queries.ts'
import { oldestSharing } from './sharer-state.ts'
import { thanksWhere } from './thanks-service.ts'
import { waitRow, waitsWhere } from './wait-queries.ts'
import { offersOf, wantRow, wantsNear, wantsWhere } from './want-queries.ts'

const shown = 60

/** My bookings (what is coming first), my wants with what was offered, and whether I share. */
export async function mineOf(tx: Tx, doing: Doing): Promise<Mine> {
  const { tenantId, actor } = doing
  const bookings = await bookingsWhere(tx, doing, sql`b.person_id = ${actor.personId}`, {
    ...{
      order: sql`b.ended_at is not null, case when b.ended_at is null then b.from_at end, b.from_at desc`,
      limit: shown,
    },
  })
  const waits = await waitsWhere(tx, doing, sql`w.person_id = ${actor.personId}`, shown)
  const wants = await wantsWhere(tx, sql`w.tenant_id = ${tenantId} and w.person_id = ${actor.personId}`, {
    limit: shown,
  })
  const offers = await offersOf(
    tx,
    doing,
    wants.map(({ id }) => id),
  )
  const { rows: thanked } = await sql<{
    id: string
  }>`select want_id as id from stations.thanks where tenant_id = ${tenantId}
    and want_id = any(${wants.map(({ id }) => id)}::uuid[])`.execute(tx)
  const { rows: own } =
    await sql`select from stations.sharers h where h.tenant_id = ${tenantId} and ${isSharerSql(actor)}
    and h.state in ('asked', 'live', 'paused') limit 1`.execute(tx)
  const home = await homeOf(tx, doing)
  return {
    bookings: bookings.map((row) => bookingRow(row, doing)),
    waits: waits.map((row) => waitRow(row, doing)),
    wants: wants.map((want) => ({
      ...wantRow(want, doing),
      offersMade: offers.filter(({ wantId }) => wantId === want.id).map(({ offer }) => offer),
      thanked: thanked.some(({ id }) => id === want.id),
    })),
    shares: own.length > 0,
    home: home && { id: home.id, name: home.name, nameEn: home.nameEn },
  }
}

/** What a sharer sees: how they stand, what they share, what is to be handed over, wants near, thanks. */
export async function shopOf(tx: Tx, doing: Doing): Promise<Shop> {
  const { tenantId, actor } = doing
  const own = sql<boolean>`h.tenant_id = ${tenantId} and ${isSharerSql(actor)}`
  const sharers = await sharersWhere(tx, doing, own, { limit: shown })
  const calendar = await calendarOf(tx, tenantId)
  const resources = await resourcesSql(tx, sql`${own} and r.state <> 'ended'`, {
    ...{ oldest: await oldestSharing(tx, tenantId), order: sql`r.name, r.id`, limit: 200 },
  })
  const bookings = await bookingsWhere(tx, doing, sql`${isSharerSql(actor)} and b.ended_at is null`, { limit: shown })
  return {
    sharers: sharers.map(sharerRow),
    resources: resources.map((row) => resourceRow(row, calendar, doing.at)),
    bookings: bookings.map((row) => bookingRow(row, doing)),
    wants: await wantsNear(tx, doing),
    thanks: await thanksWhere(tx, own, { limit: shown }),
  }
}
