import type { RawBuilder } from 'kysely'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { phoneLookup } from '../people/public.ts'
import { type Content, canonical, codeLookup, keyOf, nameLookup } from './items.ts'
import type { Outcome, Standing } from './settling.ts'
import type { CircumstanceValue, EntryId, EntryState, HouseholdId, MemberValue } from './shapes.ts'
import type { EntryRecord } from './tables.ts'

/** An entry with what was sealed in it. */
export interface Entry extends EntryRecord {
  readonly content: Content
}

export const opened = (secrets: Secrets, row: EntryRecord): Entry => ({
  ...row,
  content: JSON.parse(secrets.open(row.value_sealed)) as Content,
})

export const standingOf = (entry: Entry | null | undefined): Standing | null =>
  entry ? { id: entry.id, value: canonical(entry.content), source: entry.source } : null

/** What counts now, and what waits, of these households; the oldest first. */
export async function liveEntries(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  ids: readonly HouseholdId[],
): Promise<Entry[]> {
  const { rows } = await sql<EntryRecord>`select * from households.entries where tenant_id = ${tenantId}
    and household_id = any(${[...ids]}::uuid[]) and state in ('current', 'conflict', 'difference') order by at, id`.execute(
    tx,
  )
  return rows.map((row) => opened(secrets, row))
}

