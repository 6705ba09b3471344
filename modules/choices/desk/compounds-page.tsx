import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { DataTable } from '../../../ui/desk/data-table.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import { listCompounds } from '../owners/contract.ts'
import { useCounted } from '../web/show.ts'
import { words } from './words.ts'

/** `/owners`: the registers of owners of my compounds. */
export default function CompoundsPage() {
  const w = useWords(words)
  const nameOf = useNameOf()
  const { area, number } = useCounted()
  const [table, setTable] = useTable({ limit: 200 })
  const { data, error, refetch } = useEndpoint(listCompounds)
  const c = w.column
  return (
    <Page title={w.owners}>
      <PageHeader title={w.owners} lead={w.ownersLead} />
      <DataTable
        caption={w.owners}
        columns={[
          { id: 'name', title: c.compound, main: true, cell: nameOf },
          {
            id: 'community',
            title: c.community,
            cell: (row) => nameOf({ name: row.community, nameEn: row.communityEn }),
          },
          { id: 'heads', title: c.heads, align: 'end', cell: (row) => number(row.heads) },
          {
            id: 'rooms',
            title: c.rooms,
            align: 'end',
            cell: (row) => w.register.known(number(row.rooms), number(row.roomsKnown)),
          },
          { id: 'area', title: c.area, align: 'end', cell: (row) => area(row.areaCm2) },
          { id: 'questions', title: w.title, align: 'end', cell: (row) => number(row.questions) },
        ]}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.rows.length}
        state={table}
        onState={setTable}
        to={(row) => `/owners/${row.id}`}
        error={error}
        onRetry={() => void refetch()}
      />
    </Page>
  )
}
