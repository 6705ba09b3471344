import { fail } from '../../kernel/contract/errors.ts'
import { newId, type TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { formatInstant } from '../../kernel/time/time-words.ts'
import { notify } from '../notices/public.ts'
import type { Booker } from './booking-asked.ts'
import { resourceStream } from './events.ts'
import type { Span } from './opening.ts'
import type { Writing } from './scope.ts'
import { unitsOf } from './slots.ts'
import { peopleOf, tell } from './store.ts'
import type { BookingId, ResourceId, ResourceRecord, SharerRecord, WaitId } from './tables.ts'

interface NewBooking {
  readonly booker: Booker
  readonly span: Span
  readonly pieces: number
  /** What was held for them in the line becomes theirs. */
  readonly held?: WaitId
}

/** Writes a booking in the name of `named`; the resource is locked, and what is free was counted. */
export async function writeBooking(
  tx: Tx,
  named: Writing,
  r: ResourceRecord,
  { booker, span, pieces, held }: NewBooking,
): Promise<BookingId> {
  const { tenantId, at } = named
  const id = newId<'booking'>()
  const set = {
    ...{ resource_id: r.id, from_at: span.from.toISOString(), until_at: span.to.toISOString(), pieces },
    ...{ state: 'booked', by_station: booker.byStation, for_sharer_id: booker.forSharerId },
  }
  await sql`insert into stations.bookings (tenant_id, id, resource_id, person_id, name_sealed, for_sharer_id, by_station,
      from_at, until_at, pieces, state, made_at)
    values (${tenantId}, ${id}, ${r.id}, ${booker.personId}, ${booker.nameSealed}, ${booker.forSharerId},
      ${booker.byStation}, ${span.from}, ${span.to}, ${pieces}, 'booked', ${at})`.execute(tx)
  if (held)
    await sql`update stations.taken set booking_id = ${id}, wait_id = null where tenant_id = ${tenantId}
      and wait_id = ${held}`.execute(tx)
  else await take(tx, tenantId, r.id, { bookingId: id }, unitsOf(r.unit, span), pieces)
  await tell(tx, named, resourceStream(r.id), 'booked', { resourceId: r.id, bookingId: id, set })
  const when = (lang: 'zh' | 'en') => formatInstant(lang, span.from)
  await tellSharer(tx, named, r, {
    zh: `有人约了「${r.name}」：${when('zh')}`,
    en: `“${r.name}” was booked for ${when('en')}`,
  })
  return id
}

/**
 * Takes the lowest free pieces in each unit for a booking, or holds them for who is offered them. Throws where there are
 * fewer: the caller has counted under the lock.
 */
export async function take(
  tx: Tx,
  tenantId: TenantId,
  resourceId: ResourceId,
  by: { readonly bookingId?: BookingId; readonly waitId?: WaitId },
  units: readonly number[],
  pieces: number,
): Promise<void> {
  const instants = units.map((ms) => new Date(ms).toISOString())
  try {
    const { rows } = await sql`insert into stations.taken (tenant_id, resource_id, unit_at, seat, booking_id, wait_id)
      select ${tenantId}, ${resourceId}, u.at, s.seat, ${by.bookingId ?? null}::uuid, ${by.waitId ?? null}::uuid
      from unnest(${instants}::timestamptz[]) u(at)
      cross join lateral (select seat from stations.seats s where s.tenant_id = ${tenantId} and s.resource_id = ${resourceId}
        and not exists (select from stations.taken t where t.tenant_id = s.tenant_id and t.resource_id = s.resource_id
          and t.unit_at = u.at and t.seat = s.seat) order by seat limit ${pieces}) s returning seat`.execute(tx)
    if (rows.length !== units.length * pieces) throw new Error('fewer pieces are free than were counted')
  } catch (error) {
    if (constraintOf(error) !== 'taken_pkey') throw error
    fail('conflict', 'stations.taken', {
      zh: '刚被别人约走了，请再选一次',
      en: 'It was just taken. Please choose again',
    })
  }
}

/** Tells whose pocket it is; what comes together is one notice. */
export async function tellSharer(
  tx: Tx,
  { tenantId, at }: Pick<Writing, 'tenantId' | 'at'>,
  r: ResourceRecord,
  words: Words,
): Promise<void> {
  const { rows } = await sql<SharerRecord>`select * from stations.sharers where tenant_id = ${tenantId}
    and id = ${r.sharer_id}`.execute(tx)
  const personIds = rows[0] ? await peopleOf(tx, tenantId, rows[0], at) : []
  const subject = { kind: 'share/shop', id: r.id }
  await notify(tx, { tenantId, personIds, at, topic: 'sharing', subject, words, bundle: `stations.${r.sharer_id}` })
}
