import { useMemo } from 'react'
import { type UiLang, useUiLang } from './lang.ts'

/** China keeps one time zone; a colleague on a journey reads the same times as everyone at home. */
export const timeZone = 'Asia/Shanghai'

type When = string | number | Date

/** What is no time, such as a day that was mistyped in an address, stands as it is. */
export interface Format {
  /** 11月3日 14:05 / 3 Nov, 14:05; with the year when it is not this year. */
  moment(at: When): string
  /** 2026年11月3日 周二 / Tue 3 Nov 2026 */
  day(at: When): string
  /** 2026年11月3日 / 3 Nov 2026; also of a calendar day such as `2026-11-03`. */
  date(at: When): string
  /** 11月3日 / 3 Nov */
  shortDay(at: When): string
  /** 14:05 */
  time(at: When): string
  /** 3小时前 / 3 h ago; 还有2天 → “in 2 days”. */
  fromNow(at: When, now?: number): string
  /** A length of time in its two largest parts: 1天3小时 / 1 d 3 h. Milliseconds in. */
  span(ms: number): string
  /** 12,345 */
  number(n: number, digits?: number): string
  /** 93.7% from 0.937 */
  percent(share: number, digits?: number): string
}

const dateParts = { year: 'numeric', month: 'short', day: 'numeric' } as const
const localeOf = { zh: 'zh-CN', en: 'en-GB' } as const

function makeFormat(lang: UiLang): Format {
  const locale = localeOf[lang]
  const show = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, hour12: false, ...options })
    return (at: When) => {
      const time = new Date(at)
      return Number.isNaN(time.getTime()) ? String(at) : format.format(time)
    }
  }
  const clock = { hour: '2-digit', minute: '2-digit' } as const
  const thisYear = show({ month: 'short', day: 'numeric', ...clock })
  const anyYear = show({ year: 'numeric', month: 'short', day: 'numeric', ...clock })
  const date = show(dateParts)
  const weekday = show({ weekday: 'short' })
  const year = show({ year: 'numeric' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  return {
    moment: (at) => (year(at) === year(Date.now()) ? thisYear(at) : anyYear(at)),
    day: lang === 'zh' ? (at) => `${date(at)} ${weekday(at)}` : show({ ...dateParts, weekday: 'short' }),
    date,
    shortDay: show({ month: 'short', day: 'numeric' }),
    time: show(clock),
    fromNow: (at, now = Date.now()) => {
      const ms = new Date(at).getTime() - now
      const [size, unit] = unitOf(Math.abs(ms))
      return relative.format(Math.trunc(ms / size), unit)
    },
    span: (ms) => spanWords(ms, lang),
    number: (n, digits = 0) =>
      n.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    percent: (share, digits = 1) =>
      share.toLocaleString(locale, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }),
  }
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

function unitOf(ms: number): [number, Intl.RelativeTimeFormatUnit] {
  if (ms < hour) return [minute, 'minute']
  if (ms < day) return [hour, 'hour']
  if (ms < 60 * day) return [day, 'day']
  return [30 * day, 'month']
}

const parts = { zh: ['天', '小时', '分钟'], en: [' d', ' h', ' min'] } as const

/** The two largest parts of a length of time; below a minute counts as one. */
export function spanWords(ms: number, lang: UiLang): string {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / minute))
  const amounts = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  const first = amounts.findIndex((n) => n > 0)
  return amounts
    .slice(first, first + 2)
    .map((n, i) => (n > 0 ? `${n}${parts[lang][first + i] ?? ''}` : ''))
    .filter(Boolean)
    .join(lang === 'zh' ? '' : ' ')
}

const formats: Record<UiLang, Format> = { zh: makeFormat('zh'), en: makeFormat('en') }

/** The same outside of a component. */
export const formatIn = (lang: UiLang): Format => formats[lang]

/** Times, lengths and numbers in the language of the page. */
export function useFormat(): Format {
  const lang = useUiLang()
  return useMemo(() => formats[lang], [lang])
}
