import '../../../ui/input.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { ExportButton, useNameOf } from '../../matters/desk/public.ts'
import { exportResources, listResources, type ResourceRow, resourceShows } from '../contract.ts'
import { kindCodes, kinds } from '../kinds.ts'
import { resourceTone, useOpenWords } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { basicFilter, ListPage } from './lists.tsx'
import { words } from './words.ts'

/** `/stations/resources`: all that is shared. */
export default function ResourcesPage() {
  const w = useWords(words)
  const say = useSay()
  const [values, set] = useUrlState(['q', 'kind', 'show', 'placeId'])
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const kind = kindCodes.filter((one) => values.kind?.split(',').includes(one))
  const show = resourceShows.find((one) => one === values.show)
  const filter = { ...basicFilter(values), ...(kind.length > 0 ? { kind } : {}), ...(show ? { show } : {}) }
  const list = useEndpoint(listResources, { query: { ...filter, offset, limit } })
  return (
    <ListPage
      list="resources"
      values={values}
      set={set}
      filters={[
        { id: 'q', kind: 'text', label: w.search },
        {
          id: 'kind',
          kind: 'many',
          label: w.kind,
          options: kindCodes.map((value) => ({ value, label: say(kinds[value].name) })),
        },
        {
          id: 'show',
          kind: 'one',
          label: w.show,
          options: resourceShows.map((value) => ({ value, label: w.resourceShow[value] })),
        },
      ]}
    >
      <DataTable
        caption={w.lists.resources}
        columns={useResourceColumns()}
        rows={list.data?.rows}
        rowId={(row) => row.id}
        total={list.data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/shares/${row.id}`}
        busy={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        onClearFilters={
          Object.keys(filter).length > 0
            ? () => set({ q: undefined, kind: undefined, show: undefined, placeId: undefined })
            : undefined
        }
        tools={<ExportButton endpoint={exportResources} query={filter} name={w.exportName} words={w.export} />}
        empty={<EmptyState icon="tools" title={w.none.resources} />}
      />
    </ListPage>
  )
}

function useResourceColumns(): readonly Column<ResourceRow>[] {
  const b = useWords(stationBook)
  const say = useSay()
  const nameOf = useNameOf()
  const openWords = useOpenWords()
  const c = b.column
  return [
    { id: 'name', title: c.name, main: true, cell: (row) => row.name },
    { id: 'kind', title: c.kind, cell: ({ kind }) => say(kinds[kind].name) },
    { id: 'sharer', title: c.sharer, cell: ({ sharer }) => sharer.name },
    { id: 'place', title: c.place, cell: ({ place }) => nameOf(place) },
    { id: 'station', title: c.station, cell: ({ station }) => station?.name ?? '—' },
    { id: 'capacity', title: c.capacity, align: 'end', cell: ({ capacity }) => capacity },
    {
      id: 'state',
      title: c.state,
      cell: ({ state, resting, open }) => {
        const shown = resting && state === 'live' ? 'paused' : state
        return (
          <StatusWord words={shown === 'live' ? openWords(open) : b.resourceState[shown]} tone={resourceTone[shown]} />
        )
      },
    },
  ]
}
