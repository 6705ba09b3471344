import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../../ui/desk/data-table.tsx'
import { type Filter, FilterBar } from '../../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../../ui/desk/page.tsx'
import { useTable } from '../../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { useUrlState } from '../../../../ui/navigation.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { type CertificateRow, certificateShows, listCertificates } from '../certificates/contract.ts'
import { certificateTone, useSpan } from '../web/show.ts'
import { hoursBook } from '../web/words.ts'
import { words } from './words.ts'

/** `/neighbours/certificates`: what is asked for first, then what was issued. */
export default function CertificatesPage() {
  const w = useWords(words)
  const p = w.paper
  const [values, set] = useUrlState(['show'])
  const show = certificateShows.find((one) => one === values.show)
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const list = useEndpoint(listCertificates, { query: { ...(show ? { show } : {}), offset, limit } })
  const filters: readonly Filter<'show'>[] = [
    {
      ...{ id: 'show', kind: 'one', label: p.show },
      options: certificateShows.map((value) => ({ value, label: p.shows[value] })),
    },
  ]
  return (
    <Page title={w.certificates}>
      <PageHeader
        title={w.certificates}
        lead={p.lead}
        above={[
          { words: w.neighbours, to: '/neighbours' },
          { words: w.title, to: '/neighbours/hours' },
        ]}
      />
      <FilterBar values={values} onChange={set} filters={filters} />
      <DataTable
        caption={p.list}
        columns={useColumns()}
        rows={list.data?.rows}
        rowId={(row) => row.id}
        total={list.data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/neighbours/certificates/${row.id}`}
        busy={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        onClearFilters={show ? () => set({ show: undefined }) : undefined}
        empty={
          <EmptyState icon="file" title={p.none}>
            {p.noneText}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): readonly Column<CertificateRow>[] {
  const w = useWords(words).paper
  const b = useWords(hoursBook)
  const span = useSpan()
  const format = useFormat()
  return [
    { id: 'name', title: w.name, main: true, cell: (row) => row.name },
    { id: 'number', title: w.number, cell: (row) => row.numberText ?? w.notYet },
    { id: 'hours', title: w.hours, cell: (row) => (row.minutes === null ? '—' : span(row.minutes)) },
    {
      id: 'state',
      title: w.state,
      keep: true,
      cell: ({ state, stale }) =>
        stale ? (
          <StatusWord words={w.shows.stale} tone="active" />
        ) : (
          <StatusWord words={b.state[state]} tone={certificateTone[state]} />
        ),
    },
    { id: 'date', title: w.date, cell: (row) => format.shortDay(row.revokedAt ?? row.issuedAt ?? row.askedAt) },
  ]
}
