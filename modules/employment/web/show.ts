import { dayOf } from '../../../kernel/time/day.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import type { OpeningRow } from '../contract.ts'
import { jobBook } from '../employment-words.ts'

/** 4,500 or 28.50 from fen. */
export const yuan = (fen: number): string =>
  (fen / 100).toLocaleString('en', { minimumFractionDigits: fen % 100 === 0 ? 0 : 2, maximumFractionDigits: 2 })

/** How an opening is told in a line, and names in the reader's language. */
export function useShow() {
  const names = useWords(jobBook)
  const lang = useLang()
  const nameOf = (of: { readonly name: string; readonly nameEn: string | null }) =>
    lang === 'en' && of.nameEn ? of.nameEn : of.name
  const payOf = (row: Pick<OpeningRow, 'payFromFen' | 'payToFen' | 'payUnit'>) =>
    names.pay(yuan(row.payFromFen), yuan(row.payToFen), names.payUnit[row.payUnit])
  return {
    names,
    nameOf,
    payOf,
    placeOf: (row: OpeningRow) => [nameOf(row.above), nameOf(row.place)].filter(Boolean).join(' '),
    asksOf: (row: OpeningRow) =>
      [
        names.hours[row.hours],
        row.education !== 'any' && names.atLeast(names.education[row.education]),
        names.experience(row.experienceMonths),
        ...row.skills,
      ].filter((part): part is string => Boolean(part)),
  }
}

export const toneOf = { open: 'active', filled: 'done', closed: 'stopped' } as const

export const referralTone = {
  proposed: 'plain',
  agreed: 'active',
  interview: 'active',
  hired: 'done',
  not_hired: 'stopped',
  no_show: 'stopped',
  declined: 'stopped',
  dropped: 'stopped',
} as const

/** Short words that somebody typed, parted by commas of either width. */
export const wordsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[、，,;；\n]+/)
      .map((word) => word.trim().slice(0, 20))
      .filter(Boolean),
  ),
]

/** Fen from typed yuan; null where it is no amount. */
export const fenIn = (text: string): number | null =>
  /^\d{1,6}(\.\d{1,2})?$/.test(text.trim()) ? Math.round(Number(text) * 100) : null

/** The day on a Chinese wall, so many days from now. */
export const dayFromNow = (days: number): string => dayOf(new Date(Date.now() + days * 86_400_000))
