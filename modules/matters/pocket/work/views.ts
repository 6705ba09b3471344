import type { QueryOf, ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import type { listMatters, myWork } from '../../contract.ts'

type Query = QueryOf<typeof listMatters>
type Counts = ResponseOf<typeof myWork>['counts']

/** A worklist: what it asks for, and which count of my work stands on its tab. */
interface WorkView {
  readonly query: Query
  readonly count?: keyof Counts
  /** Its tab is hidden while there is nothing. */
  readonly quiet?: boolean
}

export const views = {
  all: { query: { mine: true, sort: 'due' }, count: 'mine' },
  overdue: { query: { mine: true, lamp: 'red', sort: 'due' }, count: 'overdue', quiet: true },
  contact: { query: { mine: true, state: ['assigned'], sort: 'due' }, count: 'toContact' },
  today: { query: { mine: true, sort: 'due' }, count: 'dueToday', quiet: true },
  rallied: { query: { rallied: true, sort: 'due' }, count: 'rallied', quiet: true },
  review: { query: { mine: true, state: ['returned'], sort: 'due' }, count: 'toReview', quiet: true },
  follow: { query: { mine: true, state: ['resolved'], sort: 'due' }, count: 'toFollowUp', quiet: true },
  escalated: { query: { escalatedToMe: true, sort: 'due' }, count: 'escalatedToMe', quiet: true },
  suspended: { query: { mine: true, state: ['suspended'], sort: 'due' }, count: 'suspended' },
  returned: { query: { open: true, returned: true, sort: 'due' } },
  area: { query: { open: true, sort: 'due' } },
} as const satisfies Record<string, WorkView>

export type ViewName = keyof typeof views
export const viewNames = Object.keys(views) as ViewName[]

export const viewOf = (name: ViewName): WorkView => views[name]

export const viewNamed = (name: string | undefined): ViewName => viewNames.find((one) => one === name) ?? 'all'
