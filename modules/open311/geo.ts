import type { Lang } from '../../kernel/contract/words.ts'
import type { PublicRecord } from '../matters/public.ts'
import { isClosed, statusWords, updateStatusOf } from './status.ts'

/** The media type of RFC 7946. */
export const geoJsonType = 'application/geo+json; charset=utf-8'

const instant = (at: Date | null): string | null => at?.toISOString() ?? null

/**
 * Requests as points in WGS-84 (RFC 7946), for maps: what, how far, until when, at which compound or building; never words
 * or names of anybody. What has no place on the map has no geometry.
 */
export const geoJsonOf = (records: readonly PublicRecord[], lang: Lang) => ({
  type: 'FeatureCollection',
  features: records.map((one) => ({
    type: 'Feature',
    id: one.number,
    geometry:
      one.place.lng === null || one.place.lat === null
        ? null
        : { type: 'Point', coordinates: [one.place.lng, one.place.lat] },
    properties: {
      service_request_id: one.number,
      service_code: one.category.code,
      service_name: one.category.name[lang],
      status: isClosed(one) ? 'closed' : 'open',
      status_notes: statusWords[updateStatusOf(one)][lang],
      agency_responsible: one.holder?.[lang] ?? null,
      requested_datetime: instant(one.reportedAt),
      updated_datetime: instant(one.closedAt ?? one.changedAt),
      expected_datetime: instant(one.dueAt),
      address: one.place.name,
      address_id: one.place.code,
    },
  })),
})
