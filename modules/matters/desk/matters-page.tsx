import { useEffect, useRef, useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { DataTable } from '../../../ui/desk/data-table.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { ViewTabs } from '../../../ui/desk/views.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { exportMatters, listMatters, type MatterRow } from '../contract.ts'
import { Bulk, type BulkOutcome, BulkResults } from './list/bulk.tsx'
import { FigureNote } from './list/figure-note.tsx'
import { Filters } from './list/filters.tsx'
import { type FilterName, filterNames, orderOf, queryOf } from './list/query.ts'
import { useMatterColumns } from './list/use-columns.tsx'
import { words } from './list/words.ts'
import { dispatchers } from './page-roles.ts'
import { ExportButton } from './parts/export-button.tsx'
import { hasRole, useMe } from './parts/me.ts'
import { useTableKeys } from './parts/use-table-keys.ts'

/** `/matters`: everything that the reader's posts may see, narrowed, ordered and paged by the server. */
export default function MattersPage() {
  const w = useWords(words)
  const [values, setValues] = useUrlState(filterNames)
  const [table, setTable] = useTable({ sort: values.q ? 'match' : '-reported' })
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const filter = { ...queryOf(values), ...orderOf(table.sort) }
  const { offset, limit } = table
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listMatters, { query: { ...filter, offset, limit } })
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null)
  const known = useKnown(data?.rows)
  const me = useMe()
  // Who has nobody below cannot assign or urge; the server decides again for each matter.
  const steers = hasRole(me, ...dispatchers)
  const frame = useTableKeys()
  const clear = () => setValues(Object.fromEntries(filterNames.map((name) => [name, undefined])))
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={w.lead} />
      <Views />
      {values.figure && (
        <FigureNote
          figure={values.figure}
          part={values.part}
          onLeave={() =>
            setValues({ figure: undefined, part: undefined, directly: undefined, gridless: undefined, area: undefined })
          }
        />
      )}
      <Filters values={values} onChange={setValues} rows={data?.rows} />
      <div ref={frame}>
        <DataTable
          caption={w.caption}
          columns={useMatterColumns(values.subjectKind === 'firm')}
          rows={data?.rows}
          rowId={(row) => row.id}
          total={data?.total}
          atLeast={data?.atLeast ?? false}
          state={table}
          onState={setTable}
          to={(row) => `/matters/${row.id}`}
          busy={isPlaceholderData}
          error={error}
          onRetry={() => void refetch()}
          {...(steers ? { picked, onPick: setPicked } : {})}
          pickedTools={<Bulk picked={picked} onPick={setPicked} onResults={setOutcome} />}
          tools={<ExportButton endpoint={exportMatters} query={filter} name={w.title} words={w.export} />}
          onClearFilters={Object.keys(values).length > 0 ? clear : undefined}
          empty={<EmptyState title={w.empty}>{w.emptyText}</EmptyState>}
          remember="matters"
        />
      </div>
      {outcome && (
        <BulkResults
          outcome={outcome}
          onAgain={(again) => {
            setOutcome(again)
            setPicked(new Set(again.results.filter(({ done }) => !done).map(({ id }) => id)))
          }}
          known={known}
          onClose={() => setOutcome(null)}
        />
      )}
    </Page>
  )
}

/** Rows that were on the screen since the page was opened: ticks outlive a change of page. */
function useKnown(rows: readonly MatterRow[] | undefined): ReadonlyMap<string, MatterRow> {
  const known = useRef(new Map<string, MatterRow>())
  useEffect(() => {
    for (const row of rows ?? []) known.current.set(row.id, row)
  }, [rows])
  return known.current
}

const views: readonly { name: keyof typeof words.zh.view; query: Partial<Record<FilterName | 'sort', string>> }[] = [
  { name: 'mine', query: { mine: 'true', sort: 'due' } },
  { name: 'overdue', query: { lamp: 'red', sort: 'due' } },
  { name: 'followUp', query: { state: 'resolved', sort: 'due' } },
  { name: 'selfFound', query: { selfFound: 'true' } },
  { name: 'reopened', query: { reopened: 'true' } },
  { name: 'returned', query: { returned: 'true' } },
  { name: 'suspended', query: { state: 'suspended' } },
  { name: 'supervised', query: { supervised: 'true', sort: 'due' } },
  { name: 'firms', query: { subjectKind: 'firm' } },
]

function Views() {
  const w = useWords(words)
  const named = views.map(({ name, query }) => ({ name: w.view[name], query: new URLSearchParams(query).toString() }))
  return <ViewTabs label={w.views} views={[{ name: w.all, query: '' }, ...named]} remember="matters" />
}
