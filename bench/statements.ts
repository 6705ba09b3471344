import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A statement as the database saw it. Each one that the server sends is a round trip. */
export interface Statement {
  /** With $1, $2 … */
  readonly text: string
  readonly values: readonly (string | null)[]
  /** Sent in one message with the word for the tenant whose rows it may see (kernel/vouching.ts). */
  readonly vouched?: true
}

interface LogLine {
  readonly application_name?: string
  readonly message?: string
  readonly detail?: string
}

/**
 * What PostgreSQL wrote to its log about the server's statements, oldest first, once `marker` stands in it.
 * @param folder of the log in JSON, written with log_statement = all.
 */
export async function loggedStatements(folder: string, application: string, marker: string): Promise<Statement[]> {
  for (let tries = 0; tries < 200; tries++) {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
    const text = texts.join('')
    if (text.includes(marker)) return statementsIn(text, application)
    await pause(50)
  }
  throw new Error(`${marker} did not appear in the log of PostgreSQL`)
}

/** The statements of one application in a JSON log. */
export function statementsIn(log: string, application: string): Statement[] {
  return log
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as LogLine)
    .filter((line) => line.application_name === application)
    .flatMap((line) => {
      const [, text] = /^(?:statement|execute [^:]+): (.*)$/s.exec(line.message ?? '') ?? []
      return text === undefined ? [] : [{ text, values: valuesIn(line.detail ?? '') }]
    })
}

/** `Parameters: $1 = 'it''s', $2 = NULL` as values. */
export function valuesIn(detail: string): (string | null)[] {
  return [...detail.matchAll(/\$\d+ = (?:NULL|'((?:[^']|'')*)')/g)].map(
    ([, quoted]) => quoted?.replaceAll("''", "'") ?? null,
  )
}

/** The ways to the database: what is said beside a statement, in the same message, belongs to it. */
export function roundTripsOf(statements: readonly Statement[]): Statement[] {
  return statements.flatMap(({ text, values }, index) => {
    const before = statements[index - 1]?.text ?? ''
    if (isWord(text) || text === 'commit') return []
    return [isWord(before) ? { text, values, vouched: true as const } : { text, values }]
  })
}

const isWord = (text: string): boolean => text.includes('liren.tenant')
