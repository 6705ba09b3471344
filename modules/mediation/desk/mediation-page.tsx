import './mediation.css'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { type Filter, FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Lamp } from '../../../ui/lamp.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { ExportButton, hasRole, useMe, useNameOf } from '../../matters/desk/public.ts'
import { isOpen, stateNames } from '../case.ts'
import * as contract from '../contract.ts'
import { disputeKindCodes, disputeKinds } from '../kinds.ts'
import { counters } from '../roles.ts'
import { words } from './words.ts'

/** `/mediation`: what waits, the cases in one's charge; counts for the others. */
export default function MediationPage() {
  const w = useWords(words)
  const me = useMe()
  const committees = useEndpoint(contract.listCommittees)
  const sits = committees.data?.rows.some(({ maySit }) => maySit) ?? false
  const counts = hasRole(me, ...counters)
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          <>
            {sits && (
              <Button look="main" icon="plus" to="/mediation/new">
                {w.add}
              </Button>
            )}
            <Button icon="people" to="/mediation/committees">
              {w.committees}
            </Button>
          </>
        }
      />
      <ErrorNote error={committees.error} onRetry={() => void committees.refetch()} />
      {committees.data && !sits && !counts && <Remark icon="lock">{w.notSitting}</Remark>}
      {committees.data && !sits && counts && <Remark icon="lock">{w.outside}</Remark>}
      {sits && <Cases />}
      {counts && <Statistics />}
    </Page>
  )
}

function Cases() {
  const w = useWords(words)
  const say = useSay()
  const [values, set] = useUrlState(['number', 'kind', 'show'])
  const [table, setTable] = useTable()
  const show = contract.shows.find((one) => one === values.show) ?? 'open'
  const kind = disputeKindCodes.filter((one) => values.kind?.split(',').includes(one))
  const filter = { show, ...(kind.length > 0 ? { kind } : {}), ...(values.number ? { number: values.number } : {}) }
  const list = useEndpoint(contract.listCases, { query: { ...filter, offset: table.offset, limit: table.limit } })
  const filters: readonly Filter<'number' | 'kind' | 'show'>[] = [
    { id: 'number', kind: 'text', label: w.column.number },
    {
      id: 'kind',
      kind: 'many',
      label: w.column.kind,
      options: disputeKindCodes.map((value) => ({ value, label: say(disputeKinds[value]) })),
    },
    {
      id: 'show',
      kind: 'one',
      label: w.show,
      options: contract.shows.map((value) => ({ value, label: w.shows[value] })),
    },
  ]
  return (
    <>
      <Pressing />
      <FilterBar values={values} onChange={set} filters={filters} />
      <DataTable
        caption={w.title}
        columns={useColumns()}
        rows={list.data?.rows}
        rowId={(row) => row.id}
        total={list.data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/mediation/${row.id}`}
        busy={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        tools={<ExportButton endpoint={contract.exportCases} query={filter} name={w.exportName} words={w.export} />}
        empty={
          <EmptyState icon="people" title={w.none}>
            {w.noneText}
          </EmptyState>
        }
      />
    </>
  )
}

function Pressing() {
  const w = useWords(words)
  const { data } = useEndpoint(contract.caseCounts)
  if (!data) return null
  const waiting = contract.pressing.filter((show) => data[show] > 0)
  if (waiting.length === 0) return <Remark icon="check">{w.nothing}</Remark>
  return (
    <Figures>
      {waiting.map((show) => (
        <Figure key={show} label={w.shows[show]} value={data[show]} unit={w.unit} to={`/mediation?show=${show}`} />
      ))}
    </Figures>
  )
}

function useColumns(): readonly Column<contract.CaseRow>[] {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const nameOf = useNameOf()
  const c = w.column
  return [
    { id: 'number', title: c.number, main: true, cell: (row) => row.number },
    { id: 'kind', title: c.kind, cell: (row) => say(disputeKinds[row.kind]) },
    {
      id: 'state',
      title: c.state,
      cell: ({ state, danger }) => (
        <>
          <StatusWord
            words={say(stateNames[state])}
            tone={isOpen(state) ? 'active' : state === 'closed' ? 'done' : 'plain'}
          />
          {danger && <Lamp tone="red" words={w.danger} />}
        </>
      ),
    },
    { id: 'parties', title: c.parties, cell: ({ parties }) => listed(lang, parties) },
    { id: 'place', title: c.place, cell: ({ place }) => nameOf(place) },
    { id: 'lead', title: c.lead, cell: ({ lead }) => lead ?? '—' },
    {
      id: 'clock',
      title: c.clock,
      keep: true,
      cell: ({ clock, court }) =>
        clock ? (
          <Lamp tone={clock.lamp} words={clock.over > 0 ? w.over(clock.over) : w.left(clock.left)} />
        ) : court ? (
          <Lamp tone={court.lamp} words={w.court(court.left)} />
        ) : (
          '—'
        ),
    },
  ]
}

const figureCodes = ['received', 'agreed', 'kept', 'confirmed', 'failed', 'refused', 'open', 'late'] as const

function Statistics() {
  const w = useWords(words)
  const format = useFormat()
  const say = useSay()
  const [{ path, from, to }] = useUrlState(['path', 'from', 'to'])
  const query = { ...(path ? { path } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}) }
  const { data, error, refetch } = useEndpoint(contract.statistics, { query })
  const shown = (count: number | null) => (count === null ? w.few(data?.fewerThan ?? 0) : String(count))
  return (
    <Sheet title={w.statistics}>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && (
        <div className="ui-stack">
          <p className="ui-muted ui-small">{`${format.date(data.from)} — ${format.date(data.to)}`}</p>
          <table className="med-table">
            <tbody>
              {figureCodes.map((code) => (
                <tr key={code}>
                  <th scope="row">{w.figures[code]}</th>
                  <td>{shown(data[code])}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <h3>{w.byKind}</h3>
          <table className="med-table">
            <tbody>
              {data.byKind.map(({ kind, count }) => (
                <tr key={kind}>
                  <th scope="row">{say(disputeKinds[kind])}</th>
                  <td>{shown(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Sheet>
  )
}
