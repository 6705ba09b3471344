import './gantt.css'
import { type ReactNode, useId } from 'react'
import { type UiLang, useUiLang } from '../lang.ts'
import { actualSpan, type Bar, type DaySpan, type GanttScale, ganttScale, type TimedRow } from './gantt-scale.ts'

export interface GanttRow extends TimedRow {
  readonly id: string
  readonly label: ReactNode
  /** Where it stands, in one word or a mark. */
  readonly status?: ReactNode
  /** It goes on today: its name stands out. */
  readonly now?: boolean
}

/** What the picture calls things, in the language of the page. */
export interface GanttWords {
  /** Of the rows: “阶段”. */
  readonly row: string
  readonly planned: string
  readonly actual: string
  readonly delay: string
  readonly today: string
  /** “至今”: after the first day of what goes on. */
  readonly goesOn: string
  /** Said for a row that did not begin. */
  readonly notYet: string
}

export interface GanttProps {
  /** What it shows, in one sentence; read aloud. */
  readonly label: string
  readonly rows: readonly GanttRow[]
  /** `YYYY-MM-DD` */
  readonly today: string
  readonly words: GanttWords
}

/**
 * Rows of time: planned as a thin line, done as a thick bar, delays hatched, today as a line. It is one table: those who
 * hear the page read its days; where there is no room the same rows stand as a list. On paper it is always drawn.
 */
export function Gantt({ label, rows, today, words }: GanttProps) {
  const scale = ganttScale(rows, today)
  const hatch = `ui-gantt-${useId().replace(/[^\w-]/g, '')}`
  return (
    <figure className="ui-gantt" aria-label={label}>
      <svg className="ui-gantt-defs" aria-hidden="true">
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" className="ui-gantt-hatch-ground" />
            <rect width="2.5" height="6" className="ui-gantt-hatch-line" />
          </pattern>
        </defs>
      </svg>
      <table>
        <caption className="ui-unseen">{label}</caption>
        <thead>
          <tr>
            <th scope="col" className="ui-gantt-name">
              {words.row}
            </th>
            <th scope="col" className="ui-gantt-days">
              <span className="ui-gantt-words">{words.planned}</span>
            </th>
            <th scope="col" className="ui-gantt-days">
              <span className="ui-gantt-words">{words.actual}</span>
            </th>
            <th scope="col" className="ui-gantt-days">
              <span className="ui-gantt-words">{words.delay}</span>
            </th>
            <td className="ui-gantt-picture">{scale && <Axis scale={scale} words={words} />}</td>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} scale={scale} today={today} words={words} hatch={hatch} />
          ))}
        </tbody>
      </table>
      <Key words={words} hatch={hatch} delays={rows.some((row) => row.delays?.length)} />
    </figure>
  )
}

interface RowProps {
  readonly row: GanttRow
  readonly scale: GanttScale | null
  readonly today: string
  readonly words: GanttWords
  readonly hatch: string
}

function Row({ row, scale, today, words, hatch }: RowProps) {
  const lang = useUiLang()
  const { planned, actual, delays = [] } = row
  const done = actualSpan(row, today)
  const begun = actual && (actual.to ? daysIn(lang, { from: actual.from, to: actual.to }) : null)
  return (
    <tr
      className={row.now ? 'ui-gantt-now' : actual?.to ? 'ui-gantt-over' : undefined}
      aria-current={row.now ? 'step' : undefined}
    >
      <th scope="row" className="ui-gantt-name">
        <span className="ui-gantt-label">{row.label}</span> {row.status}
      </th>
      <Days name={words.planned}>{planned ? daysIn(lang, planned) : '—'}</Days>
      <Days name={words.actual}>
        {begun ?? (actual ? `${dayIn(lang, actual.from)} ${words.goesOn}` : words.notYet)}
      </Days>
      <Days name={words.delay} empty={delays.length === 0}>
        {delays.map((delay) => daysIn(lang, delay)).join('; ') || '—'}
      </Days>
      <td className="ui-gantt-picture" aria-hidden="true">
        {scale && (
          <svg className="ui-gantt-row" aria-hidden="true">
            <Lines scale={scale} />
            {planned && <Rect of={scale.bar(planned)} look="ui-gantt-planned" />}
            {done && <Rect of={scale.bar(done)} look={actual?.to ? 'ui-gantt-done' : 'ui-gantt-done ui-gantt-open'} />}
            {delays.map((delay) => (
              <Rect
                key={`${delay.from}${delay.to}`}
                of={scale.bar(delay)}
                look="ui-gantt-delay"
                fill={`url(#${hatch})`}
              />
            ))}
          </svg>
        )}
      </td>
    </tr>
  )
}

