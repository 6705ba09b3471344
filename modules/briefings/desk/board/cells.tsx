import { useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import type { Part } from '../../cell-filter.ts'
import { type Cell, type Counted, type Residents, smallNumber } from '../../contract.ts'
import { words } from '../words.ts'

/** The address of the matters that a part of a figure counts. */
type To = (figure: string, part: Part) => string

export interface CellProps {
  readonly code: string
  readonly cell: Cell
  readonly to: To
  /** The largest count of the column, to which its bars are drawn. */
  readonly most: number
}

/** A figure of one row: a count, or a rate with what it is made of. Each number leads to its matters. */
export function CellText({ code, cell, to, most }: CellProps) {
  const format = useFormat()
  const { numerator, denominator, value } = cell
  if (denominator === null)
    return (
      <>
        <Count n={numerator} to={to(code, 'numerator')} />
        <Bar share={most > 0 ? numerator / most : 0} soft />
      </>
    )
  if (value === null) return <span className="board-none">—</span>
  return (
    <>
      <Go to={to(code, 'numerator')} className={cell.small ? 'board-few' : 'board-value'}>
        {format.percent(value)}
        {cell.small && <SmallMark />}
      </Go>
      <Bar share={value} />
      <span className="board-of">
        <Count n={numerator} to={to(code, 'numerator')} /> / <Count n={denominator} to={to(code, 'denominator')} />
        <InPart cell={cell} to={to(code, 'partly')} />
        <LeftOut cell={cell} to={to(code, 'excluded')} />
      </span>
    </>
  )
}

/** Those that count with a part of their weight. */
function InPart({ cell, to }: { cell: Cell; to: string }) {
  const format = useFormat()
  if (cell.partly === 0) return null
  return (
    <>
      {' + '}
      <Go to={to}>{format.number(cell.partly)}</Go>
    </>
  )
}

function LeftOut({ cell, to }: { cell: Cell; to: string }) {
  const w = useWords(words)
  const format = useFormat()
  if (cell.excluded === 0) return null
  return (
    <>
      {' · '}
      <Go to={to}>{w.leftOut(format.number(cell.excluded))}</Go>
    </>
  )
}

/** Nothing needs no list. */
function Count({ n, to }: { n: number; to: string }) {
  const format = useFormat()
  return n === 0 ? <span className="board-none">0</span> : <Go to={to}>{format.number(n)}</Go>
}

function SmallMark() {
  const w = useWords(words)
  return (
    <sup>
      <span aria-hidden="true">*</span>
      <span className="ui-unseen">{w.smallMark}</span>
    </sup>
  )
}

const Bar = ({ share, soft = false }: { share: number; soft?: boolean }) => (
  <span className={soft ? 'board-bar board-bar-soft' : 'board-bar'} aria-hidden="true">
    <span style={{ width: `${Math.min(1, share) * 100}%` }} />
  </span>
)

/** `3.8 / 17 / 6.1`: median, ninth decile and mean of the days to resolve; null where nothing was resolved. */
export function useDaysWords(): (days: Counted['days']) => string | null {
  const format = useFormat()
  const digits = (n: number) => format.number(n, n < 10 ? 1 : 0)
  return ({ median, p90, mean }) =>
    median === null || p90 === null || mean === null ? null : [median, p90, mean].map(digits).join(' / ')
}

/** How long the resolved ones took; beside it those that still are open, which no length says anything about. */
export function DaysText({ days, open, to }: { days: Counted['days']; open: number; to: To }) {
  const said = useDaysWords()(days)
  return (
    <>
      {said === null ? (
        <span className="board-none">—</span>
      ) : (
        <Go to={to('resolved', 'numerator')} className={days.small ? 'board-few' : 'board-value'}>
          {said}
          {days.small && <SmallMark />}
        </Go>
      )}
      <StillOpen open={open} to={to('open', 'numerator')} />
    </>
  )
}

function StillOpen({ open, to }: { open: number; to: string }) {
  const w = useWords(words)
  const format = useFormat()
  if (open === 0) return null
  return (
    <span className="board-of">
      <Go to={to}>{w.stillOpen(format.number(open))}</Go>
    </span>
  )
}

/** Matters of each ten thousand residents; nothing where nobody has entered how many live there. */
export function PerTenThousand({
  reported,
  residents,
  to,
}: {
  reported: number
  residents: Residents | null
  to: string
}) {
  const w = useWords(words)
  const format = useFormat()
  if (!residents) return <span className="board-none">—</span>
  return (
    <>
      <Go to={to} className={reported < smallNumber ? 'board-few' : 'board-value'}>
        {format.number((reported * 10_000) / residents.count, 1)}
        {reported < smallNumber && <SmallMark />}
      </Go>
      <span className="board-of">{w.perOf(format.number(residents.count), residents.year)}</span>
    </>
  )
}
