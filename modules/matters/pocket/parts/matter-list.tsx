import { useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Card, ListRow } from '../../../../ui/pocket/parts.tsx'
import type { MatterRow } from '../../contract.ts'
import { useNames } from './names.ts'
import { StateWord } from './standing.tsx'
import { words } from './words.ts'

/** Matters as a neighbour sees them: what, where, since when, how it stands. */
export function MatterList({ title, rows }: { title?: string; rows: readonly MatterRow[] }) {
  const w = useWords(words)
  const nameOf = useNames()
  const format = useFormat()
  return (
    <Card flush {...(title ? { title } : {})}>
      {rows.map((row) => (
        <ListRow
          key={row.id}
          to={`/matters/${row.id}`}
          title={row.title}
          note={`${nameOf(row.place)} · ${format.shortDay(row.reportedAt)}${row.rounds > 1 ? ` · ${w.rounds(row.rounds)}` : ''}`}
          mark={<StateWord state={row.state} />}
        />
      ))}
    </Card>
  )
}
