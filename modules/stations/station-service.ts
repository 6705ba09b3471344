import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PlaceId, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { doorCode } from '../../kernel/receipt-code.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { placeOf } from '../places/public.ts'
import type { StationBody, StationChange } from './contract.ts'
import { stationStream } from './events.ts'
import { usualNoShows } from './kinds.ts'
import { keepers, stationKeepers } from './roles.ts'
import { type Doing, inOffice, keepsSql, seesSql } from './scope.ts'
import { checkWeek, hashOf, tell, wrong } from './store.ts'
import type { StationId, StationRecord } from './tables.ts'

async function checkKeeper(tx: Tx, tenantId: TenantId, postId: PostId): Promise<void> {
  const { rows } = await sql<{
    fits: boolean
  }>`select role = any(${[...stationKeepers]}::text[]) and abolished_at is null as fits
    from people.posts_view where tenant_id = ${tenantId} and id = ${postId}`.execute(tx)
  if (!rows[0]?.fits)
    wrong('keeperPostId', { zh: '请选一个能管理驿站的岗位', en: 'Please choose a post that can keep it' })
}

/** A place that the actor keeps, by a post or as that of the station that a post of theirs keeps; 404 beyond. */
export async function keptPlace(tx: Tx, { tenantId, actor }: Doing, placeId: PlaceId) {
  const place = await placeOf(tx, tenantId, placeId)
  if (!place || place.ended) return notFound()
  const kept = actor.posts.some(
    ({ role, placePath }) => keepers.some((one) => one === role) && place.path.startsWith(placePath),
  )
  if (kept) return place
  const posts = actor.posts.map(({ postId }) => postId)
  const { rows } = await sql`select from stations.stations where tenant_id = ${tenantId} and to_on is null
    and keeper_post_id = any(${posts}::uuid[]) and starts_with(${place.path}, place_path) limit 1`.execute(tx)
  return rows.length > 0 ? place : notFound()
}

/** Puts a station into the register. @returns its id and the code at its door */
export async function addStation(tx: Tx, asked: Doing, body: StationBody): Promise<{ id: StationId; code: string }> {
  const place = await keptPlace(tx, asked, body.placeId)
  const doing = inOffice(asked, place.path)
  await checkKeeper(tx, doing.tenantId, body.keeperPostId)
  checkWeek(body.hours)
  const [id, code] = [newId<'station'>(), doorCode()]
  const { point, keeperPostId, hours, noShows = usualNoShows } = body
  const set = {
    ...{ name: body.name.trim(), place_id: place.id, lng: point.lng, lat: point.lat, keeper_post_id: keeperPostId },
    ...{
      services: body.services.map((one) => one.trim()),
      intro: body.intro.trim(),
      from_on: dayOf(doing.at),
      to_on: null,
    },
    ...{ no_show_times: noShows.times, no_show_days: noShows.days },
  }
  await sql`insert into stations.stations (tenant_id, id, code, name, place_id, place_path, lng, lat, keeper_post_id, hours,
      services, intro, no_show_times, no_show_days, from_on, created_at)
    values (${doing.tenantId}, ${id}, ${code}, ${set.name}, ${place.id}, ${place.path}, ${point.lng}, ${point.lat},
      ${keeperPostId}, ${JSON.stringify(hours)}::jsonb, ${set.services}::text[], ${set.intro}, ${noShows.times},
      ${noShows.days}, ${set.from_on}::date, ${doing.at})`.execute(tx)
  await tell(tx, doing, stationStream(id), 'stationAdded', { stationId: id, set, hash: hashOf(hours) })
  return { id, code }
}

async function lockKept(tx: Tx, asked: Doing, id: StationId): Promise<{ station: StationRecord; doing: Doing }> {
  const { rows } = await sql<StationRecord & { keeps: boolean }>`select s.*, ${keepsSql(asked.actor, 's')} as keeps
    from stations.stations s where s.tenant_id = ${asked.tenantId} and s.id = ${id} and ${seesSql(asked.actor, 's')}
    for no key update of s`.execute(tx)
  const station = rows[0] ?? notFound()
  if (!station.keeps) forbidden()
  if (station.to_on) fail('conflict', 'stations.closed', { zh: '驿站已停办', en: 'The station is closed for good' })
  return { station, doing: inOffice(asked, station.place_path) }
}

/** Changes what is known of it; what is left out stays. */
export async function changeStation(tx: Tx, asked: Doing, id: StationId, body: StationChange): Promise<void> {
  const { station, doing } = await lockKept(tx, asked, id)
  if (body.keeperPostId) await checkKeeper(tx, doing.tenantId, body.keeperPostId)
  const hours = body.hours ?? station.hours
  checkWeek(hours)
  const set = {
    ...{ name: body.name?.trim() ?? station.name, keeper_post_id: body.keeperPostId ?? station.keeper_post_id },
    ...{ lng: body.point?.lng ?? station.lng, lat: body.point?.lat ?? station.lat },
    ...{
      services: body.services?.map((one) => one.trim()) ?? station.services,
      intro: body.intro?.trim() ?? station.intro,
    },
    no_show_times: body.noShows?.times ?? station.no_show_times,
    no_show_days: body.noShows?.days ?? station.no_show_days,
  }
  await sql`update stations.stations set name = ${set.name}, keeper_post_id = ${set.keeper_post_id}, lng = ${set.lng},
      lat = ${set.lat}, hours = ${JSON.stringify(hours)}::jsonb, services = ${set.services}::text[], intro = ${set.intro},
      no_show_times = ${set.no_show_times}, no_show_days = ${set.no_show_days}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  await tell(tx, doing, stationStream(id), 'stationChanged', { stationId: id, set, hash: hashOf(hours) })
}

/** For good; what was kept there stays with its sharers. */
export async function closeStation(tx: Tx, asked: Doing, id: StationId, why: string): Promise<void> {
  const { doing } = await lockKept(tx, asked, id)
  const toOn = dayOf(doing.at)
  await sql`update stations.stations set to_on = ${toOn}::date, closed_why = ${why}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  await tell(tx, doing, stationStream(id), 'stationClosed', {
    ...{ stationId: id, set: { to_on: toOn }, reasonHash: hashOf(why) },
  })
}
