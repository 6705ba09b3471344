import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { type HandoverState, type HandoverView, handoverStates, listHandovers } from '../handover/contract.ts'
import { HandoverStateWord } from '../web/handover-view.tsx'
import { words } from '../web/handover-words.ts'
import { nameOf, placeOf } from './posts/use-names.ts'

const filterNames = ['state'] as const

/** `/handovers`: which posts pass to whom, what is to come first. */
export default function HandoversPage() {
  const w = useWords(words)
  const [values, setValues] = useUrlState(filterNames)
  const [table, setTable] = useTable()
  const state = handoverStates.find((one) => one === values.state) as HandoverState | undefined
  const { offset, limit } = table
  const query = { offset, limit, ...(state ? { state } : {}) }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listHandovers, { query })
  const options = handoverStates.map((value) => ({ value, label: w.states[value] }))
  return (
    <Page title={w.list}>
      <PageHeader title={w.list} lead={w.listLead} above={[{ words: w.posts, to: '/posts' }]} />
      <FilterBar
        filters={[{ id: 'state', kind: 'one', label: w.state, options }]}
        values={values}
        onChange={setValues}
      />
      <DataTable
        caption={w.list}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/handovers/${row.id}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        onClearFilters={state ? () => setValues({ state: undefined }) : undefined}
        empty={
          <EmptyState
            icon="people"
            title={w.noHandovers}
            action={
              <Button look="main" to="/posts">
                {w.toPosts}
              </Button>
            }
          >
            {w.noHandoversText}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): readonly Column<HandoverView>[] {
  const w = useWords(words)
  const format = useFormat()
  return [
    { id: 'post', title: w.post, main: true, cell: (row) => nameOf(row.post) },
    { id: 'place', title: w.place, cell: (row) => placeOf(row.post) },
    { id: 'from', title: w.from, cell: (row) => row.from?.name ?? w.fromNobody },
    { id: 'to', title: w.to, cell: (row) => row.to.name },
    { id: 'on', title: w.on, keep: true, cell: (row) => format.day(row.fromAt) },
    { id: 'state', title: w.state, cell: (row) => <HandoverStateWord state={row.state} /> },
  ]
}
