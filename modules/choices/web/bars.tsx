import './bars.css'
import { useFormat } from '../../../ui/format.ts'
import type { LineShape, OutcomeShape } from '../contract.ts'
import { useCounted } from './show.ts'

/** Area and heads, each with a bar for taking part and one for agreeing, and the line that has to be reached. */
export function Bars({ of }: { of: OutcomeShape }) {
  const { w } = useCounted()
  return (
    <div className="choice-bars">
      {(['areaCm2', 'heads'] as const).map((side) => (
        <section key={side}>
          <h3>{w.side[side]}</h3>
          {of.lines
            .filter((line) => line.side === side)
            .map((line) => (
              <OneLine key={line.of} line={line} majority={of.majority} />
            ))}
        </section>
      ))}
    </div>
  )
}

const marks = { two: 200 / 3, half: 50, three: 75 } as const

function OneLine({ line, majority }: { line: LineShape; majority: OutcomeShape['majority'] }) {
  const { w, measured } = useCounted()
  const format = useFormat()
  const { of, side, base, stands, missing } = line
  const mark = of === 'participation' ? 'two' : majority === 'half' ? 'half' : 'three'
  const share = base > 0 ? stands / base : 0
  const words = w.bar(w.line[of], format.percent(share), measured(side, stands), measured(side, base))
  return (
    <div className="choice-line">
      <div className="choice-line-words">
        <span>{words}</span>
        <span className={missing > 0 ? 'choice-line-missing' : 'ui-muted'}>
          {missing > 0 ? w.missing(measured(side, missing, 4)) : w.met}
        </span>
      </div>
      <div className={`choice-bar${missing > 0 ? ' choice-bar-missed' : ''}`} aria-hidden="true">
        <span className="choice-bar-fill" style={{ width: `${share * 100}%` }} />
        <span className="choice-bar-mark" style={{ left: `${marks[mark]}%` }} />
      </div>
      <div className="ui-muted ui-small">{w.need(w.mark[mark])}</div>
    </div>
  )
}

/** The sums as they are published: may vote, and once it was opened took part, agree, oppose, abstain. */
export function Sums({ of, open }: { of: OutcomeShape; open: boolean }) {
  const { w, area, heads } = useCounted()
  const rows = (['total', 'participated', 'agreed', 'opposed', 'abstained', 'followed'] as const).filter(
    (name) => name === 'total' || (open && (name !== 'followed' || of.followed.heads > 0)),
  )
  return (
    <table className="choice-sums">
      <caption className="ui-unseen">{w.sums}</caption>
      <tbody>
        {rows.map((name) => (
          <tr key={name}>
            <th scope="row">{w.sum[name]}</th>
            <td>{area(of[name].areaCm2)}</td>
            <td>{heads(of[name].heads)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
