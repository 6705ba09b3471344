import { useLang } from '../../../kernel/web/words.ts'
import { timeZone } from '../../../ui/format.ts'

// What `<input type=datetime-local>` holds is wall time; here it is always that of China.

/** `2026-12-01T09:30` on a Chinese wall as an instant. */
export const instantOf = (local: string): string => new Date(`${local}:00+08:00`).toISOString()

/** An instant as such an input holds it. */
export const localOf = (instant: string): string =>
  new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString().slice(0, 16)

/** The day that a Chinese wall shows. */
export const dayIn = (instant: string | Date): string => localOf(new Date(instant).toISOString()).slice(0, 10)

/** 2026年12月 / December 2026, and 周二 / Tue. */
export function useMonthWords() {
  const locale = useLang() === 'zh' ? 'zh-CN' : 'en-GB'
  const month = new Intl.DateTimeFormat(locale, { timeZone, year: 'numeric', month: 'long' })
  const weekday = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'short' })
  return {
    monthOf: (at: string) => month.format(new Date(at)),
    weekdayOf: (at: string) => weekday.format(new Date(at)),
    dayOfMonth: (at: string) => String(Number(dayIn(at).slice(8))),
  }
}

/** 元 with two places only where there are 分. */
export const yuanOf = (fen: number): string =>
  (fen / 100).toLocaleString('en', { minimumFractionDigits: fen % 100 === 0 ? 0 : 2, maximumFractionDigits: 2 })
