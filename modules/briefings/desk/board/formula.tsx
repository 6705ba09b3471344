import { Popover } from 'antd'
import type { Words } from '../../../../kernel/contract/words.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Icon } from '../../../../ui/icon.tsx'
import type { Cell, FigureView } from '../../contract.ts'
import { words } from '../words.ts'

export interface FormulaProps {
  readonly figure: FigureView
  /** What it comes to for the whole place. */
  readonly cell: Cell | undefined
}

/** The name of a figure; pressed, it says what is counted, of what, and what is left out. */
export function Formula({ figure, cell }: FormulaProps) {
  const w = useWords(words)
  const say = useSay()
  return (
    <Popover trigger="click" content={<FormulaText figure={figure} cell={cell} />}>
      <button type="button" className="board-formula" title={w.formula}>
        {say(figure.name)}
        <Icon name="info" size={14} label={w.formula} />
      </button>
    </Popover>
  )
}

function FormulaText({ figure, cell }: FormulaProps) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const join = (conditions: readonly Words[], between: string) => conditions.map(say).join(between)
  const number = (n: number | null | undefined) => (cell && n !== null && n !== undefined ? format.number(n) : '')
  const parts = [
    {
      name: figure.denominator ? w.numerator : w.count,
      text: join(figure.numerator, w.and),
      count: number(cell?.numerator),
    },
    ...(figure.denominator
      ? [{ name: w.denominator, text: join(figure.denominator, w.and), count: number(cell?.denominator) }]
      : []),
    ...(figure.partly
      ? [
          {
            name: w.partly(figure.partly.percent),
            text: join(figure.partly.conditions, w.and),
            count: number(cell?.partly),
          },
        ]
      : []),
    ...(figure.exclusions.length > 0
      ? [{ name: w.excluded, text: join(figure.exclusions, w.or), count: number(cell?.excluded) }]
      : []),
  ]
  return (
    <div className="board-formula-text">
      <strong>{say(figure.name)}</strong>
      <p>{say(figure.meaning)}</p>
      <dl>
        {parts.map(({ name, text, count }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
            <dd className="board-formula-count">{count}</dd>
          </div>
        ))}
        <div>
          <dt>{w.source}</dt>
          <dd>
            {figure.source} · {w.version(figure.version)}
          </dd>
        </div>
      </dl>
    </div>
  )
}
