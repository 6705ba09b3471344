import { useState } from 'react'
import type { Endpoint, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import type { Id } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import type { Column } from '../../../ui/desk/data-table.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import {
  ColumnTable,
  chosenWith,
  ImportState,
  isAtWork,
  JudgedColumns,
  JudgedRows,
  JudgedStanding,
  JudgedSteps,
  judgedAgain,
  RowErrors,
  useRowFilter,
} from '../../places/desk/public.ts'
import { listPosts } from '../contract.ts'
import { listVacancies } from '../handover/contract.ts'
import {
  acceptRoster,
  cancelRoster,
  chooseRosterColumns,
  getRosterImport,
  listRosterImports,
  listStaff,
  previewRoster,
  type RosterImportView,
  type RosterResult,
  returnedRoster,
  rosterResults,
  rosterRows,
  undoRoster,
} from '../roster/contract.ts'
import { words } from './roster/words.ts'

/** `/people/imports/$importId`: one roster: what it would do, its rows, and what is to be decided. */
export default function RosterPage() {
  const w = useWords(words)
  const importId = useParam('importId') as Id<'rosterImport'>
  const [busy, setBusy] = useState(false)
  const { data, error, refetch } = useEndpoint(getRosterImport, { params: { importId } }, judgedAgain(busy))
  if (data && isAtWork(data.state) !== busy) setBusy(!busy)
  const title = data ? data.fileName || w.noName : w.title
  const done = (
    <p>
      {w.next} <Go to="/people?state=waiting">{w.open}</Go>
    </p>
  )
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[
          { words: w.staff.title, to: '/people' },
          { words: w.title, to: '/people/imports' },
        ]}
        marks={data && <ImportState state={data.state} />}
        actions={data && <Steps it={data} />}
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && (
        <>
          <JudgedStanding w={w} it={data} done={done} />
          {data.state !== 'uploaded' && data.state !== 'cancelled' && (
            <>
              <Counts it={data} />
              <Rows it={data} />
            </>
          )}
          {data.steps.includes('columns') && <Columns it={data} />}
        </>
      )}
    </Page>
  )
}

function Counts({ it }: { it: RosterImportView }) {
  const w = useWords(words)
  return (
    <Sheet title={it.acceptedAt ? w.done : w.foretold}>
      <Figures>
        <Figure label={w.count.rows} value={it.total} />
        {(['persons', 'posts', 'tenures', 'same', 'wrong'] as const).map((name) => (
          <Figure key={name} label={w.count[name]} value={it[name]} />
        ))}
        {it.kept > 0 && <Figure label={w.count.kept} value={it.kept} />}
      </Figures>
    </Sheet>
  )
}

const changed: readonly Endpoint[] = [
  ...[getRosterImport, listRosterImports, rosterRows, previewRoster],
  ...[listStaff, listPosts, listVacancies],
]

function Steps({ it }: { it: RosterImportView }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <JudgedSteps
      w={w}
      it={it}
      args={{ params: { importId: it.id } }}
      acceptWords={w.accept(format.number(it.persons), format.number(it.tenures))}
      accept={useCommand(acceptRoster, { changes: changed })}
      cancel={useCommand(cancelRoster, { changes: changed })}
      undo={useCommand(undoRoster, { changes: changed })}
    />
  )
}

type Shown = RosterResult | 'kept'
type Row = ResponseOf<typeof rosterRows>['rows'][number]

function Rows({ it }: { it: RosterImportView }) {
  const w = useWords(words)
  const filter = useRowFilter<Shown>()
  const params = { importId: it.id }
  const results = [
    ...rosterResults.filter((one) => it[one] > 0).map((value) => ({ value, label: w.count[value] })),
    ...(it.kept > 0 ? [{ value: 'kept' as const, label: w.count.kept }] : []),
  ]
  return (
    <JudgedRows<Row, Shown>
      w={w}
      filter={filter}
      answer={useEndpoint(rosterRows, { params, query: filter.query })}
      results={results}
      columns={useRowColumns()}
      returned={it.hasReturnedRows ? { endpoint: returnedRoster, args: { params } } : null}
    />
  )
}

const tones = { new: 'active', changed: 'active', same: 'plain', wrong: 'stopped' } as const

function useRowColumns(): readonly Column<Row>[] {
  const w = useWords(words)
  const say = useSay()
  return [
    { id: 'row', title: w.row, cell: (row) => row.row, width: '5em' },
    { id: 'whom', title: w.whom, cell: (row) => row.label || '—', main: true },
    {
      id: 'result',
      title: w.result,
      cell: (row) => <StatusWord words={w.count[row.result]} tone={tones[row.result]} />,
      keep: true,
    },
    {
      id: 'faults',
      title: w.faults,
      cell: (row) =>
        row.keptWhy ? (
          <span>
            <strong>{w.kept}</strong> {say(row.keptWhy)}
          </span>
        ) : (
          <RowErrors errors={row.faults} />
        ),
      keep: true,
    },
  ]
}

/** What each column is read as. */
function Columns({ it }: { it: RosterImportView }) {
  const w = useWords(words)
  const say = useSay()
  const params = { importId: it.id }
  const { data, error, refetch } = useEndpoint(previewRoster, { params })
  const choose = useCommand(chooseRosterColumns, { changes: changed })
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <JudgedColumns w={w} open={it.state === 'uploaded'}>
      <div className="ui-stack">
        <ErrorNote error={choose.error} />
        {data.missing.map((one) => (
          <Remark key={one} icon="columns" title={w.missing[one]}>
            {w.missingText}
          </Remark>
        ))}
        <ColumnTable
          columns={data.columns}
          fields={data.fields.map(({ field, column, name }) => ({ field, column, name: say(name) }))}
          busy={choose.isPending}
          onChoose={(column, field) => {
            const columns = chosenWith(data, column, field) as Record<string, number | null>
            choose.mutate({ params, body: { columns } })
          }}
        />
      </div>
    </JudgedColumns>
  )
}
