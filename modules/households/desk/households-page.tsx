import '../../../ui/input.css'
import './households-desk.css'
import type { GridId, PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/desk/data-table.tsx'
import { type Filter, FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { Go, useUrlState } from '../../../ui/navigation.tsx'
import { ExportButton, hasRole, PlaceFilter, useMe } from '../../matters/desk/public.ts'
import { circumstanceCodes, isCircumstance } from '../circumstances.ts'
import {
  exportHouseholds,
  type HouseholdFigures,
  type HouseholdFilter,
  householdFigures,
  listHouseholds,
  shows,
} from '../contract.ts'
import { householdImporters, noteReaders } from '../roles.ts'
import { useShow } from '../web/show.ts'
import { CoverageByGrid } from './coverage-by-grid.tsx'
import { useHouseholdColumns } from './household-columns.tsx'
import { words } from './words.ts'

const narrowed = ['q', 'placeId', 'gridId', 'circumstance', 'show'] as const
type Values = Readonly<Partial<Record<(typeof narrowed)[number], string | undefined>>>

/** `/households`: what to do first, how each grid stands, and who lives where. */
export default function HouseholdsPage() {
  const w = useWords(words)
  const me = useMe()
  const [values, set] = useUrlState([...narrowed])
  const filter = filterOf(values)
  const { placeId, gridId } = filter
  const figures = useEndpoint(
    householdFigures,
    { query: { ...(placeId ? { placeId } : {}), ...(gridId ? { gridId } : {}) } },
    { live: ['household', 'visit'] },
  )
  const { data } = figures
  const opens = data?.mayOpen ?? false
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={data && !opens ? w.leadFigures : w.lead}
        actions={
          <>
            {opens && (
              <>
                <Button look="main" icon="plus" to="/households/new">
                  {w.add}
                </Button>
                <Button icon="building" to="/households/stairs">
                  {w.stairs}
                </Button>
              </>
            )}
            {hasRole(me, ...householdImporters) && (
              <Button icon="upload" to="/households/imports">
                {w.imports}
              </Button>
            )}
            {hasRole(me, ...noteReaders) && (
              <Button icon="message" to="/households/notes">
                {w.notes}
              </Button>
            )}
          </>
        }
      />
      <ErrorNote error={figures.error} onRetry={() => void figures.refetch()} />
      {data && opens && <NextThings of={data} />}
      {data && <Overview of={data} />}
      {data && data.grids.length > 0 && <CoverageByGrid figures={data} />}
      {data && opens && <List values={values} filter={filter} grids={data.grids} onChange={set} />}
    </Page>
  )
}

function filterOf(values: Values): HouseholdFilter {
  const show = shows.find((one) => one === values.show)
  return {
    ...(values.q ? { q: values.q } : {}),
    ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
    ...(values.gridId ? { gridId: values.gridId as GridId } : {}),
    ...(values.circumstance && isCircumstance(values.circumstance) ? { circumstance: values.circumstance } : {}),
    ...(show ? { show } : {}),
  }
}

/** What presses, the most pressing first; each leads to where it is done. */
function NextThings({ of }: { of: HouseholdFigures }) {
  const w = useWords(words)
  const things = [
    [of.conflicts, w.nextConflicts(of.conflicts), '/households/conflicts?kind=conflict'],
    [of.differences, w.nextDifferences(of.differences), '/households/conflicts?kind=difference'],
    [of.overdue, w.nextOverdue(of.overdue), '/households?show=overdue'],
    [of.notReached, w.nextUnreached(of.notReached, of.notReachedDays), '/households/unreached'],
    [of.wishes, w.nextWishes(of.wishes), '/households?show=wish'],
  ] as const
  const pressing = things.filter(([count]) => count > 0)
  if (pressing.length === 0) return <Remark icon="check">{w.nextNone}</Remark>
  return (
    <Remark icon="flag" title={w.next}>
      <ul className="hd-next">
        {pressing.map(([, said, to]) => (
          <li key={to}>
            <Go to={to}>{said}</Go>
          </li>
        ))}
      </ul>
    </Remark>
  )
}

function Overview({ of }: { of: HouseholdFigures }) {
  const w = useWords(words)
  const to = (show: string) => (of.mayOpen ? { to: `/households?show=${show}` } : {})
  return (
    <Figures>
      <Figure label={w.households} value={of.households} unit={w.unit} {...(of.mayOpen ? { to: '/households' } : {})} />
      <Figure label={w.vacant} value={of.vacant} unit={w.roomUnit} />
      <Figure label={w.shows.due} value={of.due} unit={w.unit} {...to('due')} />
      <Figure label={w.shows.overdue} value={of.overdue} unit={w.unit} {...to('overdue')} />
      <Figure label={w.shows.not_reached} value={of.notReached} unit={w.unit} {...to('not_reached')} />
    </Figures>
  )
}

interface ListProps {
  readonly values: Values
  readonly filter: HouseholdFilter
  readonly grids: HouseholdFigures['grids']
  readonly onChange: (patch: Partial<Record<(typeof narrowed)[number], string | undefined>>) => void
}

function List({ values, filter, grids, onChange }: ListProps) {
  const w = useWords(words)
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const list = useEndpoint(listHouseholds, { query: { ...filter, offset, limit } }, { live: ['household', 'visit'] })
  return (
    <>
      <div className="hd-filters">
        <FilterBar values={values} onChange={onChange} filters={useFilters(grids)} />
        <PlaceFilter
          label={w.place}
          placeholder={w.everywhere}
          placeId={values.placeId}
          onChange={(placeId) => onChange({ placeId })}
        />
      </div>
      <Sheet flush>
        <DataTable
          caption={w.title}
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
          onClearFilters={
            Object.keys(filter).length > 0
              ? () => onChange(Object.fromEntries(narrowed.map((name) => [name, undefined])))
              : undefined
          }
          tools={<ExportButton endpoint={exportHouseholds} query={filter} name={w.exportName} words={w.export} />}
          empty={
            <EmptyState icon="home" title={w.none}>
              {w.noneText}
            </EmptyState>
          }
        />
      </Sheet>
    </>
  )
}

function useFilters(grids: HouseholdFigures['grids']): readonly Filter<(typeof narrowed)[number]>[] {
  const w = useWords(words)
  const show = useShow()
  return [
    { id: 'q', kind: 'text', label: w.search },
    { id: 'show', kind: 'one', label: w.show, options: shows.map((value) => ({ value, label: w.shows[value] })) },
    {
      id: 'circumstance',
      kind: 'one',
      label: w.circumstance,
      options: circumstanceCodes.map((value) => ({ value, label: show.circumstance(value) })),
    },
    {
      id: 'gridId',
      kind: 'one',
      label: w.grid,
      options: grids.map(({ grid }) => ({ value: grid.id, label: show.name(grid) })),
    },
  ]
}
