import type { QueryOf } from '../../../../kernel/contract/endpoint.ts'
import type { listMatters } from '../../contract.ts'

/** The filters of a list of matters as the address keeps them: several values are parted by commas. */
export const filterNames = [
  'q',
  'state',
  'open',
  'mine',
  'escalatedToMe',
  'rallied',
  'kind',
  'category',
  'priority',
  'channel',
  'placeId',
  'directly',
  'gridId',
  'gridless',
  'area',
  'holderPostId',
  'lamp',
  'selfFound',
  'reopened',
  'returned',
  'extended',
  'excluded',
  'supervised',
  'satisfaction',
  'outcome',
  'reportedFrom',
  'reportedTo',
  'closedFrom',
  'closedTo',
  'importId',
  'subjectKind',
  'subjectId',
  'figure',
  'part',
] as const
export type FilterName = (typeof filterNames)[number]

export type FilterText = Readonly<Partial<Record<FilterName, string | undefined>>>
export type MatterQuery = QueryOf<typeof listMatters>

const many: ReadonlySet<FilterName> = new Set(['state', 'kind', 'channel'])
const yesOrNo: ReadonlySet<FilterName> = new Set([
  'open',
  'mine',
  'escalatedToMe',
  'rallied',
  'directly',
  'gridless',
  'selfFound',
  'reopened',
  'returned',
  'extended',
  'excluded',
  'supervised',
])

/** What the address says, as the endpoints ask for it. A value that does not exist is refused by the server, in words. */
export function queryOf(text: FilterText): MatterQuery {
  const query: Record<string, unknown> = {}
  for (const name of filterNames) {
    const value = text[name]
    if (value === undefined || value === '') continue
    query[name] = many.has(name) ? value.split(',') : yesOrNo.has(name) ? value === 'true' : value
  }
  return query as MatterQuery
}

/** `-due` as the endpoint wants it: a column and a direction. */
export function orderOf(sort: string | undefined): Pick<MatterQuery, 'sort' | 'order'> {
  if (!sort) return {}
  const down = sort.startsWith('-')
  return { sort: (down ? sort.slice(1) : sort) as NonNullable<MatterQuery['sort']>, order: down ? 'desc' : 'asc' }
}

/** The address of the list of all matters with these filters. */
export function listAddress(text: FilterText & { readonly sort?: string }): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(text)) if (value) search.set(name, value)
  const query = search.toString()
  return query ? `/matters?${query}` : '/matters'
}
