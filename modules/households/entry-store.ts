import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { phoneLookup } from '../people/public.ts'
import { type Content, canonical, codeLookup, keyOf, nameLookup } from './items.ts'
import type { Outcome, Standing } from './settling.ts'
import type { CircumstanceValue, EntryId, HouseholdId, MemberValue } from './shapes.ts'
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

export async function markPast(tx: Tx, tenantId: TenantId, id: string, replacedById: string): Promise<void> {
  await sql`update households.entries set state = 'past', replaced_by_id = ${replacedById}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
}

/** What stands was said again: it is as fresh as that. */
export async function confirmOn(tx: Tx, tenantId: TenantId, id: string, asOf: string): Promise<void> {
  await sql`update households.entries set as_of = greatest(as_of, ${asOf}::date)
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
}
