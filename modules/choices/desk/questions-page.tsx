import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { today } from '../../../kernel/web/today.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { hasRole, useMe, useNameOf } from '../../matters/desk/public.ts'
import { listQuestions, type QuestionRow } from '../contract.ts'
import { states } from '../question.ts'
import { keepers } from '../roles.ts'
import { toneOf, useCounted } from '../web/show.ts'
import { words } from './words.ts'

/** `/questions`: what owners of my places are asked. */
export default function QuestionsPage() {
  const w = useWords(words)
  const me = useMe()
  const { w: n } = useCounted()
  const [values, set] = useUrlState(['state'])
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const state = states.filter((one) => values.state?.split(',').includes(one))
  const query = { ...(state.length > 0 ? { state } : {}), offset, limit }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listQuestions, { query })
  const keeps = hasRole(me, ...keepers)
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          <>
            {keeps && (
              <Button look="main" icon="plus" to="/questions/new">
                {w.ask}
              </Button>
            )}
            <Button icon="people" to="/owners">
              {w.owners}
            </Button>
          </>
        }
      />
      <FilterBar
        values={values}
        onChange={set}
        filters={[
          {
            id: 'state',
            kind: 'many',
            label: w.column.state,
            options: states.map((value) => ({ value, label: n.state[value] })),
          },
        ]}
      />
      <DataTable
        caption={w.title}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/questions/${row.id}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        onClearFilters={state.length > 0 ? () => set({ state: undefined }) : undefined}
        empty={
          <EmptyState icon="people" title={w.none}>
            {w.noneText}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): readonly Column<QuestionRow>[] {
  const w = useWords(words)
  const nameOf = useNameOf()
  const when = useWhen()
  const { w: n, number } = useCounted()
  const c = w.column
  const placeName = ({ place, compound }: QuestionRow) =>
    place.id === compound.id ? nameOf(place) : `${nameOf(compound)} ${nameOf(place)}`
  return [
    { id: 'title', title: c.title, main: true, cell: (row) => row.title },
    { id: 'place', title: c.place, cell: placeName },
    { id: 'state', title: c.state, cell: (row) => <StatusWord words={n.state[row.state]} tone={toneOf[row.state]} /> },
    { id: 'until', title: c.until, cell: when },
    {
      id: 'voted',
      title: c.voted,
      align: 'end',
      keep: true,
      cell: (row) => w.of(number(row.participated.heads), number(row.total.heads)),
    },
    {
      id: 'result',
      title: c.result,
      cell: (row) => (row.passed === null ? '—' : row.passed ? w.passed : w.failed),
    },
  ]
}

/** The date that matters in a state. */
export function useWhen() {
  const { w } = useCounted()
  const format = useFormat()
  return ({
    state,
    opensOn,
    closesOn,
    objectionsUntil,
  }: Pick<QuestionRow, 'state' | 'opensOn' | 'closesOn' | 'objectionsUntil'>) => {
    if (state === 'announced' && opensOn) return w.opens(format.date(opensOn))
    if (state === 'open' && closesOn) return w.closes(format.date(closesOn))
    if (state === 'published' && objectionsUntil && objectionsUntil >= today())
      return w.objections(format.date(objectionsUntil))
    return (state === 'closed' || state === 'published') && closesOn ? w.closed(format.date(closesOn)) : ''
  }
}
