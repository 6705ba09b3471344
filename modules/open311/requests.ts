import type { FileId, TenantId } from '../../kernel/contract/ids.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
import { type PublicFilter, type PublicRecord, publicRecords } from '../matters/public.ts'
import { type Fields, many, type Told, type Value } from './answers.ts'
import type { Asking } from './asking.ts'
import { mediaPath } from './contract.ts'
import { mediaOf } from './media.ts'
import { isClosed, statusWords, updateStatusOf } from './status.ts'

/** What everybody may know of a request, with the pictures that came with its words. */
export interface ShownRequest extends PublicRecord {
  readonly pictures: readonly FileId[]
}

/** What a list asks for, as everybody may see it. */
export const requestsFor = (tx: Tx, tenantId: TenantId, asking: Asking): Promise<ShownRequest[]> =>
  shownRequests(tx, tenantId, {
    ...{ numbers: asking.numbers, categories: asking.codes, status: asking.status },
    reported: { from: asking.from, to: asking.to },
    changed: { from: asking.changedFrom, to: asking.changedTo },
    ...{ limit: asking.limit, offset: asking.offset },
  })

/** The same by any filter. Pictures stand where the words stand that they came with. */
export async function shownRequests(tx: Tx, tenantId: TenantId, filter: PublicFilter): Promise<ShownRequest[]> {
  const records = await publicRecords(tx, tenantId, filter)
  const spoken = records.filter(({ words }) => words !== null)
  const pictures = await mediaOf(
    tx,
    tenantId,
    spoken.map(({ id }) => id),
  )
  return records.map((one) => ({ ...one, pictures: (one.words !== null && pictures.get(one.id)) || [] }))
}

/** Requests in the form of the standard (anchor R3). `extended` adds what others do not know (anchor X3). */
export const toldRequests = (records: readonly ShownRequest[], { lang, origin }: Telling, extended: boolean): Told => ({
  root: 'service_requests',
  value: many(
    'request',
    records.map((one) => ({
      ...toldRequest(one, { lang, origin }),
      ...(extended ? extensionsOf(one, { lang, origin }) : {}),
    })),
  ),
})

/** In which language, and under which address pictures are. */
interface Telling {
  readonly lang: Lang
  readonly origin: string
}

const mediaUrl = (origin: string, id: FileId): string => `${origin}${mediaPath.replace(':fileId', id)}`

function toldRequest(one: ShownRequest, { lang, origin }: Telling): Fields {
  return {
    service_request_id: one.number,
    status: isClosed(one) ? 'closed' : 'open',
    status_notes: statusWords[updateStatusOf(one)][lang],
    service_name: one.category.name[lang],
    service_code: one.category.code,
    description: one.words,
    agency_responsible: one.holder?.[lang] ?? null,
    service_notice: null,
    requested_datetime: instant(one.reportedAt),
    updated_datetime: instant(one.closedAt ?? one.changedAt),
    expected_datetime: instant(one.dueAt),
    address: one.place.name,
    address_id: one.place.code,
    zipcode: null,
    lat: one.place.lat,
    long: one.place.lng,
    media_url: one.pictures[0] ? mediaUrl(origin, one.pictures[0]) : null,
  }
}

const extensionsOf = (one: ShownRequest, { lang, origin }: Telling): Readonly<Record<string, Value>> => ({
  attributes: many('attribute', []),
  extended_attributes: {
    channel: one.channel,
    photos: many(
      'photo',
      one.pictures.map((id) => ({ media_url: mediaUrl(origin, id) })),
    ),
  },
  notes: many('note', [
    {
      datetime: instant(one.changedAt),
      description: statusWords[updateStatusOf(one)][lang],
      type: updateStatusOf(one),
    },
  ]),
})

/** The present status of each, as an update (anchor X5). */
export const toldUpdates = (records: readonly PublicRecord[], lang: Lang): Told => ({
  root: 'service_request_updates',
  value: many(
    'request_update',
    records.map((one) => {
      const status = updateStatusOf(one)
      return {
        // Another change is another update.
        update_id: `${one.number}-${one.changedAt.getTime()}`,
        service_request_id: one.number,
        status,
        updated_datetime: instant(one.changedAt),
        description: statusWords[status][lang],
        media_url: null,
      }
    }),
  ),
})

/** To the second, with the zone of universal time (anchor G5). */
const instant = (at: Date | null): string | null => at && `${at.toISOString().slice(0, 19)}Z`
