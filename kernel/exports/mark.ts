import { AsyncLocalStorage } from 'node:async_hooks'
import type { Lang } from '../contract/words.ts'
import { wallClock } from '../time/day.ts'

/** What a file that is taken away says of itself, and what it learns of its contents while it is written. */
export interface Mark {
  /** The name of who takes it. */
  readonly who: string
  readonly at: Date
  /** One line for a footer: by whom, when. */
  readonly line: string
  /** Rows written so far; null: it is no list. */
  rows: number | null
}

export function newMark(who: string, at: Date, lang: Lang): Mark {
  const when = wallClock(at)
  const line = lang === 'zh' ? `由${who}于${when}从里仁导出` : `Exported from Liren by ${who} on ${when}`
  return { who, at, line, rows: null }
}

const current = new AsyncLocalStorage<Mark>()

/** Runs work whose files carry the mark: what writes sheets and papers asks `markNow`, so that no list has to think of it. */
export const marking = <T>(mark: Mark, work: () => Promise<T>): Promise<T> => current.run(mark, work)

/** The mark of the export that is being made, if it is one. */
export const markNow = (): Mark | null => current.getStore() ?? null

/** Says how many rows an export has, where its form does not count them by itself. */
export function countExported(rows: number): void {
  const mark = current.getStore()
  if (mark) mark.rows = (mark.rows ?? 0) + rows
}
