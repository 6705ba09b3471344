import { type ReactNode, useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { ExportButton, useNameOf } from '../../matters/desk/public.ts'
import type { IdeaFilter } from '../contract.ts'
import { exportIdeas, type IdeaRow, listIdeas } from '../contract.ts'
import { ideaStates } from '../idea.ts'
import { ideaBook } from '../idea-words.ts'
import { yuanOf } from '../web/show.ts'
import { IdeaMark } from './marks.tsx'
import { words } from './words.ts'

const names = ['q', 'state', 'sort'] as const

interface TableProps {
  readonly filter: IdeaFilter
  /** What can be done with those that were ticked; without it nothing is ticked. */
  readonly pickedTools?: (ids: readonly IdeaRow['id'][], clear: () => void) => ReactNode
}

/** Ideas, narrowed and paged by the server. */
export function IdeaTable({ filter: given, pickedTools }: TableProps) {
  const w = useWords(words)
  const [values, set] = useUrlState(names)
  const [table, setTable] = useTable()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const filter: IdeaFilter = {
    ...given,
    ...(values.q ? { q: values.q } : {}),
    ...(values.state ? { state: ideaStates.filter((one) => values.state?.split(',').includes(one)) } : {}),
    ...(values.sort === 'endorsed' ? { sort: 'endorsed' } : {}),
  }
  const { offset, limit } = table
  const { data, error, isPlaceholderData, refetch } = useEndpoint(
    listIdeas,
    { query: { ...filter, offset, limit } },
    { live: ['notice'] },
  )
  const clear = () => set(Object.fromEntries(names.map((name) => [name, undefined])))
  return (
    <>
      <Filters values={values} onChange={set} />
      <DataTable
        caption={w.caption}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/ideas/${row.id}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        tools={<ExportButton endpoint={exportIdeas} query={filter} name={w.title} words={w.export} />}
        onClearFilters={names.some((name) => values[name]) ? clear : undefined}
        empty={<EmptyState icon="message" title={w.none} />}
        {...(pickedTools
          ? {
              picked,
              onPick: setPicked,
              pickedTools: pickedTools([...picked] as IdeaRow['id'][], () => setPicked(new Set())),
            }
          : {})}
      />
    </>
  )
}

type Values = Readonly<Partial<Record<(typeof names)[number], string | undefined>>>

function Filters({ values, onChange }: { values: Values; onChange: (next: Values) => void }) {
  const w = useWords(words)
  const book = useWords(ideaBook)
  return (
    <FilterBar
      values={values}
      onChange={onChange}
      filters={[
        { id: 'q', kind: 'text', label: w.search },
        {
          id: 'state',
          kind: 'many',
          label: w.state,
          options: ideaStates.map((value) => ({ value, label: book.ideaState[value] })),
        },
        {
          id: 'sort',
          kind: 'one',
          label: w.sort,
          options: [
            { value: 'newest', label: w.newest },
            { value: 'endorsed', label: w.endorsed },
          ],
        },
      ]}
    />
  )
}

function useColumns(): readonly Column<IdeaRow>[] {
  const w = useWords(words).column
  const format = useFormat()
  const nameOf = useNameOf()
  return [
    { id: 'title', title: w.title, main: true, cell: (row) => row.title },
    { id: 'place', title: w.place, cell: (row) => nameOf(row.place) },
    { id: 'author', title: w.author, cell: (row) => row.author ?? '' },
    { id: 'endorsements', title: w.endorsements, align: 'end', cell: (row) => row.endorsements },
    { id: 'cost', title: w.cost, align: 'end', cell: (row) => (row.costFen === null ? '' : yuanOf(row.costFen)) },
    { id: 'at', title: w.at, keep: true, cell: (row) => format.shortDay(row.submittedAt) },
    { id: 'state', title: w.state, cell: (row) => <IdeaMark state={row.state} /> },
  ]
}
