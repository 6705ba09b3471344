import type { EventActor } from '../../kernel/actor.ts'
import type { Clock } from '../../kernel/clock.ts'
import { fail } from '../../kernel/contract/errors.ts'
import { type MatterId, newId, type PlaceId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Jobs } from '../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { beginningOf } from '../../kernel/text/beginning.ts'
import { addNote, reportMatterIn } from '../matters/public.ts'
import { findPlaces, nearestBuilding, placeByCode } from '../places/public.ts'
import type { KeyId } from './events.ts'
import { type Form, instantIn } from './form.ts'
import { admitKey } from './key-service.ts'
import { fetchJobName, mediaIn, noteMedia } from './media.ts'
import { reportedKind, type Service, servicesOf } from './services.ts'
import { statusWords, type UpdateStatus, updateStatuses } from './status.ts'

/** A form as it came, and what the rules need beside it. */
export interface Sending {
  readonly tenantId: TenantId
  readonly clock: Clock
  readonly secrets: Secrets
  readonly jobs: Jobs
  readonly form: Form
}

const actor: EventActor = { personId: null, postId: null, via: 'api' }

/** A form that comes again within this time is a retry: a client that got no answer asks anew. */
export const retryMs = 10 * 60_000
/** A point farther from any building is not in the district. */
const withinMetres = 500

const wrong = (reason: string, zh: string, en: string): never => fail('invalid', `open311.${reason}`, { zh, en })

/**
 * Files what an outside program reports (anchors P1 to P3). The key is locked, so that retries come one after another.
 * @returns the number of the matter.
 */
export async function fileRequest(tx: Tx, sending: Sending): Promise<string> {
  const { tenantId, clock, form } = sending
  const keyId = await admitKey(tx, sending, form.get('api_key'))
  const service = await serviceIn(tx, sending)
  const words = wordsIn(form)
  const placeId = await placeIn(tx, tenantId, form)
  const phone = form.get('phone')
  // Keyed, so that nobody finds a telephone number by trying them all; forgotten by `tidy-job.ts`.
  const said = JSON.stringify([service.code, words, placeId, nameIn(form), phone])
  const digest = sending.secrets.lookup('open311.report', said)
  const earlier = await sentBefore(tx, sending, keyId, digest)
  if (earlier) return earlier
  const id: MatterId = newId()
  const { number } = await reportMatterIn(tx, sending, {
    ...{ tenantId, id, kind: reportedKind, category: service.code, placeId, title: null, body: words },
    placeDetail: beginningOf(form.get('address_string') ?? '', 120) || null,
    point: pointIn(form),
    ...{ channel: 'api', selfFound: false, visibility: 'public', priority: 'normal' },
    ...{ reporterId: null, reporterName: nameIn(form), reporterPhone: phone, recordedBy: null },
    ...{ fileIds: [], uploadKey: null, actor, patrolPost: null },
  })
  await sql`insert into open311.requests (tenant_id, matter_id, number, key_id, digest, at)
    values (${tenantId}, ${id}, ${number}, ${keyId}, ${digest}, ${clock.now()})`.execute(tx)
  if (await noteMedia(tx, { tenantId, matterId: id, at: clock.now() }, mediaIn(form)))
    await sending.jobs.enqueue(tx, fetchJobName, { tenantId, matterId: id })
  return number
}

async function sentBefore(
  tx: Tx,
  { tenantId, clock }: Sending,
  keyId: KeyId,
  digest: Buffer,
): Promise<string | undefined> {
  const { rows } = await sql<{ number: string }>`
    select number from open311.requests where tenant_id = ${tenantId} and key_id = ${keyId} and digest = ${digest}
      and at > ${new Date(clock.now().getTime() - retryMs)} order by at desc limit 1`.execute(tx)
  return rows[0]?.number
}

async function serviceIn(tx: Tx, { tenantId, clock, form }: Sending): Promise<Service> {
  const code = form.get('service_code') ?? wrong('no_service', '缺少 service_code', 'service_code is missing')
  const found = (await servicesOf(tx, tenantId, clock.now())).find((service) => service.code === code)
  return (
    found ??
    fail('not_found', 'open311.no_such_service', {
      zh: `没有 service_code ${code}`,
      en: `There is no service_code ${code}`,
    })
  )
}

function wordsIn(form: Form): string {
  const description = form.get('description') ?? ''
  if (description.length < 4) wrong('no_words', 'description 至少 4 个字', 'description needs at least 4 characters')
  const words = [description, ...mediaIn(form).slice(0, 9)].join('\n')
  if (words.length > 4000) wrong('too_long', 'description 最多 4000 个字', 'description may have 4,000 characters')
  return words
}

