import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import type { TrialRow, Tried, tryFormula } from '../../formulas/contract.ts'
import { words } from './words.ts'

/** What a formula would have come to last month beside the one in force, place by place. */
export function Trial({ trial }: { trial: ResponseOf<typeof tryFormula> }) {
  const w = useWords(words)
  const say = useSay()
  return (
    <div className="formula-trial">
      <table>
        <caption>{w.trialOf(trial.month)}</caption>
        <thead>
          <tr>
            <th scope="col">{w.where}</th>
            <th scope="col">{w.before}</th>
            <th scope="col">{w.after}</th>
            <th scope="col">{w.change}</th>
          </tr>
        </thead>
        <tbody>
          {trial.rows.map((row) => (
            <tr key={`${row.name.zh} ${row.name.en}`}>
              <th scope="row">{say(row.name)}</th>
              <td>{row.before ? <Result of={row.before} /> : w.noNumber}</td>
              <td>
                <Result of={row.after} />
              </td>
              <td>
                <Difference row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="ui-muted ui-small">{w.few}</p>
    </div>
  )
}

function Result({ of: { numerator, denominator, partly, value } }: { of: Tried }) {
  const w = useWords(words)
  const format = useFormat()
  if (denominator === null) return <>{format.number(numerator)}</>
  if (value === null) return <>{w.noNumber}</>
  const parts = [format.number(numerator), ...(partly > 0 ? [`+ ${format.number(partly)}`] : [])].join(' ')
  return (
    <>
      <strong>{format.percent(value)}</strong>
      {denominator < 10 && (
        <sup>
          <span aria-hidden="true">*</span>
          <span className="ui-unseen">{w.fewMark}</span>
        </sup>
      )}
      <small>
        {' '}
        {parts} / {format.number(denominator)}
      </small>
    </>
  )
}

function Difference({ row: { before, after } }: { row: TrialRow }) {
  const w = useWords(words)
  const format = useFormat()
  if (!before || before.value === null || after.value === null) return <>{w.noNumber}</>
  const signed = (n: number, digits: number) => `${n > 0 ? '+' : ''}${format.number(n, digits)}`
  if (after.denominator === null || before.denominator === null) return <>{signed(after.value - before.value, 0)}</>
  return <>{w.points(signed((after.value - before.value) * 100, 1))}</>
}
