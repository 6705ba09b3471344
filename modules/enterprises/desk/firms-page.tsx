import { dayOf } from '../../../kernel/time/day.ts'
import './firms/firms.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/desk/data-table.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { ViewTabs } from '../../../ui/desk/views.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { ExportButton, useTableKeys } from '../../matters/desk/public.ts'
import { me } from '../../people/contract.ts'
import { exportFirms, listFirms } from '../contract.ts'
import { firmImporters, firmWriters } from '../firm-roles.ts'
import { Filters } from './firms/filters.tsx'
import { filterNames, orderOf, queryOf } from './firms/query.ts'
import { useFirmColumns } from './firms/use-columns.tsx'
import { words as page } from './firms/words.ts'
import { words } from './words.ts'

/** `/firms`: the register of firms, narrowed, ordered and paged by the server. */
export default function FirmsPage() {
  const w = useWords(words)
  const p = useWords(page)
  const [values, setValues] = useUrlState(filterNames)
  const [table, setTable] = useTable({ sort: '-since' })
  const filter = { ...queryOf(values), ...orderOf(table.sort) }
  const { offset, limit } = table
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listFirms, { query: { ...filter, offset, limit } })
  const frame = useTableKeys()
  const clear = () => setValues(Object.fromEntries(filterNames.map((name) => [name, undefined])))
  return (
    <Page title={w.firms}>
      <PageHeader title={w.firms} lead={p.lead} actions={<Ways />} />
      <Views />
      <Filters values={values} onChange={setValues} />
      <div ref={frame}>
        <DataTable
          caption={p.caption}
          columns={useFirmColumns()}
          rows={data?.rows}
          rowId={(row) => row.id}
          total={data?.total}
          state={table}
          onState={setTable}
          to={(row) => `/firms/${row.id}`}
          busy={isPlaceholderData}
          error={error}
          onRetry={() => void refetch()}
          tools={<ExportButton endpoint={exportFirms} query={filter} name={w.firms} words={p.export} />}
          onClearFilters={Object.keys(values).length > 0 ? clear : undefined}
          empty={
            <EmptyState icon="building" title={p.empty}>
              {p.emptyText}
            </EmptyState>
          }
          remember="firms"
        />
      </div>
    </Page>
  )
}

function Ways() {
  const p = useWords(page)
  const roles = useEndpoint(me, {}, { staleTime: 5 * 60_000 }).data?.roles ?? []
  const may = (of: readonly string[]) => roles.some((role) => of.includes(role))
  return (
    <>
      {may(firmWriters) && (
        <Button look="main" icon="plus" to="/firms/new">
          {p.register}
        </Button>
      )}
      {may(firmImporters) && (
        <Button icon="upload" to="/firms/imports">
          {p.importFile}
        </Button>
      )}
      <Button icon="file" to="/ledgers">
        {p.ledgers}
      </Button>
    </>
  )
}

function Views() {
  const p = useWords(page)
  const day = dayOf(new Date(Date.now() - 30 * 86_400_000))
  const views = [
    { name: p.all, query: '' },
    { name: p.view.fresh, query: `newSince=${day}` },
    { name: p.view.key, query: 'keyFirm=true' },
    { name: p.view.expiring, query: 'expiring=90&sort=lease' },
    { name: p.view.suiteless, query: 'suiteless=true' },
    { name: p.view.gone, query: 'state=left%2Cclosed' },
  ]
  return <ViewTabs label={p.views} views={views} remember="firms" />
}
