import { Popover } from 'antd'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Icon } from '../../../../ui/icon.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { cellAddress, type Part } from '../../cell-filter.ts'
import type { BoardRow, BoardView } from '../../contract.ts'
import type { Month } from '../../months.ts'
import { words } from '../words.ts'
import { CellText, DaysText, PerTenThousand } from './cells.tsx'
import { Formula } from './formula.tsx'
import { boardAddress, countedIn, type Looking } from './use-board.ts'

export interface BoardTableProps {
  readonly board: BoardView
  readonly looking: Looking
  readonly busy: boolean
}

/** Places (or grids) down, figures across; the whole at the foot. */
export function BoardTable({ board, looking, busy }: BoardTableProps) {
  const w = useWords(words)
  const say = useSay()
  const { month } = looking
  const total = countedIn(board, null, month)
  return (
    <div className="board-scroll">
      <table className={busy ? 'board-table ui-refreshing' : 'board-table'} aria-busy={busy}>
        <caption className="ui-unseen">{w.table(say(board.place.name))}</caption>
        <thead>
          <tr>
            <th scope="col">{w.where[board.by]}</th>
            {board.figures.map((figure) => (
              <th key={figure.code} scope="col">
                <Formula figure={figure} cell={total.figures[figure.code]} />
              </th>
            ))}
            {board.by === 'channel' ? null : (
              <th scope="col">
                <Head name={w.days} hint={w.daysHint} meaning={w.daysMeaning} />
              </th>
            )}
            {board.by === 'place' && (
              <th scope="col">
                <Head name={w.perTenThousand} meaning={w.perMeaning} />
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {board.rows.map((row) => (
            <Row key={row.id ?? row.kind} board={board} row={row} month={month}>
              <RowName row={row} board={board} looking={looking} />
            </Row>
          ))}
        </tbody>
        <tfoot>
          <Row board={board} row={null} month={month}>
            {w.total}
          </Row>
        </tfoot>
      </table>
    </div>
  )
}

interface RowProps {
  readonly board: BoardView
  readonly row: BoardRow | null
  readonly month: Month | undefined
  readonly children: React.ReactNode
}

function Row({ board, row, month, children }: RowProps) {
  const counted = countedIn(board, row, month)
  const to = (figure: string, part: Part) => cellAddress(board, { row, month: month ?? null, figure, part })
  // The foot's bars would all be full: they are left out by an endless measure.
  const most = (code: string) =>
    row === null
      ? Number.POSITIVE_INFINITY
      : Math.max(...board.rows.map((one) => countedIn(board, one, month).figures[code]?.numerator ?? 0))
  return (
    <tr>
      <th scope="row">{children}</th>
      {board.figures.map(({ code }) => {
        const cell = counted.figures[code]
        return <td key={code}>{cell && <CellText code={code} cell={cell} to={to} most={most(code)} />}</td>
      })}
      {board.by === 'channel' ? null : (
        <td>
          <DaysText days={counted.days} open={counted.figures.open?.numerator ?? 0} to={to} />
        </td>
      )}
      {board.by === 'place' && (
        <td>
          <PerTenThousand
            reported={counted.figures.reported?.numerator ?? 0}
            residents={row ? row.residents : board.residents}
            to={to('reported', 'numerator')}
          />
        </td>
      )}
    </tr>
  )
}

function RowName({ row, board, looking }: { row: BoardRow; board: BoardView; looking: Looking }) {
  const w = useWords(words)
  const say = useSay()
  if (row.name === null || row.id === null) return <span className="board-rest">{w.rest[board.by]}</span>
  return row.kind === 'place' ? <Go to={boardAddress(looking, row.id)}>{say(row.name)}</Go> : say(row.name)
}

/** A heading that says, pressed, how its column is counted. */
function Head({ name, hint, meaning }: { name: string; hint?: string; meaning: string }) {
  const w = useWords(words)
  return (
    <Popover trigger="click" content={<p className="board-formula-text">{meaning}</p>}>
      <button type="button" className="board-formula" title={w.formula}>
        <span>
          {name}
          {hint && <small> {hint}</small>}
        </span>
        <Icon name="info" size={14} label={w.formula} />
      </button>
    </Popover>
  )
}
