import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { type Column, DataTable } from '../../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../../ui/desk/page.tsx'
import { useTable } from '../../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { useUrlState } from '../../../../ui/navigation.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { hasRole, useMe, useNameOf } from '../../../matters/desk/public.ts'
import { keepers } from '../../roles.ts'
import { states } from '../budget.ts'
import { type BudgetRow, listBudgets } from '../contract.ts'
import { toneOf, useBudget } from '../web/show.ts'
import { words } from './words.ts'

/** `/votes`: votes on budgets of my places. */
export default function VotesPage() {
  const w = useWords(words)
  const me = useMe()
  const { w: n } = useBudget()
  const [values, set] = useUrlState(['state'])
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const state = states.filter((one) => values.state?.split(',').includes(one))
  const query = { ...(state.length > 0 ? { state } : {}), offset, limit }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listBudgets, { query })
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          hasRole(me, ...keepers) && (
            <Button look="main" icon="plus" to="/votes/new">
              {w.plan}
            </Button>
          )
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
        to={(row) => `/votes/${row.id}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        onClearFilters={state.length > 0 ? () => set({ state: undefined }) : undefined}
        empty={
          <EmptyState icon="list" title={w.none}>
            {w.noneText}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): readonly Column<BudgetRow>[] {
  const c = useWords(words).column
  const nameOf = useNameOf()
  const { w: n, number, yuan, when } = useBudget()
  return [
    { id: 'title', title: c.title, main: true, cell: (row) => row.title },
    { id: 'place', title: c.place, cell: (row) => nameOf(row.place) },
    { id: 'state', title: c.state, cell: (row) => <StatusWord words={n.state[row.state]} tone={toneOf[row.state]} /> },
    { id: 'when', title: c.when, cell: when },
    { id: 'budget', title: c.budget, align: 'end', keep: true, cell: (row) => yuan(row.budgetFen) },
    { id: 'items', title: c.items, align: 'end', keep: true, cell: (row) => number(row.items) },
    { id: 'voters', title: c.voters, align: 'end', keep: true, cell: (row) => number(row.voters) },
  ]
}
