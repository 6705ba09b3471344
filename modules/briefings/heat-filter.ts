import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { Day } from '../../kernel/time/day.ts'

export interface HeatAsked {
  readonly from: Day
  readonly to: Day
  readonly kind?: string
  readonly category?: string
}

/** The filter of `GET /api/matters` that selects what the heat map counts; with `area`, what one square counts. */
export const heatFilter = (of: { place: { id: PlaceId } }, { from, to, kind, category }: HeatAsked, area?: string) => ({
  placeId: of.place.id,
  figure: 'reported',
  part: 'numerator' as const,
  reportedFrom: from,
  reportedTo: to,
  ...(kind ? { kind } : {}),
  ...(category ? { category } : {}),
  ...(area ? { area } : {}),
})

/** The address of the list behind a square, or behind all of them. */
export const heatAddress = (...args: Parameters<typeof heatFilter>): string =>
  `/matters?${new URLSearchParams(heatFilter(...args))}`
