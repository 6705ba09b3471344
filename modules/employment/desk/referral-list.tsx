import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { ExportButton } from '../../matters/desk/public.ts'
import { exportReferrals, listReferrals, type ReferralFilter, type ReferralView } from '../contract.ts'
import { referralStates } from '../referral.ts'
import { referralTone, useShow } from '../web/show.ts'
import { recentMonths } from './recent-months.ts'
import { words } from './words.ts'

const names = ['state', 'month', 'hiredMonth', 'askStill', 'placeId'] as const

/** Who was brought to what, and what came of it. */
export function ReferralList() {
  const w = useWords(words)
  const { names: n } = useShow()
  const [values, set] = useUrlState(names)
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const filter: ReferralFilter = {
    ...(values.state ? { state: referralStates.filter((one) => values.state?.split(',').includes(one)) } : {}),
    ...(values.month ? { month: values.month } : {}),
    ...(values.hiredMonth ? { hiredMonth: values.hiredMonth } : {}),
    ...(values.askStill ? { askStill: true } : {}),
    ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
  }
  const query = { ...filter, offset, limit }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listReferrals, { query })
  const clear = () => set(Object.fromEntries(names.map((name) => [name, undefined])))
  return (
    <>
      <FilterBar
        values={values}
        onChange={set}
        filters={[
          {
            id: 'state',
            kind: 'many',
            label: w.filter.state,
            options: referralStates.map((value) => ({ value, label: n.referralState[value] })),
          },
          { id: 'month', kind: 'one', label: w.column.proposed, options: recentMonths() },
          { id: 'hiredMonth', kind: 'one', label: w.figures.hired, options: recentMonths() },
          { id: 'askStill', kind: 'one', label: w.filter.askStill, options: [{ value: 'true', label: w.yes }] },
        ]}
      />
      <DataTable
        caption={w.caption.referrals}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/jobs/openings/${row.opening.id}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        tools={<ExportButton endpoint={exportReferrals} query={filter} name={w.tab.referrals} words={w.export} />}
        onClearFilters={names.some((name) => values[name]) ? clear : undefined}
        empty={
          <EmptyState icon="send" title={w.empty.referrals}>
            {w.empty.referralsText}
          </EmptyState>
        }
      />
    </>
  )
}

function useColumns(): readonly Column<ReferralView>[] {
  const w = useWords(words)
  const { names, nameOf } = useShow()
  const format = useFormat()
  const c = w.column
  return [
    { id: 'name', title: c.name, main: true, cell: (row) => row.name ?? w.gone },
    { id: 'title', title: c.title, cell: (row) => row.opening.title },
    { id: 'firm', title: c.firm, cell: (row) => nameOf(row.firm) },
    {
      id: 'state',
      title: c.state,
      cell: (row) => <StatusWord words={names.referralState[row.state]} tone={referralTone[row.state]} />,
    },
    { id: 'proposed', title: c.proposed, cell: (row) => format.moment(row.proposedAt), keep: true },
    { id: 'by', title: c.by, cell: (row) => row.proposedBy },
  ]
}
