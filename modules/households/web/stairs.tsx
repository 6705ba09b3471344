import './stairs.css'
import { useWords } from '../../../kernel/web/words.ts'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import { Go } from '../../../ui/navigation.tsx'
import type { Door } from '../contract.ts'
import { householdWords } from './words.ts'

/** `kept`: filled in, waits on this phone; `refused`: filled in, and the server said no. */
export type CellState = Door['state'] | 'kept' | 'refused'

/** Each state has its own drawing, so that colour is never the only sign. */
const icons: Readonly<Record<CellState, IconName>> = {
  vacant: 'minus',
  fine: 'home',
  due: 'clock',
  overdue: 'warning',
  tried: 'undo',
  done: 'check',
  kept: 'queue',
  refused: 'info',
}

export interface Cell {
  readonly key: string
  readonly floor: number
  readonly number: string
  readonly state: CellState
  /** Where a press leads. */
  readonly to?: string | undefined
  readonly next?: boolean
}

export interface StairPictureProps {
  /** The name of the staircase, said aloud. */
  readonly name: string
  readonly cells: readonly Cell[]
}

/** A staircase as it stands: the top floor on top, a cell a door, what is to be done in each as a sign and a word. */
export function StairPicture({ name, cells }: StairPictureProps) {
  const h = useWords(householdWords)
  const floors = [...new Set(cells.map(({ floor }) => floor))].sort((a, b) => b - a)
  return (
    <table className="hh-stairs">
      <caption className="ui-unseen">{h.stairs(name)}</caption>
      <tbody>
        {floors.map((floor) => (
          <tr key={floor}>
            <th scope="row">{h.floor(floor)}</th>
            <td>
              <div className="hh-floor">
                {cells
                  .filter((cell) => cell.floor === floor)
                  .sort((a, b) => a.number.localeCompare(b.number, undefined, { numeric: true }))
                  .map((cell) => (
                    <DoorCell key={cell.key} cell={cell} />
                  ))}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function DoorCell({ cell }: { cell: Cell }) {
  const h = useWords(householdWords)
  const name = `hh-cell hh-cell-${cell.state}${cell.next ? ' hh-cell-next' : ''}`
  const inside = (
    <>
      <span className="hh-cell-number">{cell.number}</span>
      <span className="hh-cell-state">
        <Icon name={icons[cell.state]} size={15} />
        {stateWords(h, cell.state)}
      </span>
    </>
  )
  return cell.to ? (
    <Go to={cell.to} className={name}>
      {inside}
    </Go>
  ) : (
    <span className={name}>{inside}</span>
  )
}

function stateWords(h: ReturnType<typeof useWords<(typeof householdWords)['zh']>>, state: CellState): string {
  return state === 'kept' ? h.kept : state === 'refused' ? h.refused : h.door[state]
}

/** A state with its sign, in a line of text. */
export function DoorMark({ state }: { state: CellState }) {
  const h = useWords(householdWords)
  return (
    <span className={`hh-mark hh-cell-${state}`}>
      <Icon name={icons[state]} size={16} /> {stateWords(h, state)}
    </span>
  )
}
