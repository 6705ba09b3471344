import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import type { FirmId } from '../../enterprises/contract.ts'
import { ExportButton } from '../../matters/desk/public.ts'
import { exportOpenings, listOpenings, type OpeningFilter, type OpeningRow } from '../contract.ts'
import { hoursKinds, openingStates } from '../opening.ts'
import { toneOf, useShow } from '../web/show.ts'
import { recentMonths } from './recent-months.ts'
import { words } from './words.ts'

const names = ['q', 'state', 'hours', 'month', 'placeId', 'firmId'] as const

/** What firms look for, narrowed and paged by the server. */
export function OpeningList() {
  const w = useWords(words)
  const { names: n } = useShow()
  const [values, set] = useUrlState(names)
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const filter: OpeningFilter = {
    ...(values.q ? { q: values.q } : {}),
    ...(values.state ? { state: openingStates.filter((one) => values.state?.split(',').includes(one)) } : {}),
    ...(values.hours ? { hours: values.hours === 'part' ? 'part' : 'full' } : {}),
    ...(values.month ? { month: values.month } : {}),
    ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
    ...(values.firmId ? { firmId: values.firmId as FirmId } : {}),
  }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listOpenings, { query: { ...filter, offset, limit } })
  const clear = () => set(Object.fromEntries(names.map((name) => [name, undefined])))
  return (
    <>
      <FilterBar
        values={values}
        onChange={set}
        filters={[
          { id: 'q', kind: 'text', label: w.filter.q },
          {
            id: 'state',
            kind: 'many',
            label: w.filter.state,
            options: openingStates.map((value) => ({ value, label: n.openingState[value] })),
          },
          {
            id: 'hours',
            kind: 'one',
            label: w.filter.hours,
            options: hoursKinds.map((value) => ({ value, label: n.hours[value] })),
          },
          { id: 'month', kind: 'one', label: w.filter.month, options: recentMonths() },
        ]}
      />
      <DataTable
        caption={w.caption.openings}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/jobs/openings/${row.id}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        tools={<ExportButton endpoint={exportOpenings} query={filter} name={w.tab.openings} words={w.export} />}
        onClearFilters={names.some((name) => values[name]) ? clear : undefined}
        empty={
          <EmptyState icon="people" title={w.empty.openings}>
            {w.empty.openingsText}
          </EmptyState>
        }
      />
    </>
  )
}

function useColumns(): readonly Column<OpeningRow>[] {
  const w = useWords(words)
  const { names, nameOf, payOf, placeOf, asksOf } = useShow()
  const c = w.column
  return [
    { id: 'title', title: c.title, main: true, cell: (row) => row.title },
    { id: 'firm', title: c.firm, cell: (row) => nameOf(row.firm) },
    { id: 'pay', title: c.pay, cell: payOf },
    { id: 'asks', title: c.asks, cell: (row) => asksOf(row).join(' · ') },
    { id: 'place', title: c.place, cell: placeOf },
    { id: 'hired', title: c.hired, cell: (row) => w.of(row.hired, row.headcount), keep: true },
    { id: 'until', title: c.until, cell: (row) => row.untilOn, keep: true },
    {
      id: 'state',
      title: c.state,
      cell: (row) => <StatusWord words={names.openingState[row.state]} tone={toneOf[row.state]} />,
    },
  ]
}
