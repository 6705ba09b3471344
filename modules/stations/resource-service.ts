import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { type FileId, newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { attachFiles, type Uploader } from '../files/public.ts'
import type { ResourceBody, ResourceChange } from './contract.ts'
import { resourceStream } from './events.ts'
import { kinds, type SharerState } from './kinds.ts'
import { closeLine, serveLine } from './line-service.ts'
import { sameHours } from './opening.ts'
import { lockResource } from './resource-lock.ts'
import { type Doing, inOffice, isSharerSql, keepsSql, seesSql } from './scope.ts'
import { askedAnew, oldestSharing, sharerStateSql } from './sharer-state.ts'
import { checkWeek, hashOf, tell, wrong } from './store.ts'
import type { ResourceId, ResourceRecord, SharerId, SharerRecord, StationId, StationRecord } from './tables.ts'

const usualDays = { half_hour: 1, day: 7, none: 1 } as const
const defaults = {
  ...{ capacity: 1, aheadDays: 30, cancelHours: 2, audience: 'everyone' as const },
  ...{ waitHow: 'offer' as const, answerMinutes: 120 },
}

/** A sharer of the actor's own, or one that they keep; 404 beyond what they see, 403 for who only sees it. */
async function ownOrKept(tx: Tx, { tenantId, actor }: Doing, id: SharerId) {
  const oldest = await oldestSharing(tx, tenantId)
  const { rows } = await sql<
    SharerRecord & { own: boolean; keeps: boolean; stands: SharerState }
  >`select h.*, ${sharerStateSql(oldest)} as stands, ${isSharerSql(actor)} as own,
      ${keepsSql(actor, 'h')} as keeps
    from stations.sharers h where h.tenant_id = ${tenantId} and h.id = ${id}
      and (${isSharerSql(actor)} or ${seesSql(actor, 'h')}) for no key update of h`.execute(tx)
  const sharer = rows[0] ?? notFound()
  if (!sharer.own && !sharer.keeps) forbidden()
  return sharer
}

async function stationFor(tx: Tx, { tenantId }: Doing, id: StationId | null): Promise<StationRecord | null> {
  if (!id) return null
  const { rows } = await sql<StationRecord>`select s.* from stations.stations s where s.tenant_id = ${tenantId}
    and s.id = ${id} and s.to_on is null`.execute(tx)
  return rows[0] ?? wrong('stationId', { zh: '请选一个在用的驿站', en: 'Please choose an open station' })
}

/** Shares something: by the sharer themselves, or by the keeper for them. */
export async function addResource(
  tx: Tx,
  asked: Doing,
  body: ResourceBody,
  uploader: Uploader,
): Promise<{ id: ResourceId }> {
  const sharer = await ownOrKept(tx, asked, body.sharerId)
  if (sharer.stands === 'paused' && sharer.state === 'live') askedAnew()
  if (sharer.state !== 'live')
    fail('refused', 'stations.sharer_rests', { zh: '确认后才能添加资源', en: 'Once it is confirmed, it may share' })
  const doing = sharer.own ? asked : inOffice(asked, sharer.place_path)
  const station = await stationFor(tx, doing, body.stationId ?? null)
  const { unit, slotUnits } = kinds[body.kind]
  const hours = body.hours ?? sameHours('09:00', '18:00')
  checkWeek(hours)
  const id = newId<'resource'>()
  const at = station ?? sharer
  const set = {
    ...{ sharer_id: sharer.id, station_id: station?.id ?? null, kind: body.kind, unit, place_id: at.place_id },
    ...{ slot_units: unit === 'half_hour' ? (body.slotUnits ?? slotUnits) : 1, state: 'live' as const },
    ...{ most_slots: body.mostSlots ?? usualDays[unit], capacity: body.capacity ?? defaults.capacity },
    ...{ ahead_days: body.aheadDays ?? defaults.aheadDays, cancel_hours: body.cancelHours ?? defaults.cancelHours },
    ...{ audience: body.audience ?? defaults.audience, deposit_fen: body.depositFen ?? null },
    ...{ wait_how: body.waitHow ?? defaults.waitHow, answer_minutes: body.answerMinutes ?? defaults.answerMinutes },
  }
  const said = { name: body.name.trim(), words: body.words?.trim() ?? '', rules: body.rules?.trim() || null }
  await sql`insert into stations.resources (tenant_id, id, sharer_id, station_id, kind, name, words, place_id, place_path,
      lng, lat, unit, hours, slot_units, most_slots, capacity, ahead_days, cancel_hours, audience, deposit_fen, deposit_words,
      rules, wait_how, answer_minutes, state, created_at)
    values (${doing.tenantId}, ${id}, ${set.sharer_id}, ${set.station_id}, ${set.kind}, ${said.name}, ${said.words},
      ${at.place_id}, ${at.place_path}, ${at.lng}, ${at.lat}, ${unit}, ${JSON.stringify(hours)}::jsonb, ${set.slot_units},
      ${set.most_slots}, ${set.capacity}, ${set.ahead_days}, ${set.cancel_hours}, ${set.audience}, ${set.deposit_fen},
      ${body.depositWords?.trim() || null}, ${said.rules}, ${set.wait_how}, ${set.answer_minutes}, 'live', ${doing.at})`.execute(
    tx,
  )
  await sql`insert into stations.seats (tenant_id, resource_id, seat)
    select ${doing.tenantId}, ${id}, n from generate_series(1, ${set.capacity}::int) n`.execute(tx)
  if (body.photoId) await keepPhoto(tx, doing, id, body.photoId, uploader)
  const hash = hashOf([said, hours])
  await tell(tx, doing, resourceStream(id), 'resourceAdded', { resourceId: id, sharerId: sharer.id, set, hash })
  return { id }
}

async function keepPhoto(tx: Tx, { tenantId }: Doing, id: ResourceId, photoId: FileId, uploader: Uploader) {
  await attachFiles(tx, { tenantId, fileIds: [photoId], subject: `stations:${id}`, uploader })
  await sql`update stations.resources set photo_id = ${photoId} where tenant_id = ${tenantId} and id = ${id}`.execute(
    tx,
  )
}

/** Changes, pauses, resumes or ends it; what is left out stays. Bookings that are made already go on. */
export async function changeResource(
  tx: Tx,
  asked: Doing,
  id: ResourceId,
  body: ResourceChange,
  uploader: Uploader,
): Promise<void> {
  const r = await lockResource(tx, asked, id)
  if (!r.own && !r.keeps) return r.sees || (r.state === 'live' && r.sharer_state === 'live') ? forbidden() : notFound()
  const doing = r.own ? asked : inOffice(asked, r.place_path)
  if (r.state === 'ended') fail('conflict', 'stations.resource_ended', { zh: '已结束，不能再改', en: 'It has ended' })
  const hours = body.hours ?? r.hours
  checkWeek(hours)
  const or = <T>(value: T | undefined, known: T): T => (value === undefined ? known : value)
  const set = {
    ...{ slot_units: r.unit === 'half_hour' ? or(body.slotUnits, r.slot_units) : 1, state: or(body.state, r.state) },
    ...{ most_slots: or(body.mostSlots, r.most_slots), capacity: or(body.capacity, r.capacity) },
    ...{ ahead_days: or(body.aheadDays, r.ahead_days), cancel_hours: or(body.cancelHours, r.cancel_hours) },
    ...{ audience: or(body.audience, r.audience), deposit_fen: or(body.depositFen, r.deposit_fen) },
    ...{ wait_how: or(body.waitHow, r.wait_how), answer_minutes: or(body.answerMinutes, r.answer_minutes) },
  }
  const said = {
    ...{ name: body.name?.trim() ?? r.name, words: body.words?.trim() ?? r.words },
    ...{ rules: or(body.rules, r.rules), depositWords: or(body.depositWords, r.deposit_words) },
  }
  if (set.capacity !== r.capacity) await resize(tx, doing, r, set.capacity)
  await sql`update stations.resources set name = ${said.name}, words = ${said.words}, rules = ${said.rules},
      deposit_words = ${said.depositWords}, hours = ${JSON.stringify(hours)}::jsonb, slot_units = ${set.slot_units},
      most_slots = ${set.most_slots}, capacity = ${set.capacity}, ahead_days = ${set.ahead_days},
      cancel_hours = ${set.cancel_hours}, audience = ${set.audience}, deposit_fen = ${set.deposit_fen}, wait_how = ${set.wait_how},
      answer_minutes = ${set.answer_minutes}, state = ${set.state}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  if (body.photoId) await keepPhoto(tx, doing, id, body.photoId, uploader)
  await tell(tx, doing, resourceStream(id), 'resourceChanged', { resourceId: id, set, hash: hashOf([said, hours]) })
  const now = { ...r, ...set, hours }
  if (set.state === 'ended') await closeLine(tx, doing, now)
  else await serveLine(tx, doing, now)
}

/** More pieces are there at once; fewer only while the last ones are not booked. */
async function resize(tx: Tx, { tenantId, at }: Doing, { id }: ResourceRecord, capacity: number): Promise<void> {
  await sql`insert into stations.seats (tenant_id, resource_id, seat)
    select ${tenantId}, ${id}, n from generate_series(1, ${capacity}::int) n on conflict do nothing`.execute(tx)
  const beyond = sql`tenant_id = ${tenantId} and resource_id = ${id} and seat > ${capacity}`
  // What was taken in the past by bookings that are over holds no piece any more.
  await sql`delete from stations.taken t using stations.bookings b where t.tenant_id = ${tenantId} and t.resource_id = ${id}
    and t.seat > ${capacity} and b.tenant_id = t.tenant_id and b.id = t.booking_id and b.ended_at is not null
    and b.until_at <= ${at}`.execute(tx)
  const { rows } = await sql`select from stations.taken where ${beyond} limit 1`.execute(tx)
  if (rows.length > 0)
    fail('refused', 'stations.still_booked', {
      zh: '多出的那些已被预约或正留给排队的人，先取消再减少数量',
      en: 'The ones beyond are booked or held for who waits: cancel those before there are fewer',
    })
  await sql`delete from stations.seats where ${beyond}`.execute(tx)
}
