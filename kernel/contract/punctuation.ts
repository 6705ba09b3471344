import type { Lang } from './words.ts'

/** Words of one kind beside each other: 甲、乙 or “A, B”. */
export const listed = (lang: Lang, parts: readonly (string | number)[]): string =>
  parts.join(lang === 'zh' ? '、' : ', ')

/** The same where Chinese pauses longer, as between figures: 3，5 or “3, 5”. */
export const commas = (lang: Lang, parts: readonly (string | number)[]): string =>
  parts.join(lang === 'zh' ? '，' : ', ')

/** Things said beside each other that may have commas themselves: 甲；乙 or “A; B”. */
export const clauses = (lang: Lang, parts: readonly string[]): string => parts.join(lang === 'zh' ? '；' : '; ')

/** Words in brackets, to be set right behind others: （甲） or “ (A)” with the space before it. */
export const bracketed = (lang: Lang, words: string): string => (lang === 'zh' ? `（${words}）` : ` (${words})`)

/** What something is, and what is to be said of it: 标签：甲 or “Label: A”. */
export const labelled = (lang: Lang, label: string, words: string): string =>
  label + (lang === 'zh' ? '：' : ': ') + words

/** What somebody or something is called, in the middle of other words: 「甲」 or “A”. */
export const quoted = (lang: Lang, name: string): string => (lang === 'zh' ? `「${name}」` : `“${name}”`)