/** Entries by id, wherever they belong. */
export async function entriesById(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  ids: readonly EntryId[],
): Promise<Entry[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<EntryRecord>`select * from households.entries where tenant_id = ${tenantId}
    and id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows.map((row) => opened(secrets, row))
}

export interface NewEntry {
  readonly id: EntryId
  readonly householdId: HouseholdId
  readonly content: Content
  readonly source: string
  readonly asOf: string
  readonly basisId: EntryId | null
  readonly outcome: Outcome
  readonly words: string | null
  readonly personId: string | null
  readonly postId: string | null
  readonly visitId: string | null
  readonly at: Date
}

/** Keyed, so that the ledger tells nothing of a value and yet proves it. */
export const hashOf = (secrets: Secrets, content: Content): Buffer =>
  secrets.lookup('household value', canonical(content) ?? `none ${JSON.stringify(content.item)}`)

/** Writes an entry, and takes the place of the one that it replaces. */
export async function insertEntry(tx: Tx, secrets: Secrets, tenantId: TenantId, entry: NewEntry): Promise<Entry> {
  const { content, outcome } = entry
  if (outcome.replacesId) await markPast(tx, tenantId, outcome.replacesId, entry.id)
  const { name, phone } = (content.value ?? {}) as Partial<MemberValue>
  const { untilOn } = (content.value ?? {}) as Partial<CircumstanceValue>
  const isPerson = content.item.kind === 'contact' || content.item.kind === 'member'
  const { rows } = await sql<EntryRecord>`insert into households.entries (tenant_id, id, household_id, kind, item,
      value_sealed, value_hash, is_empty, code_lookup, until_on, name_lookup, phone_lookup, source, as_of, basis_id,
      against_id, state, words_sealed, person_id, post_id, visit_id, at)
    values (${tenantId}, ${entry.id}, ${entry.householdId}, ${content.item.kind}, ${keyOf(secrets, content.item)},
      ${secrets.seal(JSON.stringify(content))}, ${hashOf(secrets, content)}, ${content.value === null},
      ${content.item.kind === 'circumstance' ? codeLookup(secrets, content.item.code) : null}, ${untilOn ?? null}::date,
      ${isPerson && name ? nameLookup(secrets, name) : null}, ${isPerson && phone ? phoneLookup(secrets, phone) : null},
      ${entry.source}, ${entry.asOf}::date, ${entry.basisId}, ${outcome.againstId}, ${outcome.state},
      ${entry.words ? secrets.seal(entry.words) : null}, ${entry.personId}, ${entry.postId}, ${entry.visitId}, ${entry.at})
    returning *`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('an entry vanished while it was written')
  return { ...row, content }
}

/** A value that takes nothing's place: the first of its item, or one that waits beside what stands. */
export interface PlainEntry
  extends Pick<NewEntry, 'id' | 'householdId' | 'content' | 'source' | 'asOf' | 'personId' | 'postId' | 'at'> {
  readonly state: EntryState
  readonly againstId: EntryId | null
  /** `hashOf` its content, where that is known already. */
  readonly hash?: Buffer
}

/** Several values of any households, written at once; none is empty, none replaces another. */
export async function insertPlain(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  entries: readonly PlainEntry[],
): Promise<void> {
  await plainInsertion(secrets, tenantId, entries)?.execute(tx)
}

/** The same, sealed and not yet written; null where there is nothing to write. */
export function plainInsertion(
  secrets: Secrets,
  tenantId: TenantId,
  entries: readonly PlainEntry[],
): RawBuilder<unknown> | null {
  if (entries.length === 0) return null
  const column = <Value>(of: (entry: (typeof entries)[number], person: Partial<MemberValue>) => Value): Value[] =>
    entries.map((entry) => {
      const { kind } = entry.content.item
      return of(entry, kind === 'contact' || kind === 'member' ? (entry.content.value as MemberValue) : {})
    })
  const untilOf = ({ content: { item, value } }: (typeof entries)[number]) =>
    item.kind === 'circumstance' ? ((value as CircumstanceValue).untilOn ?? null) : null
  const codeOf = ({ content: { item } }: (typeof entries)[number]) =>
    item.kind === 'circumstance' ? codeLookup(secrets, item.code) : null
  // A contact is mostly a member too.
  const names = onceEach((name) => nameLookup(secrets, name))
  const phones = onceEach((phone) => phoneLookup(secrets, phone))
  return sql`insert into households.entries (tenant_id, id, household_id, kind, item, value_sealed, value_hash, is_empty,
      code_lookup, until_on, name_lookup, phone_lookup, source, as_of, state, against_id, person_id, post_id, at)
    select ${tenantId}, e.id, e.household, e.kind, e.item, e.sealed, e.hash, false, e.code, e.until_on, e.name, e.phone,
      e.source, e.as_of, e.state, e.against, e.person_id, e.post_id, e.at
    from unnest(${column(({ id }) => id)}::uuid[], ${column(({ householdId }) => householdId)}::uuid[], ${column(({ content }) => content.item.kind)}::text[],
      ${column(({ content }) => keyOf(secrets, content.item))}::text[],
      ${column(({ content }) => secrets.seal(JSON.stringify(content)))}::bytea[],
      ${column(({ content, hash }) => hash ?? hashOf(secrets, content))}::bytea[], ${column(codeOf)}::bytea[], ${column(untilOf)}::date[],
      ${column((_, { name }) => (name ? names(name) : null))}::bytea[],
      ${column((_, { phone }) => (phone ? phones(phone) : null))}::bytea[],
      ${column(({ source }) => source)}::text[], ${column(({ asOf }) => asOf)}::date[],
      ${column(({ state }) => state)}::text[], ${column(({ againstId }) => againstId)}::uuid[],
      ${column(({ personId }) => personId)}::uuid[], ${column(({ postId }) => postId)}::uuid[],
      ${column(({ at }) => at)}::timestamptz[])
      as e(id, household, kind, item, sealed, hash, code, until_on, name, phone, source, as_of, state, against, person_id,
        post_id, at)`
}

function onceEach(of: (text: string) => Buffer): (text: string) => Buffer {
  const known = new Map<string, Buffer>()
  return (text) => {
    const found = known.get(text) ?? of(text)
    known.set(text, found)
    return found
  }
}

export async function markPast(tx: Tx, tenantId: TenantId, id: string, replacedById: string): Promise<void> {
  await sql`update households.entries set state = 'past', replaced_by_id = ${replacedById}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
}

/** What stands was said again: it is as fresh as that. */
export async function confirmOn(tx: Tx, tenantId: TenantId, id: string, asOf: string): Promise<void> {
  await sql`update households.entries set as_of = greatest(as_of, ${asOf}::date)
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
}
