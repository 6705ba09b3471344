import '../../../ui/input.css'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { DialogButton } from '../../../ui/dialog-buttons.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useNavigation, useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { hasRole, useMe, useNameOf } from '../../matters/desk/public.ts'
import { addSharer, listSharers, type SharerRow, sharerShows, stationFigures } from '../contract.ts'
import { sharerKinds } from '../kinds.ts'
import { keepers } from '../roles.ts'
import { sharerTone } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { basicFilter, keepsFilter, ListPage, useKeepsFilter } from './lists.tsx'
import { SharerForm } from './sharer-form.tsx'
import { words } from './words.ts'

/** `/stations/sharers`: who shares, and who asks to. */
export default function SharersPage() {
  const w = useWords(words)
  const b = useWords(stationBook)
  const me = useMe()
  const { go } = useNavigation()
  const [values, set] = useUrlState(['q', 'kind', 'show', 'keeps', 'placeId'])
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const kind = sharerKinds.filter((one) => values.kind?.split(',').includes(one))
  const show = sharerShows.find((one) => one === values.show)
  const filter = {
    ...{ ...basicFilter(values), ...keepsFilter(values) },
    ...{ ...(kind.length > 0 ? { kind } : {}), ...(show ? { show } : {}) },
  }
  const list = useEndpoint(listSharers, { query: { ...filter, offset, limit } })
  const add = useCommand(addSharer, {
    changes: [listSharers, stationFigures],
    onDone: ({ id }) => go(`/stations/sharers/${id}`),
  })
  return (
    <ListPage
      list="sharers"
      values={values}
      set={set}
      actions={
        hasRole(me, ...keepers) && (
          <DialogButton label={w.addSharer} icon="plus" wide>
            {() => <SharerForm busy={add.isPending} error={add.error} onSave={(body) => add.mutate({ body })} />}
          </DialogButton>
        )
      }
      filters={[
        { id: 'q', kind: 'text', label: w.search },
        {
          id: 'kind',
          kind: 'many',
          label: w.kind,
          options: sharerKinds.map((value) => ({ value, label: b.sharerKind[value] })),
        },
        {
          id: 'show',
          kind: 'one',
          label: w.show,
          options: sharerShows.map((value) => ({ value, label: w.sharerShow[value] })),
        },
        useKeepsFilter(),
      ]}
    >
      <DataTable
        caption={w.lists.sharers}
        columns={useSharerColumns()}
        rows={list.data?.rows}
        rowId={(row) => row.id}
        total={list.data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/stations/sharers/${row.id}`}
        busy={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        onClearFilters={
          Object.keys(filter).length > 0
            ? () => set({ q: undefined, kind: undefined, show: undefined, keeps: undefined, placeId: undefined })
            : undefined
        }
        empty={<EmptyState icon="people" title={w.none.sharers} />}
      />
    </ListPage>
  )
}

function useSharerColumns(): readonly Column<SharerRow>[] {
  const b = useWords(stationBook)
  const nameOf = useNameOf()
  const c = b.column
  return [
    { id: 'name', title: c.name, main: true, cell: (row) => row.name },
    { id: 'kind', title: c.sharerKind, cell: ({ kind }) => b.sharerKind[kind] },
    { id: 'place', title: c.place, cell: ({ place }) => nameOf(place) },
    { id: 'station', title: c.station, cell: ({ station }) => station?.name ?? '—' },
    { id: 'things', title: c.things, align: 'end', cell: ({ resources }) => resources },
    {
      id: 'state',
      title: c.state,
      cell: ({ state }) => <StatusWord words={b.sharerState[state]} tone={sharerTone[state]} />,
    },
  ]
}
