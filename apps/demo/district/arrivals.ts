import { day, hour, hourOf, midnightOf, monthOf, onHoliday, weekdayOf, worksOn } from './calendar.ts'
import type { Channel } from './matter-story.ts'
import type { Random } from './random.ts'

/** When and how a report comes in. */
export interface Arrival {
  readonly at: Date
  readonly channel: Channel
  /** On the two days of the great rain, or the two days after. */
  readonly rain: 'storm' | 'after' | null
}

const channels: readonly (readonly [Channel, number])[] = [
  ['pocket', 38],
  ['phone', 24],
  ['wechat', 16],
  ['patrol', 15],
  ['counter', 7],
]

/** Share of each hour of the day, 0 to 23. */
const hours: Readonly<Record<Channel, readonly number[]>> = {
  pocket: [2, 1, 1, 0, 0, 1, 4, 9, 15, 14, 12, 10, 12, 9, 8, 9, 10, 11, 15, 17, 18, 14, 9, 5],
  wechat: [1, 0, 0, 0, 0, 1, 4, 9, 14, 13, 11, 10, 13, 10, 8, 9, 10, 12, 15, 18, 19, 15, 9, 4],
  phone: [0, 0, 0, 0, 0, 0, 0, 3, 14, 18, 15, 11, 5, 9, 13, 13, 11, 8, 4, 3, 2, 1, 0, 0],
  counter: [0, 0, 0, 0, 0, 0, 0, 0, 0, 22, 20, 12, 0, 8, 16, 14, 9, 2, 0, 0, 0, 0, 0, 0],
  patrol: [0, 0, 0, 0, 0, 0, 0, 1, 6, 16, 18, 9, 1, 5, 14, 16, 10, 4, 1, 4, 5, 2, 0, 0],
}

const months = [0.86, 0.82, 1, 0.97, 1, 1.12, 1.18, 1.14, 1.05, 0.98, 1, 0.94]
const weekdays = [0.58, 1.24, 1.1, 1.04, 1, 1, 0.66]

/** The storm: the 18th and 19th of the last July that lies at least two weeks back. */
export function stormOf(today: Date): Date {
  const year = new Date(today.getTime() - 14 * day).getUTCFullYear()
  const storm = (y: number) => new Date(Date.UTC(y, 6, 17, 16))
  return storm(year).getTime() + 16 * day < today.getTime() ? storm(year) : storm(year - 1)
}

function rainOn(date: Date, storm: Date): Arrival['rain'] {
  const days = Math.round((date.getTime() - storm.getTime()) / day)
  if (days === 0 || days === 1) return 'storm'
  return days === 2 || days === 3 ? 'after' : null
}

function weightOf(date: Date, storm: Date, today: Date, random: Random): number {
  const rain = rainOn(date, storm)
  if (rain === 'storm') return 6 * random.between(0.95, 1.1)
  const age = (today.getTime() - date.getTime()) / day
  const base = (months[monthOf(date) - 1] ?? 1) * (weekdays[weekdayOf(date)] ?? 1)
  const moved = worksOn(date) && [0, 6].includes(weekdayOf(date)) ? 1.5 : 1
  const holiday = onHoliday(date) ? 0.42 : 1
  const wet = rain === 'after' ? 1.9 : 1
  // The autumn safety check of the last weeks brings more than usual.
  const recent = age < 24 ? 1.3 : 1
  return base * moved * holiday * wet * recent * random.between(0.82, 1.18)
}

/** Exactly `total` shares, each as near to its weight as whole numbers allow. */
function apportion(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((w) => (w / sum) * total)
  const counts = exact.map(Math.floor)
  const left = total - counts.reduce((a, b) => a + b, 0)
  const byRest = exact.map((x, i) => [x - Math.floor(x), i] as const).sort((a, b) => b[0] - a[0])
  for (const [, i] of byRest.slice(0, left)) counts[i] = (counts[i] ?? 0) + 1
  return counts
}

/**
 * `total` arrivals of the year that ends at `today`, in order of time: seasons, weekdays, holidays, hours, the storm.
 */
export function drawArrivals(total: number, today: Date, random: Random): Arrival[] {
  const storm = stormOf(today)
  const first = midnightOf(new Date(today.getTime() - 365 * day))
  const days = Array.from({ length: 366 }, (_, i) => new Date(first.getTime() + i * day))
  const soFar = hourOf(today) / 24
  const weights = days.map((d, i) => weightOf(d, storm, today, random) * (i === 365 ? soFar : 1))
  const counts = apportion(weights, total)
  const arrivals = days.flatMap((date, i) => {
    const rain = rainOn(date, storm)
    return Array.from({ length: counts[i] ?? 0 }, (): Arrival => {
      for (;;) {
        const channel = random.weighted(channels, (c) => (c[0] === 'patrol' && !worksOn(date) ? 3 : c[1]))[0]
        if (channel === 'counter' && !worksOn(date)) continue
        const shares = rain === 'storm' && channel !== 'counter' ? hours.wechat : hours[channel]
        const h = random.weighted([...shares.keys()], (x) => shares[x] ?? 0)
        const at = new Date(date.getTime() + Math.floor(h * hour + random.next() * hour))
        if (at < today) return { at, channel, rain }
        if (i === 365 && soFar < 0.34)
          return { at: new Date(date.getTime() + Math.floor(random.next() * soFar * day)), channel: 'pocket', rain }
      }
    })
  })
  return arrivals.sort((a, b) => a.at.getTime() - b.at.getTime())
}
