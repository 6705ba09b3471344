import './stations.css'
import type { ReactNode } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Filter, FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { PlaceFilter } from '../../matters/desk/public.ts'
import { words } from './words.ts'

export type ListName = 'stations' | 'resources' | 'wants' | 'bookings' | 'sharers' | 'thanks'
const names: readonly ListName[] = ['stations', 'resources', 'wants', 'bookings', 'sharers', 'thanks']

const addressOf = (list: ListName) => (list === 'stations' ? '/stations' : `/stations/${list}`)

/** The way to the lists of this practice. */
export function Lists({ here }: { here: ListName }) {
  const w = useWords(words)
  return (
    <nav className="st-lists" aria-label={w.title}>
      {names.map((list) => (
        <Button key={list} look={list === here ? 'plain' : 'quiet'} to={addressOf(list)}>
          {w.lists[list]}
        </Button>
      ))}
    </nav>
  )
}

export type Values = Readonly<
  Partial<Record<'q' | 'kind' | 'show' | 'keeps' | 'placeId' | 'days' | 'from' | 'to', string | undefined>>
>

type FilterName = 'q' | 'kind' | 'show' | 'keeps' | 'days'
type Patch = Partial<Record<FilterName | 'placeId', string | undefined>>

interface ListPageProps {
  readonly list: ListName
  readonly actions?: ReactNode
  readonly values: Values
  readonly set: (patch: Patch) => void
  readonly filters: readonly Filter<FilterName>[]
  readonly children: ReactNode
}

/** A page with one list: the way to the others, what it is narrowed by, and the table. */
export function ListPage({ list, actions, values, set, filters, children }: ListPageProps) {
  const w = useWords(words)
  return (
    <Page title={w.lists[list]}>
      <PageHeader title={w.lists[list]} above={[{ words: w.title, to: '/stations' }]} actions={actions} />
      <Lists here={list} />
      <div className="st-filters">
        <FilterBar values={values} onChange={set} filters={filters} />
        <PlaceFilter
          label={w.place}
          placeholder={w.everywhere}
          placeId={values.placeId}
          onChange={(placeId) => set({ placeId })}
        />
      </div>
      {children}
    </Page>
  )
}

/** What of the address every list understands. */
export const basicFilter = ({ q, placeId }: Values) => ({
  ...(q ? { q } : {}),
  ...(placeId ? { placeId: placeId as PlaceId } : {}),
})

/** Only what the reader keeps, where the address says so. */
export const keepsFilter = ({ keeps }: Values) => (keeps === 'true' ? { keeps: true } : {})

/** The choice of only what one keeps oneself. */
export function useKeepsFilter(): Filter<'keeps'> {
  const w = useWords(words)
  return { id: 'keeps', kind: 'one', label: w.keeps, options: [{ value: 'true', label: w.keepsOnly }], more: true }
}

/** The days of the address. */
export const daysFilter = ({ from, to }: Values) => ({ ...(from ? { from } : {}), ...(to ? { to } : {}) })

/** The days of the address as the filter shows them: `2026-11-01..2026-11-30`. */
export const daysText = ({ from, to }: Values): string | undefined =>
  from || to ? `${from ?? ''}..${to ?? ''}` : undefined

/** A change of the filter with its days as the address keeps them. */
export function withDays(patch: Patch) {
  const { days, ...rest } = patch
  if (!('days' in patch)) return rest
  const [from, to] = (days ?? '').split('..')
  return { ...rest, from: from || undefined, to: to || undefined }
}
