import '../web/people.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go } from '../../../ui/navigation.tsx'
import { listVacancies, type Vacancy } from '../handover/contract.ts'
import { words } from '../web/handover-words.ts'
import { PostLoads } from '../web/post-loads.tsx'
import { nameOf, placeOf } from './posts/use-names.ts'

/** `/vacancies`: posts that nobody holds, by place, with what waits in each. */
export default function VacanciesPage() {
  const w = useWords(words)
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listVacancies, { query: { offset, limit } })
  const columns = useColumns()
  return (
    <Page title={w.vacancies}>
      <PageHeader title={w.vacancies} lead={w.vacanciesLead} actions={<Go to="/handovers">{w.list}</Go>} />
      {data?.total === 0 ? (
        <EmptyState icon="people" title={w.vacanciesNone}>
          {w.vacanciesNoneText}
        </EmptyState>
      ) : (
        <DataTable
          caption={w.vacancies}
          columns={columns}
          rows={data?.rows}
          rowId={(row) => row.post.id}
          total={data?.total}
          state={table}
          onState={setTable}
          busy={isPlaceholderData}
          error={error}
          onRetry={() => void refetch()}
        />
      )}
    </Page>
  )
}

function useColumns(): readonly Column<Vacancy>[] {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  return [
    { id: 'post', title: w.post, main: true, cell: (row) => nameOf(row.post) },
    { id: 'place', title: w.place, cell: (row) => placeOf(row.post) },
    { id: 'kind', title: w.kind, extra: true, cell: (row) => say(row.kindName) },
    {
      id: 'since',
      title: w.vacantSince,
      keep: true,
      cell: (row) => (row.since ? format.date(row.since) : w.never),
    },
    { id: 'waiting', title: w.waiting, cell: (row) => <PostLoads loads={row.waiting} none={w.nothingWaits} /> },
    { id: 'acting', title: w.acting, cell: (row) => row.acting?.name ?? '' },
    {
      id: 'comes',
      title: w.comes,
      cell: (row) =>
        row.planned ? (
          <Go to={`/handovers/${row.planned.id}`}>
            {w.planned(row.planned.to.name, format.shortDay(row.planned.fromAt))}
          </Go>
        ) : row.mayFill ? (
          <Go to={`/posts/${row.post.id}/handover`} className="ui-button" label={w.fillTitle(nameOf(row.post))}>
            {w.fill}
          </Go>
        ) : null,
    },
  ]
}
