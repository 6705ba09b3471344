import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useNameOf } from '../../matters/desk/public.ts'
import { listRounds, type RoundRow } from '../contract.ts'
import { safetyBook } from '../web/words.ts'
import { markTone, noonOf } from './show.ts'
import { words } from './words.ts'

type Query = NonNullable<Parameters<typeof useEndpoint<typeof listRounds>>[1]>['query']

/** Rounds, those that are on first; a row leads to its route. */
export function RoundsTable({ query }: { query: Query }) {
  const w = useWords(words)
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const list = useEndpoint(listRounds, { query: { ...query, offset, limit } })
  return (
    <DataTable
      caption={w.rounds}
      columns={useColumns()}
      rows={list.data?.rows}
      rowId={(row) => row.id}
      total={list.data?.total}
      state={table}
      onState={setTable}
      to={(row) => `/safety/routes/${row.route.id}`}
      busy={list.isPlaceholderData}
      error={list.error}
      onRetry={() => void list.refetch()}
      empty={<EmptyState icon="list" title={w.noRounds} />}
    />
  )
}

function useColumns(): readonly Column<RoundRow>[] {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const nameOf = useNameOf()
  const format = useFormat()
  return [
    { id: 'route', title: w.route, main: true, cell: ({ route }) => route.name },
    { id: 'from', title: w.dates, cell: ({ fromOn, rhythm }) => `${format.day(noonOf(fromOn))} · ${b.rhythm[rhythm]}` },
    { id: 'holder', title: w.holder, cell: ({ holder }) => nameOf(holder) },
    { id: 'due', title: w.due, cell: ({ dueAt }) => format.moment(dueAt) },
    { id: 'done', title: w.done, cell: ({ doneAt }) => (doneAt ? format.moment(doneAt) : '—') },
    {
      id: 'points',
      title: w.points,
      cell: ({ points, checked, skipped }) =>
        [w.progress(checked + skipped, points), skipped > 0 && w.skipped(skipped)].filter(Boolean).join(' · '),
    },
    { id: 'found', title: w.found, cell: ({ found }) => (found > 0 ? format.number(found) : '—') },
    {
      id: 'mark',
      title: w.mark,
      keep: true,
      cell: ({ mark }) => <StatusWord words={b.mark[mark]} tone={markTone[mark]} />,
    },
  ]
}
