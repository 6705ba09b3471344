import './timeline.css'
import type { ReactNode } from 'react'
import { useFormat } from './format.ts'
import { Icon, type IconName } from './icon.tsx'

export interface TimelineEvent {
  readonly id: string
  /** An instant. */
  readonly at: string
  /** What happened, in the past tense: “已派单”. */
  readonly title: string
  /** Who did it, with the post: “李敏 · 第三网格网格员”. */
  readonly who?: string
  /** What was said then, word for word. */
  readonly said?: string
  /** Anything more: photos, a rating, a link. */
  readonly more?: ReactNode
  /** `step`: moves it on; `done`: an end; `alarm`: climbed, overdue, refused; `small`: beside the way. */
  readonly weight?: 'step' | 'done' | 'alarm' | 'small'
  readonly icon?: IconName
}

export interface TimelineProps {
  readonly label: string
  /** In the order to be shown. */
  readonly events: readonly TimelineEvent[]
}

/** What happened, day by day: who, when, what. */
export function Timeline({ label, events }: TimelineProps) {
  const format = useFormat()
  const days = byDay(events, format.day)
  return (
    <section aria-label={label}>
      {days.map(({ day, events: ofDay }) => (
        <div key={day}>
          <div className="ui-timeline-day">{day}</div>
          <ol>
            {ofDay.map((event) => (
              <Event key={event.id} event={event} time={format.time(event.at)} />
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}

function byDay(events: readonly TimelineEvent[], dayOf: (at: string) => string) {
  const days: { day: string; events: TimelineEvent[] }[] = []
  for (const event of events) {
    const day = dayOf(event.at)
    const last = days.at(-1)
    if (last?.day === day) last.events.push(event)
    else days.push({ day, events: [event] })
  }
  return days
}

const icons = { step: 'forward', done: 'check', alarm: 'climb', small: undefined } as const

function Event({ event, time }: { event: TimelineEvent; time: string }) {
  const weight = event.weight ?? 'step'
  const icon = weight === 'small' ? undefined : (event.icon ?? icons[weight])
  return (
    <li className={`ui-timeline-event ui-timeline-${weight}`}>
      <time className="ui-timeline-time" dateTime={event.at}>
        {time}
      </time>
      <span className="ui-timeline-mark" aria-hidden="true">
        {icon && <Icon name={icon} size={13} />}
      </span>
      <div className="ui-timeline-what">
        <span className="ui-timeline-title">{event.title}</span>
        {event.who && <span className="ui-timeline-who">{event.who}</span>}
        {event.said && <div className="ui-timeline-said">{event.said}</div>}
        {event.more && <div className="ui-timeline-more">{event.more}</div>}
      </div>
    </li>
  )
}
