import { fail, notFound } from '../../kernel/contract/errors.ts'
import { type FileId, newId, type PlaceId, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { requestHash } from '../../kernel/http/command.ts'
import { doorCode } from '../../kernel/receipt-code.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { attachFiles, type Uploader } from '../files/public.ts'
import { ancestorsOf, gridOf, placeOf } from '../places/public.ts'
import type { ChangeBody } from './contract.ts'
import { endDevice } from './door/device-service.ts'
import { type FacilitySet, facilityStream } from './events.ts'
import { lockRegistered, tell } from './facility-store.ts'
import { daysAfter, nextAfterChange } from './inspection.ts'
import { type KindCode, kinds } from './kinds.ts'
import { inspectors } from './roles.ts'
import { type Doing, registering, type Writing } from './scope.ts'
import type { FacilityId } from './tables.ts'

export interface NewFacility {
  readonly id?: FacilityId
  readonly kind: KindCode
  readonly name: string
  /** A compound or a building. */
  readonly placeId: PlaceId
  /** WGS-84. */
  readonly point: { readonly lng: number; readonly lat: number }
  readonly keeperPostId: PostId
  /** Days; that of the kind if left out; null: it is not inspected. */
  readonly rhythmDays?: number | null
  /** The project that built it. */
  readonly origin?: string | null
  /** In service from this day; today if left out. */
  readonly fromOn?: string
}

const wrong = (field: string, words: Words): never =>
  fail('invalid', `facilities.bad_${field}`, words, [{ path: field, words }])

async function whereOf(tx: Tx, tenantId: TenantId, placeId: PlaceId, at: Date) {
  const place = await placeOf(tx, tenantId, placeId)
  if (!place || place.ended) return notFound()
  const compound = (await ancestorsOf(tx, tenantId, place.id)).find(({ levelKind }) => levelKind === 'compound')
  if (!compound || (place.levelKind !== 'compound' && place.levelKind !== 'building'))
    return wrong('placeId', { zh: '请选一个小区或其中一栋楼', en: 'Please choose a compound, or a building of one' })
  return { place, compound, gridId: await gridOf(tx, tenantId, place.id, at) }
}

/** A keeper is a post that can inspect; where it stands is for the community to judge. */
async function checkKeeper(tx: Tx, tenantId: TenantId, postId: PostId): Promise<void> {
  const { rows } = await sql<{
    fits: boolean
  }>`select role = any(${[...inspectors]}::text[]) and abolished_at is null as fits
    from people.posts_view where tenant_id = ${tenantId} and id = ${postId}`.execute(tx)
  if (!rows[0]?.fits) wrong('keeperPostId', { zh: '请选一个能管护的岗位', en: 'Please choose a post that can keep it' })
}

/**
 * Puts a facility into the register: what a project hands over, or what the community finds standing. The caller has
 * settled that whoever writes may do so.
 * @returns its id and the code that is printed on it. Throws a Failure where place or keeper do not fit.
 */
export async function addFacility(
  tx: Tx,
  writing: Writing,
  body: NewFacility,
): Promise<{ id: FacilityId; code: string }> {
  const { tenantId, at } = writing
  const { place, compound, gridId } = await whereOf(tx, tenantId, body.placeId, at)
  await checkKeeper(tx, tenantId, body.keeperPostId)
  const id = body.id ?? newId<'facility'>()
  const code = doorCode()
  const fromOn = body.fromOn ?? dayOf(at)
  const rhythm = body.rhythmDays === undefined ? kinds[body.kind].rhythmDays : body.rhythmDays
  const set: FacilitySet = {
    ...{ kind: body.kind, name: body.name.trim(), place_id: place.id, keeper_post_id: body.keeperPostId },
    ...{ lng: body.point.lng, lat: body.point.lat, origin: body.origin?.trim() || null },
    ...{ rhythm_days: rhythm, next_due_on: rhythm === null ? null : daysAfter(fromOn, rhythm) },
    ...{ last_inspected_at: null, from_on: fromOn, to_on: null },
  }
  try {
    await sql`insert into facilities.facilities (tenant_id, id, code, kind, name, place_id, place_path, compound_id, grid_id,
        lng, lat, keeper_post_id, origin, rhythm_days, next_due_on, from_on, created_at, changed_at)
      values (${tenantId}, ${id}, ${code}, ${body.kind}, ${set.name}, ${place.id}, ${place.path}, ${compound.id}, ${gridId},
        ${body.point.lng}, ${body.point.lat}, ${body.keeperPostId}, ${set.origin}, ${rhythm}, ${set.next_due_on}::date,
        ${fromOn}::date, ${at}, ${at})`.execute(tx)
  } catch (error) {
    if (constraintOf(error) !== 'facilities_pkey') throw error
    fail('conflict', 'facilities.id_taken', { zh: '这个编号已经用过，请重新新建', en: 'This id is taken. Begin anew' })
  }
  if (body.kind === 'gate')
    await sql`insert into facilities.gates (tenant_id, facility_id, barrier, silent_minutes)
      values (${tenantId}, ${id}, 'unknown', ${defaultSilentMinutes})`.execute(tx)
  await tell(tx, writing, id, 'added', { set })
  return { id, code }
}

/** Minutes without a word after which a gate is silent, until somebody sets another number. */
const defaultSilentMinutes = 30

/** The same by the community at its desk: only in places whose register it keeps. */
export async function addAtDesk(
  tx: Tx,
  asked: Doing,
  { photoId, ...body }: NewFacility & { readonly photoId?: FileId | null },
  uploader: Uploader,
): Promise<{ id: FacilityId; code: string }> {
  const place = await placeOf(tx, asked.tenantId, body.placeId)
  if (!place || !asked.actor.posts.some(({ placePath }) => place.path.startsWith(placePath))) return notFound()
  const doing = registering(asked, place.path)
  const added = await addFacility(tx, doing, body)
  if (photoId) await keepPhoto(tx, doing, added.id, photoId, uploader)
  return added
}

async function keepPhoto(tx: Tx, { tenantId }: Doing, id: FacilityId, photoId: FileId, uploader: Uploader) {
  await attachFiles(tx, { tenantId, fileIds: [photoId], subject: facilityStream(id), uploader })
  await sql`update facilities.facilities set photo_id = ${photoId} where tenant_id = ${tenantId} and id = ${id}`.execute(
    tx,
  )
}

/** Changes what is known of it. What is left out stays; kind and place stay: another place is another facility. */
export async function changeFacility(
  tx: Tx,
  asked: Doing,
  id: FacilityId,
  body: ChangeBody,
  uploader: Uploader,
): Promise<void> {
  const { facility, doing } = await lockRegistered(tx, asked, id)
  if (facility.to_on) fail('conflict', 'facilities.retired', { zh: '已停用，不能再改', en: 'It is out of service' })
  if (body.keeperPostId) await checkKeeper(tx, doing.tenantId, body.keeperPostId)
  const rhythm = body.rhythmDays === undefined ? facility.rhythm_days : body.rhythmDays
  const lastOn = facility.last_inspected_at ? dayOf(facility.last_inspected_at) : facility.from_on
  const nextDueOn =
    rhythm === facility.rhythm_days ? facility.next_due_on : nextAfterChange(rhythm, lastOn, dayOf(doing.at))
  const set: FacilitySet = {
    ...{ name: body.name?.trim() || facility.name, keeper_post_id: body.keeperPostId ?? facility.keeper_post_id },
    ...{ lng: body.point?.lng ?? facility.lng, lat: body.point?.lat ?? facility.lat },
    ...{ rhythm_days: rhythm, next_due_on: nextDueOn },
  }
  await sql`update facilities.facilities set name = ${set.name}, keeper_post_id = ${set.keeper_post_id}, lng = ${set.lng},
      lat = ${set.lat}, rhythm_days = ${rhythm}, next_due_on = ${nextDueOn}::date, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  if (body.silentMinutes)
    await sql`update facilities.gates set silent_minutes = ${body.silentMinutes}
      where tenant_id = ${doing.tenantId} and facility_id = ${id}`.execute(tx)
  if (body.photoId) await keepPhoto(tx, doing, id, body.photoId, uploader)
  await tell(tx, doing, id, 'changed', { set })
}

/** Takes it out of service: no more inspections, its device and code checks end; its faults stay with their matters. */
export async function retireFacility(tx: Tx, asked: Doing, id: FacilityId, why: string): Promise<void> {
  const { facility, doing } = await lockRegistered(tx, asked, id)
  if (facility.to_on) fail('conflict', 'facilities.retired', { zh: '已经停用', en: 'It is out of service already' })
  const toOn = dayOf(doing.at)
  await sql`update facilities.facilities set to_on = ${toOn}::date, retired_why = ${why}, next_due_on = null,
      changed_at = ${doing.at} where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  await endDevice(tx, doing, id)
  const hash = requestHash(why).toString('hex')
  await tell(tx, doing, id, 'retired', { set: { to_on: toOn, next_due_on: null }, hash })
}
