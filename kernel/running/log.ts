import { DatabaseError } from 'pg'
import { inSources } from './source-places.ts'

/** What is told of an error: enough to find the place, nothing of what people wrote. */
export interface ToldError {
  readonly type: string
  /** SQLSTATE or Node's code. */
  readonly code?: string
  readonly message?: string
  readonly table?: string
  readonly column?: string
  readonly constraint?: string
  /** The frames alone: the first lines of a stack repeat the message. */
  readonly stack?: string
}

/**
 * An error as a log may hold it. PostgreSQL's messages and details quote values, so of those there are only the names of
 * table, column and constraint; other messages go through `withoutData`.
 */
export function toldError(error: unknown): ToldError {
  if (!(error instanceof Error)) return { type: typeof error, message: withoutData(String(error)) }
  const { code } = error as { code?: unknown }
  const of = error instanceof DatabaseError ? error : null
  const named = { table: of?.table, column: of?.column, constraint: of?.constraint }
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(of ? {} : { message: withoutData(error.message) }),
    ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)),
    stack: inSources((error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line))).join('\n'),
  }
}

// Quoted text, Chinese, numbers of four digits and more, addresses of mail and web, and long tokens: all may be somebody's.
const data = [
  /"[^"]*"|'[^']*'|`[^`]*`|«[^»]*»|“[^”]*”|「[^」]*」/gu,
  /\S*[@?=]\S*/gu,
  /[^\p{ASCII}]+/gu,
  /\S*\d{4,}\S*/gu,
  /[\w.+/-]{20,}/gu,
]

/** The words of a message without what may have been somebody's: each such place is `…`. */
export const withoutData = (message: string): string =>
  data.reduce((text, pattern) => text.replace(pattern, '…'), message.slice(0, 2000)).replace(/…(?:\s*…)+/gu, '…')

export type Level = 'info' | 'warn' | 'error'

/** Writes one line of JSON: time (ISO), level, and the fields given. */
export type Log = (level: Level, fields: Readonly<Record<string, unknown>>) => void

/** @param write where lines go, each with its line feed. */
export const openLog =
  (write: (line: string) => void): Log =>
  (level, fields) =>
    write(`${JSON.stringify({ time: new Date().toISOString(), level, ...fields })}\n`)
