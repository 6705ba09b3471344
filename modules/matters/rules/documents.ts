import { notFound } from '../../../kernel/contract/errors.ts'
import type { PersonId, TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { VersionState } from './contract.ts'
import { ruleSaved, ruleStreamOf } from './events.ts'
import { checkDraft, type Saving } from './saving.ts'
import { versionStates } from './versions.ts'

/** A page of versions, the newest first. */
export const versionsAPage = 20

/** One version of a rule that is one document, such as the duty list, without the document itself. */
interface DocumentHead {
  readonly version: number
  readonly state: VersionState
  readonly validFrom: string
  readonly savedAt: string | null
  readonly authorName: string | null
  readonly source: string | null
  readonly backTo: number | null
  readonly tried: unknown
}

type HeadRow = Omit<DocumentHead, 'state' | 'validFrom' | 'savedAt'> & {
  readonly validFrom: Date
  readonly savedAt: Date | null
}

/** What held before anybody saved: it is shown as version 1. */
export interface Before<Body> {
  readonly body: Body
  readonly validFrom: Date
}

/** The versions of a document at an instant, without the documents: however often one was saved, this stays small. */
export async function headsOf(tx: Tx, tenantId: TenantId, rule: string, at: Date, before: { validFrom: Date }) {
  const { rows } = await sql<HeadRow>`
    select r.version, r.valid_from as "validFrom", r.saved_at as "savedAt", n.name as "authorName", r.source,
      r.back_to as "backTo", r.tried
    from matters.rule_versions r
    left join people.persons_view n on n.tenant_id = r.tenant_id and n.id = r.author_id
    where r.tenant_id = ${tenantId} and r.rule = ${rule} order by r.version desc`.execute(tx)
  const none = { version: 1, savedAt: null, authorName: null, source: null, backTo: null, tried: null }
  const found: readonly HeadRow[] = rows.length > 0 ? rows : [{ ...none, validFrom: before.validFrom }]
  const states = versionStates(found, at)
  const heads = found.map(
    (row): DocumentHead => ({
      ...row,
      state: states.get(row.version) ?? 'earlier',
      validFrom: row.validFrom.toISOString(),
      savedAt: row.savedAt?.toISOString() ?? null,
    }),
  )
  const inForce = heads.find(({ state }) => state === 'in_force')
  if (!inForce) throw new Error(`no version of ${rule} is in force`)
  return {
    inForce,
    newest: found[0]?.version ?? 1,
    planned: heads.filter(({ state }) => state === 'planned'),
    heads,
  }
}

type Heads = Awaited<ReturnType<typeof headsOf>>

/** What an answer says of the versions of any document: a page of them from `offset`, and which one holds. */
export const versionsFrom = <Tried>({ inForce, newest, planned, heads }: Heads, offset: number) => ({
  inForce: inForce.version,
  newest,
  versions: heads.slice(offset, offset + versionsAPage).map((head) => ({ ...head, tried: head.tried as Tried | null })),
  total: heads.length,
  planned: planned.map(({ version, validFrom }) => ({ version, validFrom })),
})

/** Which version of a document holds since when by whom, and which one comes next. */
export function glanceOf({ inForce, planned }: Heads) {
  const next = planned.at(-1)
  return {
    version: inForce.version,
    validFrom: inForce.validFrom,
    authorName: inForce.authorName,
    planned: next ? { version: next.version, validFrom: next.validFrom } : null,
  }
}

/** The document in force at an instant. */
export async function inForceOf<Body>(
  tx: Tx,
  tenantId: TenantId,
  rule: string,
  at: Date,
  before: Before<Body>,
): Promise<{ version: number; body: Body }> {
  const { rows } = await sql<{ version: number; body: Body }>`select version, body from matters.rule_versions
    where tenant_id = ${tenantId} and rule = ${rule} and valid_from <= ${at} order by version desc limit 1`.execute(tx)
  return rows[0] ?? { version: 1, body: before.body }
}

/** One document as it was saved, and the one before it; 404 where there is no such version. */
export async function bodyOf<Body>(
  tx: Tx,
  tenantId: TenantId,
  rule: string,
  version: number,
  before: Before<Body>,
): Promise<{ body: Body; before: Body | null }> {
  const { rows } = await sql<{ version: number; body: Body }>`
    select version, body from matters.rule_versions where tenant_id = ${tenantId} and rule = ${rule}
      and version <= ${version} order by version desc limit 2`.execute(tx)
  const [found, earlier] = rows
  if (found?.version === version) return { body: found.body, before: earlier?.body ?? null }
  // Nobody saved one yet: what is there is version 1.
  if (version === 1 && rows.length === 0) return { body: before.body, before: null }
  return notFound()
}

export interface NewDocument<Body> {
  readonly rule: string
  readonly base: number
  readonly validFrom: Date
  readonly backTo: number | null
  readonly source: string
  readonly tried: unknown
  readonly body: Body
}

/** Holds up whoever else saves the same rule until this transaction ends. */
export const lockRule = (tx: Tx, tenantId: TenantId, rule: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`matter-rules:${tenantId}:${rule}`}, 0))`.execute(tx)

/** Saves the next version of a document; the first saving keeps what was there before as version 1. The rule is locked. */
export async function saveDocument<Body>(
  tx: Tx,
  { actor, eventActor, at }: Saving,
  draft: NewDocument<Body>,
  before: Before<Body>,
): Promise<number> {
  const { tenantId, personId } = actor
  const { rule, base, validFrom, backTo, source, tried, body } = draft
  const { rows } = await sql<{ newest: number | null }>`select max(version) as newest from matters.rule_versions
    where tenant_id = ${tenantId} and rule = ${rule}`.execute(tx)
  const newest = rows[0]?.newest ?? null
  checkDraft({ base, newest: newest ?? 1, validFrom, at })
  if (newest === null)
    await insert(tx, { tenantId, rule, version: 1, ...before, begun: true, savedAt: null, authorId: null })
  const version = (newest ?? 1) + 1
  const begun = validFrom <= at
  await insert(tx, {
    ...{ tenantId, rule, version, validFrom, body, begun, backTo, source, tried },
    ...{ savedAt: at, authorId: personId },
  })
  await record(tx, {
    tenantId,
    stream: ruleStreamOf(rule),
    type: ruleSaved,
    at,
    actor: eventActor,
    payload: { rule, version, validFrom: validFrom.toISOString(), backTo, source, tried, body },
  })
  return version
}

interface NewRow {
  readonly tenantId: TenantId
  readonly rule: string
  readonly version: number
  readonly validFrom: Date
  readonly savedAt: Date | null
  readonly authorId: PersonId | null
  readonly source?: string
  readonly backTo?: number | null
  readonly tried?: unknown
  readonly body: unknown
  readonly begun: boolean
}

const insert = (tx: Tx, row: NewRow): Promise<unknown> =>
  sql`insert into matters.rule_versions
      (tenant_id, rule, version, valid_from, saved_at, author_id, source, back_to, tried, body, begun)
    values (${row.tenantId}, ${row.rule}, ${row.version}, ${row.validFrom}, ${row.savedAt}, ${row.authorId}::uuid,
      ${row.source ?? null}, ${row.backTo ?? null}, ${row.tried === undefined ? null : JSON.stringify(row.tried)}::jsonb,
      ${JSON.stringify(row.body)}::jsonb, ${row.begun})`.execute(tx)
