import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { listSeekers, type SeekerRow, wishHours } from '../contract.ts'
import { useShow, yuan } from '../web/show.ts'
import { words } from './words.ts'

const names = ['q', 'hours', 'placeId'] as const

/** Residents of one's own area who agreed to be suggested; masked. */
export function SeekerList() {
  const w = useWords(words)
  const { names: n } = useShow()
  const [values, set] = useUrlState(names)
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const hours = wishHours.find((one) => one === values.hours)
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listSeekers, {
    query: {
      ...(values.q ? { q: values.q } : {}),
      ...(hours ? { hours } : {}),
      ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
      offset,
      limit,
    },
  })
  const clear = () => set(Object.fromEntries(names.map((name) => [name, undefined])))
  return (
    <>
      <FilterBar
        values={values}
        onChange={set}
        filters={[
          { id: 'q', kind: 'text', label: w.filter.seekerQ },
          {
            id: 'hours',
            kind: 'one',
            label: w.filter.hours,
            options: wishHours.map((value) => ({ value, label: n.wishHours[value] })),
          },
        ]}
      />
      <DataTable
        caption={w.caption.seekers}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/jobs/seekers/${row.id}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        onClearFilters={names.some((name) => values[name]) ? clear : undefined}
        empty={
          <EmptyState icon="person" title={w.empty.seekers}>
            {w.empty.seekersText}
          </EmptyState>
        }
      />
    </>
  )
}

function useColumns(): readonly Column<SeekerRow>[] {
  const w = useWords(words)
  const lang = useLang()
  const { names, nameOf } = useShow()
  const c = w.column
  return [
    { id: 'name', title: c.name, main: true, cell: (row) => row.name },
    { id: 'phone', title: c.phone, cell: (row) => row.phone, keep: true },
    { id: 'kinds', title: c.kinds, cell: (row) => listed(lang, row.kinds) },
    { id: 'skills', title: c.skills, cell: (row) => listed(lang, row.skills) },
    {
      id: 'wish',
      title: c.wish,
      cell: (row) =>
        [
          names.wishHours[row.hours],
          row.payFen !== null && row.payUnit !== null && `${yuan(row.payFen)} ${names.payUnit[row.payUnit]}`,
        ]
          .filter(Boolean)
          .join(' · '),
    },
    { id: 'home', title: c.home, cell: (row) => nameOf(row.place) },
    { id: 'consent', title: c.consent, cell: (row) => row.consentUntil, keep: true },
  ]
}
