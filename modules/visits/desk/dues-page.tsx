import './visits-desk.css'
import type { QueryOf } from '../../../kernel/contract/endpoint.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { type Filter, FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { useFormat } from '../../../ui/format.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { ExportButton } from '../../matters/desk/public.ts'
import { type DueRow, exportDues, listDues, listRules } from '../contract.ts'
import { dueStates } from '../coverage.ts'
import { useNames } from '../web/names.ts'
import { visitWords } from '../web/words.ts'
import { words } from './coverage/words.ts'
import { DueLamp, PlaceLine } from './parts.tsx'

const shown = ['q', 'state', 'rule', 'overdue', 'mine'] as const
const counted = [
  'quarter',
  'dueFrom',
  'dueTo',
  'subjectKind',
  'part',
  'placeId',
  'gridId',
  'directly',
  'postId',
] as const

/** `/visits/dues`: every due that one may see; a number of the coverage leads here with its filter. */
export default function DuesPage() {
  const w = useWords(words)
  const filters = useFilters()
  const columns = useColumns()
  const format = useFormat()
  const [values, setValues] = useUrlState([...shown, ...counted])
  const [table, setTable] = useTable({})
  const query = queryOf(values)
  const list = useEndpoint(listDues, { query: { ...query, offset: table.offset, limit: table.limit } })
  const part = { numerator: w.done, denominator: w.due, excluded: w.excluded }[values.part ?? '']
  const { quarter, dueFrom, dueTo } = values
  const period = quarter ?? (dueFrom && dueTo ? `${format.date(dueFrom)} – ${format.date(dueTo)}` : undefined)
  const title = period ? w.list.counted(part ?? w.list.title, period) : w.list.title
  return (
    <Page title={w.list.title}>
      <PageHeader
        title={title}
        above={[
          { words: w.week, to: '/visits' },
          { words: w.title, to: '/visits/coverage' },
        ]}
        lead={list.data && w.list.lead(list.data.total)}
      />
      <FilterBar filters={filters} values={values} onChange={setValues} />
      <Sheet flush>
        <DataTable
          caption={w.list.title}
          columns={columns}
          rows={list.data?.rows}
          total={list.data?.total}
          rowId={(row) => row.id}
          state={table}
          onState={setTable}
          busy={list.isPlaceholderData}
          error={list.error}
          onRetry={() => void list.refetch()}
          to={(row) => `/visits/${row.id}`}
          tools={<ExportButton endpoint={exportDues} query={query} name={w.list.ledger} words={w.list.export} />}
        />
      </Sheet>
    </Page>
  )
}

type Values = Readonly<Partial<Record<(typeof shown)[number] | (typeof counted)[number], string | undefined>>>

function queryOf(values: Values): QueryOf<typeof listDues> {
  const { state, overdue, mine, directly, ...rest } = values
  const plain = Object.fromEntries(Object.entries(rest).filter(([, value]) => value)) as QueryOf<typeof listDues>
  return {
    ...plain,
    ...(state ? { state: state.split(',') as NonNullable<QueryOf<typeof listDues>['state']> } : {}),
    ...(overdue === 'true' ? { overdue: true } : {}),
    ...(mine === 'true' ? { mine: true } : {}),
    ...(directly === 'true' ? { directly: true } : {}),
  }
}

function useFilters(): Filter<(typeof shown)[number]>[] {
  const w = useWords(words)
  const v = useWords(visitWords)
  const say = useSay()
  const rules = useEndpoint(listRules, {}, { staleTime: 600_000 })
  const names = (rules.data?.rules ?? []).flatMap(({ code, versions }) =>
    versions[0] ? [{ value: code, label: say(versions[0].spec.name) }] : [],
  )
  return [
    { id: 'q', kind: 'text', label: w.list.search },
    {
      id: 'state',
      kind: 'many',
      label: w.list.state,
      options: dueStates.map((value) => ({ value, label: v.state[value] })),
    },
    { id: 'rule', kind: 'one', label: w.list.rule, options: names },
    { id: 'overdue', kind: 'one', label: w.list.overdue, options: [{ value: 'true', label: w.list.yes }] },
    { id: 'mine', kind: 'one', label: w.list.mine, options: [{ value: 'true', label: w.list.onlyMine }] },
  ]
}

function useColumns(): Column<DueRow>[] {
  const w = useWords(words)
  const v = useWords(visitWords)
  const say = useSay()
  const format = useFormat()
  const nameOf = useNames()
  return [
    { id: 'subject', title: w.list.subject, cell: (due) => due.subject.name, main: true },
    { id: 'place', title: w.list.place, cell: (due) => <PlaceLine due={due} /> },
    { id: 'rule', title: w.list.ruleName, cell: (due) => say(due.rule.name) },
    { id: 'deadline', title: w.list.deadline, cell: (due) => format.shortDay(due.deadlineAt), keep: true },
    { id: 'holder', title: w.list.holder, cell: (due) => nameOf(due.holder) },
    { id: 'standing', title: w.list.standing, cell: (due) => <DueLamp due={due} /> },
    {
      id: 'why',
      title: w.list.why,
      cell: (due) =>
        [due.dropReason && v.drop[due.dropReason], due.endedWhy && say(due.endedWhy)].filter(Boolean).join(' · '),
    },
  ]
}
