import type { ReactNode } from 'react'
import { DataTable } from '../../../../ui/desk/data-table.tsx'
import type { MatterRow } from '../../contract.ts'
import { useMatterColumns } from '../list/use-columns.tsx'
import { useTableKeys } from '../parts/use-table-keys.ts'

const shown: ReadonlySet<string> = new Set(['title', 'place', 'state', 'due', 'holder', 'reported'])
const onePage = { offset: 0, limit: 20, sort: undefined }
const stays = () => {}

export interface NextListProps {
  readonly caption: string
  readonly rows: readonly MatterRow[] | undefined
  /** Who holds it is known when all are mine. */
  readonly mine: boolean
  readonly empty: ReactNode
}

/** A short list in the order in which to take things up; J and K move, Enter opens. */
export function NextList({ caption, rows, mine, empty }: NextListProps) {
  const columns = useMatterColumns()
    .filter(({ id }) => shown.has(id) && !(mine && id === 'holder'))
    .map(({ sort: _, ...column }) => column)
  // The deadline is what the eye looks for: it comes first, before the title's column on a wide screen.
  const ordered = [...columns].sort((a, b) => Number(b.id === 'due') - Number(a.id === 'due'))
  const frame = useTableKeys()
  return (
    <div ref={frame}>
      <DataTable
        caption={caption}
        columns={ordered}
        rows={rows}
        rowId={(row) => row.id}
        state={onePage}
        onState={stays}
        to={(row) => `/matters/${row.id}`}
        empty={empty}
      />
    </div>
  )
}
