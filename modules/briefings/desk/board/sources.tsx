import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import type { BoardView } from '../../contract.ts'
import { words } from '../words.ts'

/** By what the matters per 10,000 residents are divided, where it comes from and since when it stands there. */
export function Sources({ board }: { board: BoardView }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  if (board.by !== 'place') return null
  const whole = { id: board.place.id as string | null, name: board.place.name, residents: board.residents }
  const known = [whole, ...board.rows].flatMap(({ id, name, residents }) =>
    id !== null && name !== null && residents ? [{ id, name, residents }] : [],
  )
  if (known.length === 0) return null
  return (
    <details className="board-sources">
      <summary>{w.sources}</summary>
      <ul>
        {known.map(({ id, name, residents: { count, year, source, enteredOn } }) => (
          <li key={id}>{w.sourceOf(say(name), format.number(count), year, source, format.date(enteredOn))}</li>
        ))}
      </ul>
    </details>
  )
}
