import '../../../ui/input.css'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { DialogButton } from '../../../ui/dialog-buttons.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useNavigation, useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { hasRole, useMe, useNameOf } from '../../matters/desk/public.ts'
import { addWant, listWants, stationFigures, type WantRow, wantShows } from '../contract.ts'
import { kindCodes, kinds } from '../kinds.ts'
import { keepers } from '../roles.ts'
import { noonOf, wantTone } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { basicFilter, daysFilter, daysText, ListPage, withDays } from './lists.tsx'
import { WantForm } from './want-form.tsx'
import { words } from './words.ts'

/** `/stations/wants`: what neighbours want. */
export default function WantsPage() {
  const w = useWords(words)
  const say = useSay()
  const me = useMe()
  const { go } = useNavigation()
  const [values, set] = useUrlState(['q', 'kind', 'show', 'placeId', 'from', 'to'])
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const kind = kindCodes.filter((one) => values.kind?.split(',').includes(one))
  const show = wantShows.find((one) => one === values.show)
  const filter = {
    ...{ ...basicFilter(values), ...daysFilter(values) },
    ...(kind.length > 0 ? { kind } : {}),
    ...(show ? { show } : {}),
  }
  const list = useEndpoint(listWants, { query: { ...filter, offset, limit } })
  const add = useCommand(addWant, {
    changes: [listWants, stationFigures],
    onDone: ({ id }) => go(`/shares/${id}/want`),
  })
  return (
    <ListPage
      list="wants"
      values={{ ...values, days: daysText(values) }}
      set={(patch) => set(withDays(patch))}
      actions={
        hasRole(me, ...keepers) && (
          <DialogButton label={w.addWant} icon="plus" wide>
            {() => <WantForm busy={add.isPending} error={add.error} onSave={(body) => add.mutate({ body })} />}
          </DialogButton>
        )
      }
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
          options: wantShows.map((value) => ({ value, label: w.wantShow[value] })),
        },
        { id: 'days', kind: 'days', label: w.days },
      ]}
    >
      <DataTable
        caption={w.lists.wants}
        columns={useWantColumns()}
        rows={list.data?.rows}
        rowId={(row) => row.id}
        total={list.data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/shares/${row.id}/want`}
        busy={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        onClearFilters={
          Object.keys(filter).length > 0
            ? () =>
                set({
                  ...{ q: undefined, kind: undefined, show: undefined, placeId: undefined },
                  ...{ from: undefined, to: undefined },
                })
            : undefined
        }
        empty={<EmptyState icon="message" title={w.none.wants} />}
      />
    </ListPage>
  )
}

function useWantColumns(): readonly Column<WantRow>[] {
  const b = useWords(stationBook)
  const say = useSay()
  const nameOf = useNameOf()
  const format = useFormat()
  const c = b.column
  return [
    { id: 'name', title: c.name, main: true, cell: (row) => row.name },
    { id: 'kind', title: c.kind, cell: ({ kind }) => say(kinds[kind].name) },
    { id: 'place', title: c.place, cell: ({ place }) => nameOf(place) },
    { id: 'when', title: c.when, keep: true, cell: ({ fromAt }) => (fromAt ? format.moment(fromAt) : '—') },
    { id: 'until', title: c.until, keep: true, cell: ({ untilOn }) => format.shortDay(noonOf(untilOn)) },
    { id: 'offers', title: c.offers, align: 'end', cell: ({ offers }) => offers },
    {
      id: 'state',
      title: c.state,
      cell: ({ state }) => <StatusWord words={b.wantState[state]} tone={wantTone[state]} />,
    },
  ]
}
