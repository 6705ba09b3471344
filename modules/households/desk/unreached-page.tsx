import './households-desk.css'
import type { GridId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { DataTable } from '../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { householdFigures, listUnreached } from '../contract.ts'
import { useShow } from '../web/show.ts'
import { useHouseholdColumns } from './household-columns.tsx'
import { words } from './words.ts'

const spans = ['30', '90', '180', '365'] as const

/** `/households/unreached`: who was not met in long, the most pressing first. */
export default function UnreachedPage() {
  const w = useWords(words)
  const show = useShow()
  const [values, set] = useUrlState(['gridId', 'days'])
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const figures = useEndpoint(householdFigures, {}, { staleTime: 600_000 })
  const days = Number(spans.find((one) => one === values.days) ?? figures.data?.notReachedDays ?? 90)
  const list = useEndpoint(listUnreached, {
    query: { offset, limit, days, ...(values.gridId ? { gridId: values.gridId as GridId } : {}) },
  })
  return (
    <Page title={w.unreached.title}>
      <PageHeader
        title={w.unreached.title}
        above={[{ words: w.title, to: '/households' }]}
        lead={w.unreached.lead(days)}
      />
      <FilterBar
        values={values}
        onChange={set}
        filters={[
          {
            id: 'gridId',
            kind: 'one',
            label: w.grid,
            options: (figures.data?.grids ?? []).map(({ grid }) => ({ value: grid.id, label: show.name(grid) })),
          },
          {
            id: 'days',
            kind: 'one',
            label: w.unreached.days,
            options: spans.map((value) => ({ value, label: w.unreached.dayCount(value) })),
          },
        ]}
      />
      <Sheet flush>
        <DataTable
          caption={w.unreached.title}
          columns={useHouseholdColumns()}
          rows={list.data?.rows}
          rowId={(row) => row.id}
          total={list.data?.total}
          state={table}
          onState={setTable}
          to={(row) => `/households/${row.id}`}
          busy={list.isPlaceholderData}
          error={list.error}
          onRetry={() => void list.refetch()}
          empty={<EmptyState icon="check" title={w.unreached.none} />}
        />
      </Sheet>
    </Page>
  )
}
