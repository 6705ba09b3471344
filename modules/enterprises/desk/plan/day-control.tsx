import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import type { VacancyMonth } from '../../buildings-contract.ts'
import { vacancyRate } from '../../occupancy.ts'
import { useShow } from '../parts/show.ts'
import { words as shared } from '../words.ts'
import { words } from './words.ts'

export interface DayControlProps {
  readonly plan: {
    readonly on: string
    readonly today: string
    readonly months: readonly VacancyMonth[]
  }
  readonly onDay: (day: string) => void
}

/** Which day is shown: picked, or found by sliding along the months, whose vacancy stands above the slider. */
export function DayControl({ plan: { on, today, months }, onDay }: DayControlProps) {
  const w = useWords(words)
  const s = useWords(shared)
  const show = useShow()
  const at = Math.max(
    0,
    months.findLastIndex((month) => month.on <= on),
  )
  const month = months[at]
  return (
    <div className="plan-days ui-noprint">
      <div className="ui-row">
        <DatePicker
          aria-label={w.onDay}
          allowClear={false}
          value={dayjs(on)}
          onChange={(day) => day && onDay(day.format('YYYY-MM-DD'))}
        />
        <Button look={on === today ? 'plain' : 'main'} disabled={on === today} onClick={() => onDay(today)}>
          {s.today}
        </Button>
      </div>
      {months.length > 1 && (
        <div className="plan-slider">
          <Bars months={months} at={at} />
          <input
            type="range"
            min={0}
            max={months.length - 1}
            value={at}
            aria-label={w.slide}
            aria-valuetext={month ? `${month.month}, ${s.vacancy} ${show.rate(month)}` : ''}
            onChange={(event) => {
              const chosen = months[Number(event.target.value)]
              if (chosen) onDay(chosen.on)
            }}
          />
          <div className="plan-slider-ends" aria-hidden="true">
            <span>{months[0]?.month}</span>
            <span>{month && `${month.month} · ${s.vacancy} ${show.rate(month)}`}</span>
            <span>{months.at(-1)?.month}</span>
          </div>
        </div>
      )}
    </div>
  )
}

/** The vacancy of each month as a bar above its place on the slider. */
function Bars({ months, at }: { months: readonly VacancyMonth[]; at: number }) {
  const rates = months.map((month) => vacancyRate(month) ?? 0)
  const most = Math.max(0.1, ...rates)
  return (
    <div className="plan-bars" aria-hidden="true">
      {months.map((month, i) => (
        <span
          key={month.month}
          className={i === at ? 'plan-bar-now' : ''}
          style={{ height: `${Math.max(4, ((rates[i] ?? 0) / most) * 100)}%` }}
        />
      ))}
    </div>
  )
}
