import type { QueryOf } from '../../../../kernel/contract/endpoint.ts'
import type { listFirms } from '../../contract.ts'

/** The filters of the list of firms as the address keeps them: several values are parted by commas. */
export const filterNames = [
  'q',
  'industry',
  'placeId',
  'sizeClass',
  'state',
  'keyFirm',
  'registeredHere',
  'expiring',
  'newSince',
  'tag',
  'suiteless',
] as const
export type FilterName = (typeof filterNames)[number]
export type FilterText = Readonly<Partial<Record<FilterName, string | undefined>>>
export type FirmQuery = QueryOf<typeof listFirms>

const many: ReadonlySet<FilterName> = new Set(['sizeClass', 'state'])
const yesOrNo: ReadonlySet<FilterName> = new Set(['keyFirm', 'registeredHere', 'suiteless'])

/** What the address says, as the endpoints ask for it. */
export function queryOf(text: FilterText): FirmQuery {
  const query: Record<string, unknown> = {}
  for (const name of filterNames) {
    const value = text[name]
    if (!value) continue
    query[name] = many.has(name)
      ? value.split(',')
      : yesOrNo.has(name)
        ? value === 'true'
        : name === 'expiring'
          ? Number(value)
          : value
  }
  return query as FirmQuery
}

/** `-since` as the endpoint wants it: a column and a direction. */
export function orderOf(sort: string | undefined): Pick<FirmQuery, 'sort' | 'order'> {
  if (!sort) return {}
  const down = sort.startsWith('-')
  return { sort: (down ? sort.slice(1) : sort) as NonNullable<FirmQuery['sort']>, order: down ? 'desc' : 'asc' }
}
