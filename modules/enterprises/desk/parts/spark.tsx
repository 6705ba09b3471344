import './spark.css'
import { useWords } from '../../../../kernel/web/words.ts'
import type { VacancyMonth } from '../../buildings-contract.ts'
import { vacancyRate } from '../../occupancy.ts'
import { words } from '../words.ts'
import { useShow } from './show.ts'

const [width, height, pad] = [120, 32, 3]

/** Vacancy month by month as a small line; the last month is marked. Its words tell first and last. */
export function Spark({ months }: { months: readonly VacancyMonth[] }) {
  const w = useWords(words)
  const show = useShow()
  const known = months.filter((month) => month.lettableCm2 > 0)
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last || known.length < 2) return <span className="ui-muted ui-small">—</span>
  const rates = known.map((month) => vacancyRate(month) ?? 0)
  const most = Math.max(0.05, ...rates)
  const x = (at: number) => pad + (at / (known.length - 1)) * (width - 2 * pad)
  const y = (rate: number) => height - pad - (rate / most) * (height - 2 * pad)
  const line = rates.map((rate, at) => `${x(at).toFixed(1)},${y(rate).toFixed(1)}`)
  const said = `${w.vacancy}: ${first.month} ${show.rate(first)}, ${last.month} ${show.rate(last)}`
  return (
    <svg className="spark" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={said}>
      <title>{said}</title>
      <polygon points={`${x(0)},${height} ${line.join(' ')} ${x(known.length - 1)},${height}`} />
      <polyline points={line.join(' ')} />
      <circle cx={x(known.length - 1)} cy={y(rates.at(-1) ?? 0)} r={2.6} />
    </svg>
  )
}
