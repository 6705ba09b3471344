/** Words in both languages; the only shape in which text for people travels before a reader is known. */
export interface Words {
  readonly zh: string
  readonly en: string
}

export type Lang = keyof Words

/** The reader's language from an Accept-Language header; Chinese unless English is asked for first. */
export function langOf(header: string | undefined): Lang {
  const first = header?.split(',')[0]?.trim().toLowerCase() ?? ''
  return first.startsWith('en') ? 'en' : 'zh'
}

type Catalogue = { readonly [key: string]: string | ((...args: never[]) => string) | Catalogue }

/** The shape that the English catalogue must have: the same keys, the same parameters. */
export type SameShape<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : SameShape<T[K]>
}

export interface WordBook<T> {
  readonly zh: T
  readonly en: SameShape<T>
}

/** Declares a catalogue: `en` must mirror `zh` key for key. */
export function defineWords<const T extends Catalogue>(book: { zh: T; en: SameShape<T> }): WordBook<T> {
  return book
}

/** The catalogue in one language, typed alike for both. */
export function wordsIn<T>(book: WordBook<T>, lang: Lang): SameShape<T> {
  return lang === 'en' ? book.en : (book.zh as SameShape<T>)
}
