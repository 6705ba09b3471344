import './policies.css'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import type { Role } from '../../../kernel/contract/roles.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { ViewTabs } from '../../../ui/desk/views.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { type Me, me } from '../../people/contract.ts'
import {
  listDirect,
  listPolicies,
  type PolicyRow,
  type PolicyState,
  type PushFigure,
  type PushFigures,
  policyStates,
  pushFigures,
} from '../contract.ts'
import { policyBook } from '../policy-words.ts'
import { moneyWords } from '../web/amounts.ts'
import { useCandidateColumns } from './parts/candidate-columns.tsx'
import { PushTable } from './parts/push-table.tsx'
import { useDictionary } from './parts/use-dictionary.ts'
import { words } from './words.ts'

/** `/policies`: all policies with who fits and what came of them; who is paid without applying; what was pushed. */
export default function PoliciesPage() {
  const w = useWords(words)
  const [values] = useUrlState(['view', 'figure', 'placeId', 'from', 'to'])
  const person = useEndpoint(me, {}, { staleTime: 5 * 60_000 }).data
  const seesFirms = hasRole(person, 'grid_worker', 'community', 'street', 'department', 'supervisor')
  const { data } = useEndpoint(listPolicies, { query: { limit: 1 } })
  const figure = pushFigures.find((one) => one === values.figure)
  const views = [
    { name: w.view.policies, query: '' },
    { name: w.view.direct, query: 'view=direct' },
    { name: w.view.pushes, query: 'view=pushes' },
  ]
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          data?.mayWrite && (
            <Button look="main" icon="plus" to="/policies/new/edit">
              {w.newOne}
            </Button>
          )
        }
      />
      {data && (
        <PushBoard figures={data.figures} to={seesFirms ? (one) => `/policies?view=pushes&figure=${one}` : null} />
      )}
      {seesFirms && <ViewTabs label={w.views} views={views} />}
      {values.view === 'direct' && seesFirms ? (
        <Direct />
      ) : values.view === 'pushes' && seesFirms ? (
        <PushTable
          figure={figure}
          within={pushesWithin(values)}
          mayMark={hasRole(person, 'community', 'street', 'department')}
        />
      ) : (
        <Policies />
      )}
    </Page>
  )
}

/** Of which place and days, as the address says. */
function pushesWithin({ placeId, from, to }: Readonly<Partial<Record<'placeId' | 'from' | 'to', string | undefined>>>) {
  return { ...(placeId ? { placeId: placeId as PlaceId } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}) }
}

export const hasRole = (person: Me | undefined, ...roles: readonly Role[]): boolean =>
  person?.roles.some((role) => roles.includes(role)) ?? false

/** What came of pushes; each figure leads to exactly the pushes that it counts. */
export function PushBoard({ figures, to }: { figures: PushFigures; to: ((figure: PushFigure) => string) | null }) {
  const w = useWords(words)
  const say = useSay()
  return (
    <Figures>
      {(['pushed', 'read', 'applied', 'granted'] as const).map((name) => (
        <Figure key={name} label={w.figures[name]} value={figures[name]} {...(to ? { to: to(name) } : {})} />
      ))}
      <Figure
        label={w.figures.sum}
        value={say(moneyWords(figures.grantedFen))}
        {...(to ? { to: to('granted') } : {})}
      />
    </Figures>
  )
}

function Policies() {
  const w = useWords(words)
  const p = useWords(policyBook)
  const [values, setValues] = useUrlState(['q', 'state', 'how'])
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const query = {
    offset,
    limit,
    ...(values.q ? { q: values.q } : {}),
    ...(values.state ? { state: values.state.split(',') as PolicyState[] } : {}),
    ...(values.how ? { how: values.how as 'apply' | 'direct' } : {}),
  }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listPolicies, { query })
  const set = Object.keys(values).length > 0
  return (
    <>
      <FilterBar
        filters={[
          { id: 'q', kind: 'text', label: w.filter.q },
          {
            id: 'state',
            kind: 'many',
            label: w.filter.state,
            options: policyStates.map((value) => ({ value, label: p.state[value] })),
          },
          {
            id: 'how',
            kind: 'one',
            label: w.filter.how,
            options: (['apply', 'direct'] as const).map((value) => ({ value, label: p.how[value] })),
          },
        ]}
        values={values}
        onChange={setValues}
      />
      <DataTable
        caption={w.caption}
        columns={usePolicyColumns()}
        rows={data?.rows}
        rowId={(row) => row.code}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/policies/${row.code}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        onClearFilters={set ? () => setValues({ q: undefined, state: undefined, how: undefined }) : undefined}
        empty={
          <EmptyState icon="file" title={w.empty}>
            {w.emptyText}
          </EmptyState>
        }
      />
    </>
  )
}

function usePolicyColumns(): readonly Column<PolicyRow>[] {
  const w = useWords(words)
  const p = useWords(policyBook)
  const say = useSay()
  const format = useFormat()
  const number = (
    id: 'fits' | 'unknown' | 'pushed' | 'granted',
    of: (row: PolicyRow) => number,
  ): Column<PolicyRow> => ({
    id,
    title: w.column[id],
    align: 'end',
    cell: (row) => format.number(of(row)),
  })
  return [
    {
      id: 'title',
      title: w.column.title,
      main: true,
      cell: (row) => (
        <>
          {say(row.title)}
          {row.draft !== null && <span className="ui-muted"> · {w.draftWaits(row.draft)}</span>}
        </>
      ),
    },
    {
      id: 'state',
      title: w.column.state,
      cell: (row) => (
        <div className="policy-marks">
          <StatusWord tone={tones[row.state]} words={p.state[row.state]} />
          {row.how === 'direct' && <StatusWord words={p.how.direct} />}
        </div>
      ),
    },
    {
      id: 'valid',
      title: w.column.valid,
      keep: true,
      cell: (row) => w.until(format.date(row.validFrom), row.validUntil ? format.date(row.validUntil) : w.openEnd),
    },
    { id: 'office', title: w.column.office, cell: (row) => say(row.office.name) },
    number('fits', (row) => row.counts.fits),
    number('unknown', (row) => row.counts.unknown),
    number('pushed', (row) => row.figures.pushed),
    number('granted', (row) => row.figures.granted),
  ]
}

export const tones = { live: 'active', coming: 'plain', draft: 'plain', over: 'stopped', withdrawn: 'stopped' } as const

function Direct() {
  const w = useWords(words)
  const say = useSay()
  const [values, setValues] = useUrlState(['q'])
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const query = { offset, limit, ...(values.q ? { q: values.q } : {}) }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listDirect, { query })
  const { dictionary } = useDictionary()
  return (
    <>
      <FilterBar filters={[{ id: 'q', kind: 'text', label: w.filter.q }]} values={values} onChange={setValues} />
      <DataTable
        caption={w.view.direct}
        columns={useCandidateColumns(dictionary, true)}
        rows={data?.rows}
        rowId={(row) => `${row.firmId} ${row.code}`}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/policies/${row.code}?q=${encodeURIComponent(row.name)}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        tools={data && data.total > 0 ? <span>{w.sumDirect(say(moneyWords(data.sumFen)))}</span> : null}
        empty={
          <EmptyState icon="check" title={w.emptyDirect}>
            {w.emptyDirectText}
          </EmptyState>
        }
      />
    </>
  )
}
