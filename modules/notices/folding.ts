import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Subject } from './contract.ts'

export interface NewNotice {
  readonly tenantId: TenantId
  /** Whom to tell; named twice is told once. */
  readonly personIds: readonly PersonId[]
  /** What it is about in a word, e.g. `assigned`, `overdue`; stable, for filters and icons. */
  readonly topic: string
  readonly subject: Subject | null
  readonly words: Words
  /** Unread notices of one bundle within an hour become one with a count. Urgent ones stand alone. */
  readonly bundle?: string
  readonly urgent?: boolean
  readonly at: Date
}

/** What waits unread, and may be added to for an hour after it was opened. */
export interface OpenBundle {
  readonly id: string
  readonly personId: PersonId
  readonly bundle: string
  readonly firstAt: Date
}

interface Line {
  readonly words: Words
  readonly subject: Subject | null
  readonly at: Date
}

/** Lines to be added to what waits, the newest first. */
export interface Folded {
  readonly id: string
  readonly lines: readonly Line[]
  readonly at: Date
}

/** A new one for one person: a line, or several that came together, the newest first. */
export interface Opened {
  readonly notice: NewNotice
  readonly personId: PersonId
  readonly firstAt: Date
  readonly lines: readonly Line[]
}

const foldForMs = 3_600_000
/** So many of what was folded are kept. */
export const mostLines = 20

export const keyOf = (personId: PersonId, bundle: string): string => `${personId} ${bundle}`

export const latestOf = (lines: readonly Line[]): Date => new Date(Math.max(...lines.map(({ at }) => at.getTime())))

/** A row as it grows: one that waits already (`id`), or a new one. */
interface Row {
  readonly id: string | null
  readonly notice: NewNotice
  readonly personId: PersonId
  readonly firstAt: Date
  readonly lines: Line[]
}

/** Goes through notices in their order: each adds a line to the row that its person has in its bundle, or opens one. */
export function foldAll(
  notices: readonly NewNotice[],
  open: readonly OpenBundle[],
): { opened: readonly Opened[]; folded: readonly Folded[] } {
  const waiting = new Map(open.map((one) => [keyOf(one.personId, one.bundle), one]))
  const rows: Row[] = []
  const now = new Map<string, Row>()
  for (const notice of notices)
    for (const personId of new Set(notice.personIds)) {
      const { words, subject, at } = notice
      const key = notice.bundle && !notice.urgent ? keyOf(personId, notice.bundle) : null
      const known = key === null ? undefined : (now.get(key) ?? waiting.get(key))
      const line = { words, subject, at }
      if (known && 'lines' in known && stands(known, at)) {
        known.lines.unshift(line)
        continue
      }
      const id = known && !('lines' in known) && stands(known, at) ? known.id : null
      const row: Row = { id, notice, personId, firstAt: known && id !== null ? known.firstAt : at, lines: [line] }
      rows.push(row)
      if (key !== null) now.set(key, row)
    }
  return {
    opened: rows.filter(({ id }) => id === null),
    folded: rows.flatMap(({ id, lines }) => (id === null ? [] : [{ id, lines, at: latestOf(lines) }])),
  }
}

const stands = ({ firstAt }: { readonly firstAt: Date }, at: Date): boolean =>
  firstAt.getTime() > at.getTime() - foldForMs
