import type { ReactNode } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import type { WallTopics, WallView } from '../../wall-contract.ts'
import { wallWords } from './words.ts'

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="wall-panel" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** What there is this minute, and how this month goes. */
export function NowPanel({ wall }: { wall: WallView }) {
  const w = useWords(wallWords)
  const say = useSay()
  const format = useFormat()
  const numbers = [
    { name: w.open, n: wall.now.open },
    { name: w.overdue, n: wall.now.overdue },
    { name: w.reported, n: wall.today.reported },
    { name: w.closed, n: wall.today.closed },
  ]
  return (
    <Panel title={w.now}>
      <dl className="wall-numbers">
        {numbers.map(({ name, n }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{format.number(n)}</dd>
          </div>
        ))}
      </dl>
      <h2>{w.rates}</h2>
      <dl className="wall-numbers wall-rates">
        {wall.rates.map(({ code, name, share, of, small }) => (
          <div key={code}>
            <dt>{say(name)}</dt>
            <dd>
              {share === null ? '—' : format.percent(share)}
              {small && '*'}
              <small>{w.of(format.number(of))}</small>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

export function PlacesPanel({ wall }: { wall: WallView }) {
  const w = useWords(wallWords)
  const say = useSay()
  const format = useFormat()
  return (
    <Panel title={w.places}>
      <table className="wall-places">
        <thead>
          <tr>
            {[w.place, w.placeReported, w.open, w.overdue, w.onTime].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {wall.places.map(({ name, reported, open, overdue, onTime, small }) => (
            <tr key={name.zh}>
              <th scope="row">{say(name)}</th>
              <td>{format.number(reported)}</td>
              <td>{format.number(open)}</td>
              <td>{format.number(overdue)}</td>
              <td>
                {onTime === null ? '—' : format.percent(onTime)}
                {small && '*'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

export function TopicsPanel({ topics }: { topics: WallTopics }) {
  const w = useWords(wallWords)
  const say = useSay()
  const format = useFormat()
  return (
    <Panel title={w.topics}>
      <ul className="wall-topics">
        {topics.topics.map(({ name, week, expected, since, places }) => (
          <li key={name.zh}>
            <strong>{say(name)}</strong>
            <span className="wall-week">{format.number(week)}</span>
            <span>
              {w.usual(format.number(expected, 1))} · {w.since(format.shortDay(since))}
              <br />
              {places.map(say).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** Reported and resolved of twelve months as bars; every number is written too. */
export function MonthsPanel({ wall }: { wall: WallView }) {
  const w = useWords(wallWords)
  const format = useFormat()
  const most = Math.max(1, ...wall.months.flatMap(({ reported, resolved }) => [reported, resolved]))
  const bar = (n: number, soft: boolean) => (
    <span className={soft ? 'wall-bar wall-bar-soft' : 'wall-bar'} style={{ height: `${(n / most) * 100}%` }} />
  )
  return (
    <Panel title={w.months}>
      <p className="wall-legend">
        <span className="wall-key" aria-hidden="true" /> {w.placeReported}
        <span className="wall-key wall-key-soft" aria-hidden="true" /> {w.resolved}
      </p>
      <ol className="wall-months">
        {wall.months.map(({ month, reported, resolved }) => (
          <li key={month}>
            <span className="wall-bars" aria-hidden="true">
              {bar(reported, false)}
              {bar(resolved, true)}
            </span>
            <span>{format.number(reported)}</span>
            <span className="wall-soft">{format.number(resolved)}</span>
            <span className="wall-month">{month.slice(2).replace('-', '/')}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
