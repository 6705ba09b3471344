import '../web/renewal.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Lamp } from '../../../ui/lamp.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { ExportButton, hasRole, useMe, useNameOf } from '../../matters/desk/public.ts'
import { exportProjects, figureCodes, listProjects, type ProjectFilter, type ProjectRow } from '../contract.ts'
import { projectStates, stateNames } from '../project.ts'
import { projectKeepers } from '../roles.ts'
import { stageCodes } from '../stages.ts'
import { projectTones, useShown, yuanOf } from '../web/show.ts'
import { RenewalFigures } from './figure-row.tsx'
import { words } from './words.ts'

/** `/renewals`: projects of one's places, how far they are, what they cost. */
export default function RenewalsPage() {
  const w = useWords(words)
  const me = useMe()
  const { stage } = useShown()
  const say = useSay()
  const [values, set] = useUrlState(['q', 'state', 'stage', 'figure'])
  const [table, setTable] = useTable()
  const filter = filterOf(values)
  const { figure } = filter
  const query = { ...filter, offset: table.offset, limit: table.limit }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listProjects, { query }, { live: ['notice'] })
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          hasRole(me, ...projectKeepers) && (
            <Button look="main" icon="plus" to="/renewals/new">
              {w.add}
            </Button>
          )
        }
      />
      <RenewalFigures />
      <FilterBar
        values={values}
        onChange={set}
        filters={[
          { id: 'q', kind: 'text', label: w.filter.q },
          {
            ...{ id: 'state', kind: 'many', label: w.filter.state },
            options: projectStates.map((value) => ({ value, label: say(stateNames[value]) })),
          },
          {
            ...{ id: 'stage', kind: 'one', label: w.filter.stage },
            options: stageCodes.map((value) => ({ value, label: stage(value) })),
          },
        ]}
      />
      {figure && (
        <div className="ui-row" role="status">
          {w.narrowed(w.figure[figure])}
          <Button icon="cross" onClick={() => set({ figure: undefined })}>
            {w.showAll}
          </Button>
        </div>
      )}
      <DataTable
        caption={w.title}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/renewals/${row.id}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        tools={<ExportButton endpoint={exportProjects} query={filter} name={w.file} words={w.export} />}
        onClearFilters={
          Object.keys(filter).length > 0
            ? () => set({ q: undefined, state: undefined, stage: undefined, figure: undefined })
            : undefined
        }
        empty={
          <EmptyState icon="tools" title={w.none}>
            {w.noneText}
          </EmptyState>
        }
      />
    </Page>
  )
}

function filterOf(
  values: Readonly<Partial<Record<'q' | 'state' | 'stage' | 'figure', string | undefined>>>,
): ProjectFilter {
  const state = projectStates.filter((one) => values.state?.split(',').includes(one))
  const stage = stageCodes.find((one) => one === values.stage)
  const figure = figureCodes.find((one) => one === values.figure)
  return {
    ...(values.q ? { q: values.q } : {}),
    ...(state.length > 0 ? { state } : {}),
    ...(stage ? { stage } : {}),
    ...(figure ? { figure } : {}),
  }
}

function useColumns(): readonly Column<ProjectRow>[] {
  const w = useWords(words)
  const nameOf = useNameOf()
  const format = useFormat()
  const { book, say, stage } = useShown()
  const c = w.column
  return [
    {
      ...{ id: 'title', title: c.title, main: true },
      cell: (row) => row.title,
    },
    { id: 'place', title: c.place, cell: (row) => nameOf(row.place) },
    {
      ...{ id: 'state', title: c.state },
      cell: (row) => <StatusWord words={say(stateNames[row.state])} tone={projectTones[row.state]} />,
    },
    {
      ...{ id: 'stage', title: c.stage },
      cell: (row) => (
        <>
          {row.stage && row.state !== 'stopped' ? stage(row.stage) : '—'}{' '}
          <span className="ui-muted ui-small">{w.stages(row.finishedStages)}</span>
          {row.late && (
            <div>
              <Lamp tone="red" words={book.late(row.late.days)} />
            </div>
          )}
        </>
      ),
    },
    {
      ...{ id: 'items', title: c.items },
      cell: (row) => (
        <>
          {w.items(row.items.reduce((all, one) => all + one.count, 0))}
          {row.ideas > 0 && <div className="ui-muted ui-small">{w.fromIdeas(row.ideas)}</div>}
        </>
      ),
    },
    {
      ...{ id: 'households', title: c.households, align: 'end', keep: true },
      cell: (row) => (row.households === null ? '—' : format.number(row.households)),
    },
    {
      ...{ id: 'money', title: c.money, align: 'end', keep: true },
      cell: (row) => `${yuanOf(row.sums.paidFen)} / ${book.yuan(yuanOf(row.sums.receivedFen))}`,
    },
    { id: 'defects', title: c.defects, align: 'end', keep: true, cell: (row) => format.number(row.openDefects) },
  ]
}
