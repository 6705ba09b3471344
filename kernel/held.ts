import type { RawBuilder } from 'kysely'
import type { PersonId, TenantId } from './contract/ids.ts'
import type { Words } from './contract/words.ts'
import { sql, type Tx } from './db.ts'
import { plugInto } from './plug.ts'
import type { Secrets } from './secrets.ts'

// What is held on a person (个人信息保护法 45). Each module says what it keeps; module `privacy` asks them all.

/** Whose data are asked for. */
export interface Whose {
  readonly tenantId: TenantId
  readonly personId: PersonId
  /** The keyed hashes of the phone of the account; none: it has none. */
  readonly phones: readonly Buffer[]
}

/** A row as a module's SQL gives it. Beside these three, columns that `fields` names; sealed ones as bytes. */
export interface HeldRecord {
  readonly at: Date | string | null
  /** It hangs on the person. False: on the phone alone, which somebody else may have given: told, but not shown on a screen. */
  readonly own: boolean
  /** The stream in which reveals of it stand, and the id that their payload must hold where the stream tells of others too. */
  readonly stream?: string | null
  readonly part?: string | null
  readonly [field: string]: unknown
}

/** One kind of thing that a module keeps of persons. */
export interface HeldKind {
  /** `<module>.<what>` */
  readonly code: string
  readonly words: Words
  /** What for, and on what ground. */
  readonly purpose: Words
  /** For how long. */
  readonly kept: Words
  readonly fields: Readonly<Record<string, Words>>
  readonly rows: (of: Whose) => RawBuilder<HeldRecord>
  /** Turns a row into values of the fields where reading columns is not enough; null: it is not of this person. */
  readonly present?: (row: HeldRecord, secrets: Secrets, of: Whose) => Readonly<Record<string, unknown>> | null
  /** The event of somebody looking at it in full. */
  readonly revealed?: string
}

const kinds: HeldKind[] = []

/** Hands in what a module keeps of persons. @returns takes it back: for tests. */
export function registerHeld(...mine: readonly HeldKind[]): () => void {
  const back = mine.map((kind) => plugInto(kinds, kind))
  return () => {
    for (const take of back) take()
  }
}

/** All that modules handed in. */
export const heldKinds = (): readonly HeldKind[] => kinds

export interface HeldRow {
  /** An instant or a day. */
  readonly at: string | null
  readonly own: boolean
  readonly values: readonly { readonly field: string; readonly words: Words; readonly text: string }[]
}

export interface HeldGroup {
  readonly kind: HeldKind
  readonly rows: readonly HeldRow[]
}

/** Somebody who looked at it in full. */
export interface Reveal {
  readonly kind: HeldKind
  readonly at: Date
  readonly postId: string | null
  /** As it was given; null where the ledger keeps only its hash. */
  readonly reason: string | null
}

/**
 * All that is held on a person, newest first, with who looked at it in full. Kinds without a row are left out.
 * @param everything also the values of rows that hang on the phone alone: for who has checked whose phone it is.
 */
export async function heldOn(
  tx: Tx,
  secrets: Secrets,
  of: Whose,
  { everything }: { readonly everything: boolean },
): Promise<{ groups: readonly HeldGroup[]; reveals: readonly Reveal[] }> {
  const groups: HeldGroup[] = []
  const told: Told[] = []
  for (const kind of kinds) {
    const records = (await kind.rows(of).execute(tx)).rows
    const rows = records.flatMap((row) => {
      const values = kind.present ? kind.present(row, secrets, of) : row
      return values ? [shown(kind, row, values, secrets, everything)] : []
    })
    if (rows.length === 0) continue
    groups.push({ kind, rows: rows.toSorted((a, b) => (b.at ?? '').localeCompare(a.at ?? '')) })
    if (kind.revealed) told.push(...records.flatMap((record) => toldOf(kind, record)))
  }
  return { groups, reveals: await revealsOf(tx, of.tenantId, told) }
}

function shown(
  kind: HeldKind,
  row: HeldRecord,
  values: Readonly<Record<string, unknown>>,
  secrets: Secrets,
  everything: boolean,
): HeldRow {
  const at = row.at instanceof Date ? row.at.toISOString() : row.at
  if (!row.own && !everything) return { at, own: false, values: [] }
  const named = Object.entries(kind.fields).flatMap(([field, words]) => {
    const text = textOf(values[field], secrets)
    return text === '' ? [] : [{ field, words, text }]
  })
  return { at, own: row.own, values: named }
}

function textOf(value: unknown, secrets: Secrets): string {
  if (value === null || value === undefined) return ''
  if (Buffer.isBuffer(value)) return secrets.open(value)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map((one) => textOf(one, secrets)).join('、')
  if (typeof value === 'object' && 'zh' in value) return String(value.zh)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Where it stands that somebody looked at a record in full. */
interface Told {
  readonly kind: HeldKind
  readonly stream: string
  readonly part: string
}

const toldOf = (kind: HeldKind, { stream, part }: HeldRecord): Told[] =>
  stream ? [{ kind, stream, part: part ?? '' }] : []

/** Who looked at these records in full, the latest first: one look into the ledger for all. */
async function revealsOf(tx: Tx, tenantId: TenantId, told: readonly Told[]): Promise<Reveal[]> {
  if (told.length === 0) return []
  const { rows } = await sql<Omit<Reveal, 'kind'> & { code: string }>`
    select s.code, e.at, e.actor ->> 'postId' as "postId",
      coalesce(e.payload ->> 'reason', e.payload -> 'facts' ->> 'reason') as reason
    from unnest(${told.map(({ kind }) => kind.code)}::text[], ${told.map(({ kind }) => kind.revealed)}::text[],
      ${told.map(({ stream }) => stream)}::text[], ${told.map(({ part }) => part)}::text[]) s (code, type, stream, part)
    join kernel.events e on e.tenant_id = ${tenantId} and e.stream = s.stream and e.type = s.type
      and position(s.part in e.payload::text) > 0
    order by e.at desc`.execute(tx)
  const kindOf = new Map(told.map(({ kind }) => [kind.code, kind]))
  return rows.flatMap(({ code, ...reveal }) => {
    const kind = kindOf.get(code)
    return kind ? [{ kind, ...reveal }] : []
  })
}