/** A cell of words: unseen beside the picture, a line of the list where there is none. */
function Days({ name, empty = false, children }: { name: string; empty?: boolean; children: ReactNode }) {
  return (
    <td className={`ui-gantt-days${empty ? ' ui-gantt-empty' : ''}`}>
      <span className="ui-gantt-words">
        <span className="ui-gantt-days-name" aria-hidden="true">
          {name}
        </span>{' '}
        {children}
      </span>
    </td>
  )
}

const percent = (share: number) => `${share * 100}%`

function Rect({ of, look, fill }: { of: Bar; look: string; fill?: string }) {
  return <rect className={look} x={percent(of.at)} width={percent(of.width)} {...(fill ? { style: { fill } } : {})} />
}

/** Where the months begin, and today. */
function Lines({ scale }: { scale: GanttScale }) {
  return (
    <>
      {scale.months.map(({ day, at, named }) => (
        <line
          key={day}
          className={named ? 'ui-gantt-month' : 'ui-gantt-month ui-gantt-month-between'}
          x1={percent(at)}
          x2={percent(at)}
          y1="0"
          y2="100%"
        />
      ))}
      {scale.today !== null && (
        <line className="ui-gantt-today" x1={percent(scale.today)} x2={percent(scale.today)} y1="0" y2="100%" />
      )}
    </>
  )
}

/** Names of months; the year where it begins. */
function Axis({ scale, words }: { scale: GanttScale; words: GanttWords }) {
  const lang = useUiLang()
  let year = ''
  return (
    <div className="ui-gantt-axis" aria-hidden="true">
      {scale.months
        .filter((month) => month.named)
        .map(({ day, at }) => {
          const newYear = day.slice(0, 4) !== year
          year = day.slice(0, 4)
          return (
            <span key={day} style={{ left: percent(at) }}>
              {newYear && <small>{year}</small>}
              {monthName(lang, day)}
            </span>
          )
        })}
      {scale.today !== null && (
        <span
          className={`ui-gantt-axis-today${scale.today > 0.9 ? ' ui-gantt-axis-end' : ''}`}
          style={{ left: percent(scale.today) }}
        >
          {words.today}
        </span>
      )}
    </div>
  )
}

/** What the bars mean. */
function Key({ words, hatch, delays }: { words: GanttWords; hatch: string; delays: boolean }) {
  return (
    <figcaption className="ui-gantt-key" aria-hidden="true">
      {(['planned', 'done', ...(delays ? (['delay'] as const) : [])] as const).map((look) => (
        <span key={look}>
          <svg className="ui-gantt-row ui-gantt-sample" aria-hidden="true">
            <rect
              className={`ui-gantt-${look}`}
              x="0"
              width="100%"
              {...(look === 'delay' ? { style: { fill: `url(#${hatch})` } } : {})}
            />
          </svg>
          {look === 'planned' ? words.planned : look === 'done' ? words.actual : words.delay}
        </span>
      ))}
    </figcaption>
  )
}

const month = { month: 'short', timeZone: 'UTC' } as const
const shown = (options: Intl.DateTimeFormatOptions) => {
  const formats = { zh: new Intl.DateTimeFormat('zh-CN', options), en: new Intl.DateTimeFormat('en-GB', options) }
  return (lang: UiLang, day: string) => formats[lang].format(new Date(`${day}T00:00:00Z`))
}
const monthName = shown(month)
const dayName = shown({ ...month, day: 'numeric' })
const dayIn = shown({ ...month, day: 'numeric', year: 'numeric' })

/** 2026年3月2日 – 3月31日 / 2 Mar – 31 Mar 2026: the year once, where the language has it. */
function daysIn(lang: UiLang, { from, to }: DaySpan): string {
  if (from === to) return dayIn(lang, from)
  const sameYear = from.slice(0, 4) === to.slice(0, 4)
  const first = sameYear && lang === 'en' ? dayName(lang, from) : dayIn(lang, from)
  const last = sameYear && lang === 'zh' ? dayName(lang, to) : dayIn(lang, to)
  return `${first} – ${last}`
}
