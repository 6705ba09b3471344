import '../../../ui/input.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { type BookingRow, bookingShows, listBookings } from '../contract.ts'
import { bookingTone, useWhen } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { basicFilter, daysFilter, daysText, ListPage, withDays } from './lists.tsx'
import { words } from './words.ts'

/** `/stations/bookings`: what is to be handed over, and what was. */
export default function BookingsPage() {
  const w = useWords(words)
  const [values, set] = useUrlState(['q', 'show', 'placeId', 'from', 'to'])
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const show = bookingShows.find((one) => one === values.show)
  const filter = { ...basicFilter(values), ...daysFilter(values), ...(show ? { show } : {}) }
  const list = useEndpoint(listBookings, { query: { ...filter, offset, limit } })
  return (
    <ListPage
      list="bookings"
      values={{ ...values, days: daysText(values) }}
      set={(patch) => set(withDays(patch))}
      filters={[
        { id: 'q', kind: 'text', label: w.search },
        {
          id: 'show',
          kind: 'one',
          label: w.show,
          options: bookingShows.map((value) => ({ value, label: w.bookingShow[value] })),
        },
        { id: 'days', kind: 'days', label: w.days },
      ]}
    >
      <DataTable
        caption={w.lists.bookings}
        columns={useBookingColumns()}
        rows={list.data?.rows}
        rowId={(row) => row.id}
        total={list.data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/shares/${row.resource.id}?booking=${row.id}&from=${row.fromAt}`}
        busy={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        onClearFilters={
          Object.keys(filter).length > 0
            ? () => set({ q: undefined, show: undefined, placeId: undefined, from: undefined, to: undefined })
            : undefined
        }
        empty={<EmptyState icon="calendar" title={w.none.bookings} />}
      />
    </ListPage>
  )
}

function useBookingColumns(): readonly Column<BookingRow>[] {
  const b = useWords(stationBook)
  const when = useWhen()
  const c = b.column
  return [
    { id: 'name', title: c.name, main: true, cell: (row) => row.resource.name },
    { id: 'sharer', title: c.sharer, cell: ({ sharer }) => sharer.name },
    { id: 'when', title: c.when, cell: (row) => when(row) },
    { id: 'who', title: c.who, cell: ({ who }) => who ?? '—' },
    {
      id: 'state',
      title: c.state,
      cell: ({ state, late }) => (
        <StatusWord words={late ? b.late : b.bookingState[state]} tone={late ? 'stopped' : bookingTone[state]} />
      ),
    },
  ]
}
