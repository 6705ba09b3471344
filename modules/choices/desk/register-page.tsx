import { useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useParam, useUrlState } from '../../../ui/navigation.tsx'
import { useNameOf } from '../../matters/desk/public.ts'
import { listOwners, type OwnerRow } from '../owners/contract.ts'
import { ownerKinds } from '../owners/kinds.ts'
import { useCounted } from '../web/show.ts'
import { ImportDialog } from './one/import-dialog.tsx'
import { OwnerDialog } from './one/owner-dialog.tsx'
import { useRoomName } from './one/room-fields.tsx'
import { words } from './words.ts'

/** `/owners/$compoundId`: who owns what in a compound, a row a head. */
export default function RegisterPage() {
  const w = useWords(words)
  const r = w.register
  const nameOf = useNameOf()
  const { w: n, area, number } = useCounted()
  const compoundId = useParam('compoundId') as PlaceId
  const [values, set] = useUrlState(['q', 'kind'])
  const [table, setTable] = useTable()
  const [open, setOpen] = useState<'add' | 'import' | null>(null)
  const kind = ownerKinds.find((one) => one === values.kind)
  const { offset, limit } = table
  const query = { ...(values.q ? { q: values.q } : {}), ...(kind ? { kind } : {}), offset, limit }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listOwners, { params: { compoundId }, query })
  const title = data ? nameOf(data.compound) : w.owners
  const sums = data?.compound
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[{ words: w.owners, to: '/owners' }]}
        lead={
          sums &&
          [n.heads(number(sums.heads)), r.known(number(sums.rooms), number(sums.roomsKnown)), area(sums.areaCm2)].join(
            ' · ',
          )
        }
        actions={
          data?.mayKeep && (
            <>
              <Button look="main" icon="plus" onClick={() => setOpen('add')}>
                {r.add}
              </Button>
              <Button icon="upload" onClick={() => setOpen('import')}>
                {r.import}
              </Button>
              <Button icon="people" to={`/questions/new?placeId=${compoundId}`}>
                {w.ask}
              </Button>
            </>
          )
        }
      />
      <FilterBar
        values={values}
        onChange={set}
        filters={[
          { id: 'q', kind: 'text', label: r.filter.q },
          {
            id: 'kind',
            kind: 'one',
            label: r.filter.kind,
            options: ownerKinds.map((value) => ({ value, label: n.kind[value] })),
          },
        ]}
      />
      <DataTable
        caption={w.owners}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/owners/${compoundId}/${row.id}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        onClearFilters={values.q || kind ? () => set({ q: undefined, kind: undefined }) : undefined}
        empty={
          <EmptyState icon="people" title={r.empty}>
            {r.emptyText}
          </EmptyState>
        }
      />
      {data && (
        <>
          <OwnerDialog
            open={open === 'add'}
            compoundId={compoundId}
            buildings={data.buildings}
            onClose={() => setOpen(null)}
          />
          <ImportDialog open={open === 'import'} compoundId={compoundId} onClose={() => setOpen(null)} />
        </>
      )}
    </Page>
  )
}

function useColumns(): readonly Column<OwnerRow>[] {
  const w = useWords(words)
  const { w: n, area } = useCounted()
  const roomName = useRoomName()
  const c = w.column
  return [
    { id: 'name', title: c.owner, main: true, cell: (row) => row.name },
    { id: 'kind', title: c.kind, cell: (row) => n.kind[row.kind] },
    { id: 'phone', title: c.phone, cell: (row) => row.phone ?? '—', keep: true },
    {
      id: 'rooms',
      title: c.holds,
      cell: (row) =>
        row.holdings
          .filter(({ toOn }) => toOn === null)
          .map(roomName)
          .join(n.comma),
    },
    { id: 'area', title: c.area, align: 'end', cell: (row) => area(row.areaCm2), keep: true },
  ]
}
