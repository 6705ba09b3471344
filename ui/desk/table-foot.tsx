import { Button } from '../button.tsx'
import { useFormat } from '../format.ts'
import { useUiWords } from '../words.ts'
import { pageSizes, type TableState } from './use-table.ts'

export interface TableFootProps {
  readonly total: number
  /** There are more than that. */
  readonly atLeast?: boolean
  readonly state: TableState
  readonly onState: (next: TableState) => void
}

/** Which rows of how many, and the way to the others. */
export function TableFoot({ total, atLeast = false, state, onState }: TableFootProps) {
  const words = useUiWords()
  const format = useFormat()
  const { offset, limit } = state
  const last = Math.min(offset + limit, total)
  const sizes = [...new Set<number>([...pageSizes, limit])].sort((a, b) => a - b)
  return (
    <nav className="desk-table-foot">
      <span>
        {words.table.range(
          format.number(Math.min(offset + 1, total)),
          format.number(last),
          format.number(total) + (atLeast ? '+' : ''),
        )}
      </span>
      <div className="ui-row">
        <select
          aria-label={words.table.perPage(limit)}
          value={limit}
          onChange={(event) => onState({ ...state, offset: 0, limit: Number(event.target.value) })}
        >
          {sizes.map((size) => (
            <option key={size} value={size}>
              {words.table.perPage(size)}
            </option>
          ))}
        </select>
        <Button
          icon="back"
          label={words.table.previous}
          disabled={offset === 0}
          onClick={() => onState({ ...state, offset: Math.max(0, offset - limit) })}
        />
        <Button
          icon="forward"
          label={words.table.next}
          disabled={last >= total}
          onClick={() => onState({ ...state, offset: offset + limit })}
        />
      </div>
    </nav>
  )
}
