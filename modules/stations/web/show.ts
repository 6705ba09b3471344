import { useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import type { BookingRow, ResourceRow, ResourceWeek, SlotShape } from '../contract.ts'
import { stationBook } from './words.ts'

/** How states are set as words. */
export const bookingTone = {
  booked: 'active',
  out: 'active',
  done: 'done',
  cancelled: 'stopped',
  no_show: 'stopped',
} as const
export const wantTone = { open: 'active', met: 'done', withdrawn: 'stopped' } as const
export const sharerTone = {
  asked: 'active',
  live: 'done',
  paused: 'stopped',
  ended: 'plain',
  refused: 'stopped',
} as const
export const resourceTone = { live: 'done', paused: 'stopped', ended: 'plain' } as const
export const thanksTone = { new: 'active', shown: 'done', hidden: 'stopped' } as const

/** The address inside the code at the door. */
export const codeAddress = (code: string): string => `${location.origin}/s/${code}`

/** Midday of a day in China, for formatting it. */
export const noonOf = (day: string): string => `${day}T04:00:00Z`

/** “开放中，到 18:00”; with the day where it is another one. */
export function useOpenWords() {
  const b = useWords(stationBook)
  const format = useFormat()
  return ({ open, changesAt }: ResourceRow['open']): string => {
    if (!changesAt) return open ? b.openAlways : b.closed
    const today = format.shortDay(new Date()) === format.shortDay(changesAt)
    const when = today ? format.time(changesAt) : format.moment(changesAt)
    return open ? b.openUntil(when) : b.opensAt(when)
  }
}

type Time = Pick<BookingRow, 'fromAt' | 'untilAt' | 'unit'>

/** When a booking is: of hours “11月30日 09:00–11:00”, of days “11月30日 至 12月2日”. */
export function useWhen() {
  const b = useWords(stationBook)
  const format = useFormat()
  return ({ fromAt, untilAt, unit }: Time): string =>
    unit === 'day'
      ? b.days(format.shortDay(fromAt), format.shortDay(new Date(new Date(untilAt).getTime() - 1)))
      : `${format.moment(fromAt)}–${format.time(untilAt)}`
}

/** A week for the grid: what is over or closed cannot be chosen; what is full where one may stand in line for it. */
export function useWeekDays() {
  const b = useWords(stationBook)
  const format = useFormat()
  return (week: ResourceWeek, unit: Time['unit'], day: string) =>
    week.days.map(({ on, slots }) => ({
      key: on,
      title: format.day(noonOf(on)).replace(/^\d{4}年|\s\d{4}$/g, ''),
      slots: slots.map(({ from, to, free, mayWait, waiting }: SlotShape) => ({
        key: from,
        label: unit === 'day' ? day : `${format.time(from)}–${format.time(to)}`,
        note: free > 0 ? b.free(free) : mayWait ? b.mayWait(waiting) : b.full,
        disabled: free === 0 && !mayWait,
      })),
    }))
}

/** How long some half hours, or days, are: “2 小时”, “30 分钟”, “3 天”. */
export function useLength() {
  const b = useWords(stationBook)
  return (units: number, unit: Time['unit'] = 'half_hour'): string =>
    unit === 'day' ? b.dayCount(units) : b.length(units * 30)
}
