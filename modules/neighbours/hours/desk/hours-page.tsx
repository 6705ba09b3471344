import './hours.css'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { type Column, DataTable } from '../../../../ui/desk/data-table.tsx'
import { type Filter, FilterBar } from '../../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../../ui/desk/page.tsx'
import { useTable } from '../../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { useUrlState } from '../../../../ui/navigation.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { ExportButton } from '../../../matters/desk/public.ts'
import type { TeamId, VolunteerId } from '../../contract.ts'
import { type EntryRow, exportHours, type HoursFilter, listHours } from '../contract.ts'
import { entryKinds, purposes } from '../hours.ts'
import { useSpan } from '../web/show.ts'
import { hoursBook } from '../web/words.ts'
import { CorrectButton } from './correct-button.tsx'
import { NextCard } from './next-card.tsx'
import { RecordButton } from './record-button.tsx'
import { words } from './words.ts'

/** `/neighbours/hours`: what waits, and the ledger. */
export default function HoursPage() {
  const w = useWords(words)
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        above={[{ words: w.neighbours, to: '/neighbours' }]}
        actions={
          <>
            <RecordButton />
            <Button icon="file" to="/neighbours/certificates">
              {w.certificates}
            </Button>
            <Button icon="settings" to="/neighbours/hours/settings">
              {w.settings}
            </Button>
          </>
        }
      />
      <NextCard />
      <Ledger />
    </Page>
  )
}

type FilterId = 'days' | 'kind' | 'purpose' | 'overlaps' | 'standing' | 'teamId' | 'volunteerId' | 'placeId'

function filterOf(values: Readonly<Partial<Record<FilterId, string | undefined>>>): HoursFilter {
  const [from, to] = values.days?.split('..') ?? []
  const kind = entryKinds.filter((one) => values.kind?.split(',').includes(one))
  const purpose = purposes.filter((one) => values.purpose?.split(',').includes(one))
  return {
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(kind.length > 0 ? { kind } : {}),
    ...(purpose.length > 0 ? { purpose } : {}),
    ...(values.overlaps ? { overlaps: true } : {}),
    ...(values.standing ? { standing: true } : {}),
    ...(values.teamId ? { teamId: values.teamId as TeamId } : {}),
    ...(values.volunteerId ? { volunteerId: values.volunteerId as VolunteerId } : {}),
    ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
  }
}

function useFilters(): readonly Filter<'days' | 'kind' | 'purpose' | 'overlaps' | 'standing'>[] {
  const w = useWords(words).filter
  const b = useWords(hoursBook)
  return [
    { id: 'days', kind: 'days', label: w.days },
    { id: 'kind', kind: 'many', label: w.kind, options: entryKinds.map((value) => ({ value, label: b.kind[value] })) },
    {
      ...{ id: 'purpose', kind: 'many', label: w.purpose },
      options: purposes.map((value) => ({ value, label: b.purpose[value] })),
    },
    { id: 'standing', kind: 'one', label: w.standing, options: [{ value: 'yes', label: w.onlyStanding }] },
    { id: 'overlaps', kind: 'one', label: w.overlaps, options: [{ value: 'yes', label: w.onlyOverlaps }] },
  ]
}

const filterIds = ['days', 'kind', 'purpose', 'overlaps', 'standing', 'teamId', 'volunteerId', 'placeId'] as const

function Ledger() {
  const w = useWords(words)
  const span = useSpan()
  const [values, set] = useUrlState(filterIds)
  const filter = filterOf(values)
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const list = useEndpoint(listHours, { query: { ...filter, offset, limit } })
  const clear = () => set(Object.fromEntries(filterIds.map((id) => [id, undefined])))
  return (
    <>
      <FilterBar values={values} onChange={set} filters={useFilters()} />
      {list.data && <p className="ui-muted">{w.sum(span(list.data.minutes))}</p>}
      <DataTable
        caption={w.title}
        columns={useColumns()}
        rows={list.data?.rows}
        rowId={(row) => row.id}
        total={list.data?.total}
        state={table}
        onState={setTable}
        busy={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        onClearFilters={Object.keys(filter).length > 0 ? clear : undefined}
        tools={<ExportButton endpoint={exportHours} query={filter} name={w.exportName} words={w.export} />}
        empty={
          <EmptyState icon="clock" title={w.none}>
            {w.noneText}
          </EmptyState>
        }
      />
    </>
  )
}

function useColumns(): readonly Column<EntryRow>[] {
  const w = useWords(words)
  const b = useWords(hoursBook)
  const span = useSpan()
  const c = b.column
  return [
    { id: 'day', title: c.day, cell: (row) => row.onDay },
    { id: 'name', title: c.name, main: true, cell: (row) => row.name },
    {
      id: 'content',
      title: c.content,
      cell: (row) => (
        <>
          {row.content}
          {row.why && <div className="ui-muted ui-small">{row.why}</div>}
        </>
      ),
    },
    {
      id: 'purpose',
      title: c.purpose,
      cell: (row) => (row.kind === 'service' ? b.purpose[row.purpose] : b.kind[row.kind]),
    },
    { id: 'minutes', title: c.minutes, keep: true, cell: (row) => (row.kind === 'honour' ? '—' : span(row.minutes)) },
    {
      id: 'mark',
      title: '',
      cell: (row) => (
        <>
          {row.takenBack && <StatusWord words={w.replaced} tone="stopped" />}
          {row.overlaps && <StatusWord words={w.overlap} tone="active" />}
        </>
      ),
    },
    {
      id: 'step',
      title: '',
      cell: (row) => (row.kind === 'service' && !row.takenBack ? <CorrectButton of={row} /> : null),
    },
  ]
}
