import './week-grid.css'
import { type KeyboardEvent, useRef } from 'react'

export interface WeekSlot {
  readonly key: string
  /** “09:00–11:00”, or a whole day. */
  readonly label: string
  /** What is left of it: “余 2”, “约满”. */
  readonly note?: string
  readonly disabled?: boolean
}

export interface WeekGridProps {
  /** What these are the times of. */
  readonly label: string
  readonly days: readonly { readonly key: string; readonly title: string; readonly slots: readonly WeekSlot[] }[]
  /** Said on a day without times. */
  readonly none: string
  readonly chosen?: string | null
  readonly onChoose?: (key: string) => void
}

const ways: Readonly<Record<string, readonly [days: number, slots: number]>> = {
  ...{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] },
}

/**
 * Times of some days, a column a day; below one another on a phone. Tab goes from one to the next, arrow keys between
 * days and within one.
 */
export function WeekGrid({ label, days, none, chosen = null, onChoose }: WeekGridProps) {
  const grid = useRef<HTMLElement>(null)
  const move = (event: KeyboardEvent, day: number, slot: number) => {
    const way = ways[event.key]
    if (!way) return
    event.preventDefault()
    const buttons = (n: number) => [
      ...(grid.current?.querySelectorAll<HTMLButtonElement>(`[data-day="${n}"] button:enabled`) ?? []),
    ]
    if (way[0] === 0) {
      const own = buttons(day)
      const at = own.indexOf(event.currentTarget as HTMLButtonElement)
      own[at + way[1]]?.focus()
      return
    }
    // A day without free times is passed over.
    for (let n = day + way[0]; n >= 0 && n < days.length; n += way[0]) {
      const there = buttons(n)
      const to = there[Math.min(slot, there.length - 1)]
      if (to) return to.focus()
    }
  }
  return (
    <section ref={grid} className="ui-week" aria-label={label}>
      {days.map((day, d) => (
        <div key={day.key} className="ui-week-day" data-day={d}>
          <div className="ui-week-head">{day.title}</div>
          {day.slots.length === 0 && <span className="ui-week-none">{none}</span>}
          <div className="ui-week-slots">
            {day.slots.map((slot, s) => (
              <button
                key={slot.key}
                type="button"
                className="ui-week-slot"
                disabled={slot.disabled ?? false}
                aria-pressed={slot.key === chosen}
                onClick={() => onChoose?.(slot.key)}
                onKeyDown={(event) => move(event, d, s)}
              >
                <span className="ui-unseen">{day.title} </span>
                <span>{slot.label} </span>
                {slot.note && <span>{slot.note}</span>}
              </button>
            ))}
          </div>
        </div>
      ))}
    </section>
  )
}
