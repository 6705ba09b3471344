import { commas } from '../../../../kernel/contract/punctuation.ts'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { smallNumber } from '../../contract.ts'
import { linkBook } from '../../links/link-words.ts'
import type { LinkNumber, LinksView } from '../../links-contract.ts'
import { words } from './words.ts'

export type Trends = Readonly<Record<string, readonly number[]>>

/** One of the five: its numbers, each the way to its ledger. */
export function LinkColumn({ of, trends }: { of: LinksView['links'][number]; trends: Trends | undefined }) {
  const w = useWords(words)
  const b = useWords(linkBook)
  return (
    <section className="links-column" aria-labelledby={`links-${of.code}`}>
      <h2 id={`links-${of.code}`}>{b.link[of.code]}</h2>
      {of.figures.length === 0 && <p className="ui-muted">{w.none}</p>}
      <ul>
        {of.figures.map((figure) => (
          <OneNumber key={figure.code} of={figure} trend={trends?.[figure.code]} />
        ))}
      </ul>
    </section>
  )
}

function OneNumber({ of, trend }: { of: LinkNumber; trend: readonly number[] | undefined }) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const format = useFormat()
  const name = say(of.words)
  const before = trend?.at(-2)
  return (
    <li>
      <Go to={of.to} className="links-number">
        <span className="links-name">{name}</span>
        <span className="links-value">{format.number(of.value)}</span>
      </Go>
      <span className="links-foot">
        {of.ofDays ? before !== undefined && w.before(format.number(before)) : w.now}
        {trend && Math.max(...trend) >= smallNumber && (
          <Bars
            trend={trend}
            label={w.trend(
              name,
              commas(
                lang,
                trend.map((n) => format.number(n)),
              ),
            )}
          />
        )}
      </span>
    </li>
  )
}

const [width, height, gap] = [9, 22, 3]

/** Six bars, the last one dark; drawn only where there is enough to see a rise or fall. */
function Bars({ trend, label }: { trend: readonly number[]; label: string }) {
  const most = Math.max(1, ...trend)
  const periods = trend.map((value, n) => ({ n, value, tall: Math.max(value > 0 ? 1.5 : 0, (value / most) * height) }))
  return (
    <svg className="links-bars" viewBox={`0 0 ${trend.length * (width + gap)} ${height}`} role="img" aria-label={label}>
      {periods.map(({ n, tall }) => (
        <rect
          key={n}
          x={n * (width + gap)}
          y={height - tall}
          width={width}
          height={tall}
          className={n === trend.length - 1 ? 'links-bar-last' : 'links-bar'}
        />
      ))}
    </svg>
  )
}
