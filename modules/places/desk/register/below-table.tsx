import { useState } from 'react'
import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { saveFile } from '../../../../kernel/web/save-file.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { type Column, DataTable } from '../../../../ui/desk/data-table.tsx'
import type { TableState } from '../../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { placePosters, type placeTree } from '../../contract.ts'
import { nameOf } from '../names.ts'
import { words } from './words.ts'

type Tree = ResponseOf<typeof placeTree>
type Row = Tree['rows'][number]

export interface BelowTableProps {
  readonly tree: Tree | undefined
  /** Null at the top of the register. */
  readonly here: { readonly id: PlaceId; readonly name: string } | null
  readonly table: TableState
  readonly onTable: (next: TableState) => void
  readonly busy: boolean
  readonly error: Error | null
}

/** What lies right below a place; buildings can be ticked for their posters. */
export function BelowTable({ tree, here, table, onTable, busy, error }: BelowTableProps) {
  const w = useWords(words)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [refused, setRefused] = useState<Error | null>(null)
  const buildings = tree?.rows.some(({ kind }) => kind === 'building') === true
  const print = () => {
    if (!here) return
    const query = { size: 'A4', only: [...picked].slice(0, 100).join() }
    saveFile(placePosters, { params: { placeId: here.id }, query }, `${w.posterFile} ${here.name}.pdf`).catch(
      setRefused,
    )
  }
  return (
    <>
      <ErrorNote error={refused} />
      <DataTable
        caption={w.caption(here?.name ?? w.top)}
        columns={useColumns()}
        rows={tree?.rows}
        rowId={(row) => row.id}
        total={tree?.total}
        state={table}
        onState={onTable}
        to={(row) => `/places?place=${row.id}`}
        busy={busy}
        error={error}
        {...(buildings && here
          ? {
              picked,
              onPick: setPicked,
              pickedTools: (
                <Button icon="qr" onClick={print}>
                  {w.postersPicked(Math.min(picked.size, 100))}
                </Button>
              ),
            }
          : {})}
        empty={
          <EmptyState icon="building" title={w.empty}>
            {tree?.mayKeep ? w.emptyText : null}
          </EmptyState>
        }
      />
    </>
  )
}

function useColumns(): readonly Column<Row>[] {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  return [
    { id: 'name', title: w.column.name, cell: nameOf, main: true },
    { id: 'level', title: w.column.level, cell: (row) => say(row.levelName), keep: true },
    {
      id: 'buildings',
      title: w.column.buildings,
      cell: (row) => format.number(row.buildings),
      align: 'end',
      keep: true,
    },
    {
      id: 'households',
      title: w.column.households,
      cell: (row) => format.number(row.households),
      align: 'end',
      keep: true,
    },
    { id: 'drawn', title: w.column.drawn, cell: (row) => (row.drawn ? w.drawn : w.notDrawn), keep: true },
  ]
}
