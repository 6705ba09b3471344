import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
import { type PublicRecord, publicRecords } from '../matters/public.ts'
import { type Fields, many, type Told, type Value } from './answers.ts'
import type { Asking } from './asking.ts'
import { isClosed, statusWords, updateStatusOf } from './status.ts'

/** What a list asks for, as everybody may see it. */
export const requestsFor = (tx: Tx, tenantId: TenantId, asking: Asking): Promise<PublicRecord[]> =>
  publicRecords(tx, tenantId, {
    ...{ numbers: asking.numbers, categories: asking.codes, status: asking.status },
    reported: { from: asking.from, to: asking.to },
    changed: { from: asking.changedFrom, to: asking.changedTo },
    ...{ limit: asking.limit, offset: asking.offset },
  })

/** Requests in the form of the standard (anchor R3). `extended` adds what others do not know (anchor X3). */
export const toldRequests = (records: readonly PublicRecord[], lang: Lang, extended: boolean): Told => ({
  root: 'service_requests',
  value: many(
    'request',
    records.map((one) => ({ ...toldRequest(one, lang), ...(extended ? extensionsOf(one, lang) : {}) })),
  ),
})

function toldRequest(one: PublicRecord, lang: Lang): Fields {
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
    media_url: null,
  }
}

const extensionsOf = (one: PublicRecord, lang: Lang): Readonly<Record<string, Value>> => ({
  attributes: many('attribute', []),
  extended_attributes: { channel: one.channel, photos: many('photo', []) },
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
