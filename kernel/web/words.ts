import { useCallback, useSyncExternalStore } from 'react'
import { type Lang, langOf, type SameShape, type WordBook, type Words, wordsIn } from '../contract/words.ts'

export { defineWords, type Lang, type WordBook, type Words } from '../contract/words.ts'

const remembered = 'liren.lang'
const listeners = new Set<() => void>()

function known(value: string | null | undefined): Lang | undefined {
  return value === 'zh' || value === 'en' ? value : undefined
}

/** What the reader chose: `?lang=` first (and then remembered), the last choice, the browser's language. */
function firstLang(): Lang {
  const asked = known(new URLSearchParams(location.search).get('lang'))
  if (asked) remember(asked)
  return asked ?? known(readStore()) ?? langOf(navigator.language)
}

function readStore(): string | null {
  try {
    return localStorage.getItem(remembered)
  } catch {
    return null // storage may be off; the choice then lasts as long as the page
  }
}

function remember(lang: Lang): void {
  try {
    localStorage.setItem(remembered, lang)
  } catch {
    // see readStore
  }
}

let lang: Lang | undefined

/** The language of this page; also what the API client asks the server to answer in. */
export function currentLang(): Lang {
  if (!lang) {
    lang = firstLang()
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
  }
  return lang
}

/** Switches the whole page, and remembers it. */
export function setLang(next: Lang): void {
  lang = next
  remember(next)
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** The language of the page; the component renders again when it is switched. */
export const useLang = (): Lang => useSyncExternalStore(subscribe, currentLang, () => 'zh')

/** A catalogue in the reader's language: `const w = useWords(words); w.title`. */
export const useWords = <T>(book: WordBook<T>): SameShape<T> => wordsIn(book, useLang())

/** Picks the reader's language out of words that are data: `const say = useSay(); say(kind.name)`. */
export function useSay(): (words: Words) => string {
  const now = useLang()
  return useCallback((words: Words) => words[now], [now])
}