/** A Chinese name is written without a space, family name first. */
function nameIn(form: Form): string | null {
  const [first, last] = [form.get('first_name') ?? '', form.get('last_name') ?? '']
  const chinese = /\p{Script=Han}/u.test(first + last)
  return beginningOf(chinese ? last + first : `${first} ${last}`.trim(), 60) || null
}

function pointIn(form: Form): { lng: number; lat: number } | null {
  const [lat, lng] = [form.get('lat'), form.get('long')]
  if (lat === null && lng === null) return null
  const point = { lat: Number(lat ?? Number.NaN), lng: Number(lng ?? Number.NaN) }
  if (!(Math.abs(point.lat) <= 90 && Math.abs(point.lng) <= 180))
    wrong('bad_point', 'lat 和 long 要同时给出，单位为度', 'lat and long go together, in degrees')
  return point
}

/** Where it is, by the most certain of what was given. */
async function placeIn(tx: Tx, tenantId: TenantId, form: Form): Promise<PlaceId> {
  const point = pointIn(form)
  const code = form.get('address_id')
  // What a well-known client sends where its user moved no pin.
  const coded = code && code !== '#NOTPINPOINTED#' ? await placeByCode(tx, tenantId, code) : null
  if (coded) return coded.id
  const near = point && (await nearestBuilding(tx, tenantId, point, withinMetres))
  if (near) return near
  const address = form.get('address_string')
  const named = address === null ? [] : await findPlaces(tx, tenantId, address, 2)
  const [only] = named
  if (only && named.length === 1) return only.place.id
  if (point) wrong('outside', '这个位置附近没有本区的楼栋', 'No building of this district is near that point')
  if (named.length > 1)
    wrong('many_places', '地址不够具体，请补充楼栋', 'Several places fit that address: say which building')
  if (address !== null || code !== null) wrong('no_place', '没有找到这个地址', 'There is no such address')
  return wrong(
    'nowhere',
    '请给出 lat 和 long、address_id 或 address_string',
    'Give lat and long, address_id or address_string',
  )
}

/**
 * Words to a request from the program that filed it (anchor X5). The same update id again changes nothing.
 * @returns the update id.
 */
export async function fileUpdate(tx: Tx, sending: Sending): Promise<string> {
  const { tenantId, clock, form } = sending
  const keyId = await admitKey(tx, sending, form.get('api_key'))
  const updateId = form.get('update_id') ?? wrong('no_update_id', '缺少 update_id', 'update_id is missing')
  if (updateId.length > 200) wrong('bad_update_id', 'update_id 太长', 'update_id is too long')
  const number = form.get('service_request_id')
  const matterId =
    (await ownMatter(tx, tenantId, keyId, number ?? '')) ??
    fail('not_found', 'open311.no_such_request', {
      zh: '没有这件诉求，或不是用这个 api_key 上报的',
      en: 'There is no such request, or another api_key reported it',
    })
  const status = statusIn(form)
  instantIn(form, 'updated_datetime')
  const description = form.get('description') ?? ''
  if (!description || description.length > 2000)
    wrong('no_words', 'description 应为 1 到 2000 个字', 'description needs 1 to 2,000 characters')
  const { rows } = await sql`insert into open311.updates (tenant_id, key_id, update_id, matter_id, at)
    values (${tenantId}, ${keyId}, ${updateId}, ${matterId}, ${clock.now()}) on conflict do nothing returning update_id`.execute(
    tx,
  )
  if (rows.length > 0)
    await addNote(tx, {
      ...{ tenantId, matterId, fileIds: [], actor, at: clock.now(), uploader: { personId: null, key: null } },
      words: status === 'unchanged' || status === 'open' ? description : `${description}（${statusWords[status].zh}）`,
    })
  return updateId
}

async function ownMatter(tx: Tx, tenantId: TenantId, keyId: KeyId, number: string): Promise<MatterId | undefined> {
  const { rows } = await sql<{ id: MatterId }>`
    select matter_id as id from open311.requests
    where tenant_id = ${tenantId} and key_id = ${keyId} and number = ${number}`.execute(tx)
  return rows[0]?.id
}

function statusIn(form: Form): UpdateStatus {
  const said = form.get('status')?.toLowerCase() ?? 'unchanged'
  return (
    updateStatuses.find((status) => status === said) ?? wrong('bad_status', '不认识的 status', 'status is not known')
  )
}
