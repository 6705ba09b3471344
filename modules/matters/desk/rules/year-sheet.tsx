import { type ReactNode, useMemo } from 'react'
import { dayFromNumber, dayNumberFrom, weekdayOf } from '../../../../kernel/time/day.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Pills } from '../../../../ui/pills.tsx'
import type { CalendarRules, LocalCalendar } from '../../rules/contract.ts'
import { Line } from '../parts/inputs.tsx'
import { withDay } from './calendar-changes.ts'
import { words } from './words.ts'

interface YearSheetProps {
  readonly data: Pick<CalendarRules, 'year' | 'rest'>
  readonly calendar: LocalCalendar
  readonly chosen: string | null
  readonly onChoose: (day: string) => void
  /** About the chosen day: stands below its month. */
  readonly panel: ReactNode
}

/** Twelve months, each a table of its weeks from Monday on. */
export function YearSheet({ data, calendar, chosen, onChoose, panel }: YearSheetProps) {
  const w = useWords(words)
  const format = useFormat()
  const rest = useMemo(() => new Set(data.rest), [data.rest])
  return (
    <div className="ru-year">
      {monthsOf(data.year).map(({ month, weeks }) => (
        <div key={month} className="ui-stack">
          <table className="ru-month">
            <caption>{w.month(month)}</caption>
            <thead>
              <tr>
                {Object.values(w.weekdays).map((name) => (
                  <th key={name} scope="col" className="ru-weekday">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week) => (
                <tr key={week.find((day) => day !== '') ?? ''}>
                  {week.map((day, at) => (
                    <td key={day || `none-${at}`}>
                      {day && (
                        <DayButton
                          day={day}
                          label={[
                            format.day(day),
                            w.day[calendar.overrides[day] ?? (rest.has(day) ? 'rest' : 'work')],
                            calendar.overrides[day] && w.local,
                            calendar.names?.[day],
                          ]}
                          rests={(calendar.overrides[day] ?? (rest.has(day) ? 'rest' : 'work')) === 'rest'}
                          local={calendar.overrides[day] !== undefined}
                          chosen={chosen === day}
                          onChoose={onChoose}
                        />
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {chosen !== null && isIn(chosen, data.year, month) && panel}
        </div>
      ))}
    </div>
  )
}

const isIn = (day: string, year: number, month: number): boolean =>
  Number(day.slice(0, 4)) === year && Number(day.slice(5, 7)) === month

interface DayButtonProps {
  readonly day: string
  readonly label: readonly (string | undefined)[]
  readonly rests: boolean
  readonly local: boolean
  readonly chosen: boolean
  readonly onChoose: (day: string) => void
}

function DayButton({ day, label, rests, local, chosen, onChoose }: DayButtonProps) {
  const name = ['ru-day', rests && 'ru-day-rest', local && 'ru-day-local', chosen && 'ru-day-chosen']
  return (
    <button
      type="button"
      className={name.filter(Boolean).join(' ')}
      aria-label={label.filter(Boolean).join(' · ')}
      aria-pressed={chosen}
      onClick={() => onChoose(day)}
    >
      {Number(day.slice(8))}
    </button>
  )
}

/** The weeks of each month, Monday first; '' where a week reaches into another month. */
function monthsOf(year: number): { month: number; weeks: string[][] }[] {
  return Array.from({ length: 12 }, (_, month) => {
    const first = dayNumberFrom(`${year}-${String(month + 1).padStart(2, '0')}-01`)
    const next = dayNumberFrom(month === 11 ? `${year + 1}-01-01` : `${year}-${String(month + 2).padStart(2, '0')}-01`)
    const before = (weekdayOf(first) + 6) % 7
    const cells = [
      ...Array(before).fill(''),
      ...Array.from({ length: next - first }, (_, n) => dayFromNumber(first + n)),
    ]
    const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, n) =>
      [...cells, ...Array(7).fill('')].slice(n * 7, n * 7 + 7),
    )
    return { month: month + 1, weeks }
  })
}

interface DayPanelProps {
  readonly day: string
  readonly data: Pick<CalendarRules, 'rest'>
  readonly calendar: LocalCalendar
  readonly onChange: (calendar: LocalCalendar) => void
}

/** What one day is here. */
export function DayPanel({ day, data, calendar, onChange }: DayPanelProps) {
  const w = useWords(words)
  const format = useFormat()
  const mark = calendar.overrides[day] ?? null
  const name = calendar.names?.[day] ?? ''
  const national = data.rest.includes(day) ? w.day.rest : w.day.work
  return (
    <div className="ru-day-panel">
      <div>
        <h3>{format.day(day)}</h3>
        <p className="ui-muted">{w.nationally(national)}</p>
      </div>
      <Field label={w.locally} group>
        <Pills
          value={mark ?? 'nation'}
          onChange={(to) => onChange(withDay(calendar, day, to === 'nation' ? null : to, name))}
          options={[
            { value: 'nation' as const, label: w.asNation },
            { value: 'work' as const, label: w.day.work },
            { value: 'rest' as const, label: w.day.rest },
          ]}
        />
      </Field>
      {mark !== null && (
        <Field label={w.dayName} hint={w.dayNameHint}>
          {(control) => (
            <Line
              control={control}
              value={name}
              maxLength={40}
              onChange={(to) => onChange(withDay(calendar, day, mark, to))}
            />
          )}
        </Field>
      )}
    </div>
  )
}

type Hours = LocalCalendar['hours']

/** The stretches of a day on which the office is open. */
export function OfficeHours({ hours, onChange }: { hours: Hours; onChange: (hours: Hours) => void }) {
  const w = useWords(words)
  const change = (n: number, side: 'from' | 'to', time: string) =>
    onChange(hours.map((one, at) => (at === n ? { ...one, [side]: time } : one)))
  return (
    <div className="ru-hours">
      {hours.map((one, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stretch has no name but its place, and keeps it while it is typed
        <div key={n} className="ru-hours-row">
          {(['from', 'to'] as const).map((side) => (
            <Field key={side} label={w[side]}>
              {(control) => (
                <input
                  className="ui-input"
                  type="time"
                  {...control}
                  value={one[side]}
                  onChange={(event) => change(n, side, event.target.value)}
                />
              )}
            </Field>
          ))}
          <Button
            look="quiet"
            icon="cross"
            label={w.removeHours(n + 1)}
            disabled={hours.length === 1}
            onClick={() => onChange(hours.filter((_, at) => at !== n))}
          />
        </div>
      ))}
      <div>
        <Button
          icon="plus"
          disabled={hours.length >= 6}
          onClick={() => onChange([...hours, { from: hours.at(-1)?.to ?? '09:00', to: '23:00' }])}
        >
          {w.addHours}
        </Button>
      </div>
    </div>
  )
}
