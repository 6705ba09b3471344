import '../../../ui/input.css'
import './stations.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { Go, useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { hasRole, PlaceFilter, useMe, useNameOf } from '../../matters/desk/public.ts'
import {
  type Figures as FigureValues,
  listStations,
  type StationRow,
  stationFigures,
  stationShows,
} from '../contract.ts'
import { keepers } from '../roles.ts'
import { useOpenWords } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { basicFilter, Lists } from './lists.tsx'
import { words } from './words.ts'

/** `/stations`: what to do next, what there is, the stations. */
export default function StationsPage() {
  const w = useWords(words)
  const me = useMe()
  const [values, set] = useUrlState(['q', 'show', 'placeId'])
  const filter = basicFilter(values)
  const show = stationShows.find((one) => one === values.show)
  const { placeId } = filter
  const figures = useEndpoint(stationFigures, { query: placeId ? { placeId } : {} }, { refetchInterval: 60_000 })
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const list = useEndpoint(listStations, { query: { ...filter, ...(show ? { show } : {}), offset, limit } })
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          hasRole(me, ...keepers) && (
            <Button icon="plus" to="/stations/new">
              {w.add}
            </Button>
          )
        }
      />
      {figures.data && <Next of={figures.data} here={values.placeId} />}
      {figures.data && <FigureRow of={figures.data} here={values.placeId} />}
      <Lists here="stations" />
      <div className="st-filters">
        <FilterBar
          values={values}
          onChange={set}
          filters={[
            { id: 'q', kind: 'text', label: w.search },
            {
              id: 'show',
              kind: 'one',
              label: w.show,
              options: stationShows.map((value) => ({ value, label: w.stationShow[value] })),
            },
          ]}
        />
        <PlaceFilter
          label={w.place}
          placeholder={w.everywhere}
          placeId={values.placeId}
          onChange={(next) => set({ placeId: next })}
        />
      </div>
      <DataTable
        caption={w.lists.stations}
        columns={useColumns()}
        rows={list.data?.rows}
        rowId={(row) => row.id}
        total={list.data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/stations/${row.id}`}
        busy={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        onClearFilters={
          Object.values(values).some(Boolean)
            ? () => set({ q: undefined, show: undefined, placeId: undefined })
            : undefined
        }
        empty={<EmptyState icon="home" title={w.none.stations} />}
      />
    </Page>
  )
}

const hereOf = (placeId: string | undefined) => (placeId ? `&placeId=${placeId}` : '')

/** What waits, the most pressing first; each leads to its list. */
function Next({ of, here }: { of: FigureValues; here: string | undefined }) {
  const w = useWords(words)
  const waits = [
    { n: of.handOverToday, said: w.nextToday, to: 'bookings?show=today' },
    { n: of.late, said: w.nextLate, to: 'bookings?show=late' },
    { n: of.sharersAsked, said: w.nextAsked, to: 'sharers?show=asked' },
    { n: of.wantsWithoutOffer, said: w.nextWants, to: 'wants?show=unmatched' },
    { n: of.thanksNew, said: w.nextThanks, to: 'thanks?show=new' },
  ].filter(({ n }) => n > 0)
  return (
    <Sheet title={w.next}>
      {waits.length === 0 && <p className="ui-muted">{w.nextNothing}</p>}
      {waits.map(({ n, said, to }) => (
        <div key={to} className="st-line">
          <div>{said(n)}</div>
          <Go to={`/stations/${to}${hereOf(here)}`} label={`${w.go} ${said(n)}`}>
            {w.go}
          </Go>
        </div>
      ))}
    </Sheet>
  )
}

function FigureRow({ of, here }: { of: FigureValues; here: string | undefined }) {
  const w = useWords(words)
  const place = hereOf(here)
  const to = {
    stations: `/stations?show=open${place}`,
    resources: `/stations/resources?show=live${place}`,
    sharers: `/stations/sharers?show=live${place}`,
    openWants: `/stations/wants?show=open${place}`,
    bookings30: `/stations/bookings?show=all&from=${of.bookings30From}&to=${of.bookings30To}${place}`,
  }
  return (
    <Figures>
      {(['resources', 'sharers', 'openWants', 'bookings30', 'stations'] as const).map((one) => (
        <Figure key={one} label={w.figures[one]} value={of[one]} unit={w.unit[one]} to={to[one]} />
      ))}
    </Figures>
  )
}

function useColumns(): readonly Column<StationRow>[] {
  const c = useWords(stationBook).column
  const nameOf = useNameOf()
  const openWords = useOpenWords()
  return [
    { id: 'name', title: c.name, main: true, cell: (row) => row.name },
    {
      id: 'open',
      title: c.open,
      cell: ({ open }) => <StatusWord words={openWords(open)} tone={open.open ? 'done' : 'plain'} />,
    },
    { id: 'place', title: c.place, cell: ({ place }) => nameOf(place) },
    { id: 'keeper', title: c.keeper, cell: ({ keeper }) => nameOf(keeper) },
    { id: 'things', title: c.things, align: 'end', cell: ({ resources }) => resources },
  ]
}
