import { fail } from '../../kernel/contract/errors.ts'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
import { plugAt } from '../../kernel/plug.ts'
import type { Secrets } from '../../kernel/secrets.ts'

/** What a matter is about beside its place: a firm. */
export interface SubjectRef {
  readonly kind: string
  readonly id: string
}

/** What the module that owns a kind of subject tells of it. */
export interface SubjectSource {
  /** The names of those that exist. One query for all. */
  name(tx: Tx, tenantId: TenantId, ids: readonly string[]): Promise<ReadonlyMap<string, Words>>
  /** Confirmed members: each counts as the reporter of the subject's matters. */
  members(tx: Tx, tenantId: TenantId, id: string): Promise<readonly PersonId[]>
  /** The subjects that somebody is a confirmed member of. */
  subjectsOf(tx: Tx, tenantId: TenantId, personId: PersonId): Promise<readonly string[]>
  /** Whom to call back where nobody's number was left with the matter, in clear; whoever asks masks it or leaves an event. */
  contact?(tx: Tx, secrets: Secrets, tenantId: TenantId, id: string): Promise<SubjectContact | null>
}

export interface SubjectContact {
  readonly name: string | null
  readonly phone: string | null
}

const sources = new Map<string, SubjectSource>()

/**
 * A module whose things matters can be about says so from its `module.ts`: `registerMatterSubject('firm', source)`.
 * Matters is a lower tier and cannot ask by itself; a kind without a source has no names and no members.
 * @returns puts back what was registered before.
 */
export const registerMatterSubject = (kind: string, source: SubjectSource): (() => void) =>
  plugAt(sources, kind, source)

/** Everything that somebody is a confirmed member of. */
export async function subjectsOf(tx: Tx, tenantId: TenantId, personId: PersonId): Promise<SubjectRef[]> {
  const found: SubjectRef[] = []
  for (const [kind, source] of sources)
    for (const id of await source.subjectsOf(tx, tenantId, personId)) found.push({ kind, id })
  return found
}

/** The subject's members; none where it has no subject or nobody knows its kind. */
export async function membersOf(
  tx: Tx,
  tenantId: TenantId,
  of: { subject_kind: string | null; subject_id: string | null },
): Promise<readonly PersonId[]> {
  if (!of.subject_kind || !of.subject_id) return []
  return (await sources.get(of.subject_kind)?.members(tx, tenantId, of.subject_id)) ?? []
}

/** Whom to call about a matter of a subject; null where it has none or nobody is known. */
export async function contactOf(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  of: { subject_kind: string | null; subject_id: string | null },
): Promise<SubjectContact | null> {
  if (!of.subject_kind || !of.subject_id) return null
  return (await sources.get(of.subject_kind)?.contact?.(tx, secrets, tenantId, of.subject_id)) ?? null
}

/** Names of subjects as `kind:id`. No query where there are none, one a kind where there are. */
export type SubjectNames = ReadonlyMap<string, Words>

export const noNames: SubjectNames = new Map()

export async function namesOf(tx: Tx, tenantId: TenantId, refs: readonly SubjectRef[]): Promise<SubjectNames> {
  const names = new Map<string, Words>()
  for (const kind of new Set(refs.map((ref) => ref.kind))) {
    const ids = new Set(refs.filter((ref) => ref.kind === kind).map((ref) => ref.id))
    const found = await sources.get(kind)?.name(tx, tenantId, [...ids])
    for (const [id, words] of found ?? []) names.set(`${kind}:${id}`, words)
  }
  return names
}

/** A report may only be about what exists; a neighbour's own only about what they are a member of. */
export async function checkSubject(
  tx: Tx,
  tenantId: TenantId,
  subject: SubjectRef,
  member: PersonId | 'anybody' | null,
): Promise<void> {
  const known = (await namesOf(tx, tenantId, [subject])).has(`${subject.kind}:${subject.id}`)
  const belongs =
    member === 'anybody' ||
    (member !== null &&
      (await membersOf(tx, tenantId, { subject_kind: subject.kind, subject_id: subject.id })).includes(member))
  if (!known || !belongs)
    fail('invalid', 'matters.unknown_subject', { zh: '没有找到这家企业', en: 'That firm was not found' }, [
      { path: 'subject', words: { zh: '没有找到', en: 'not found' } },
    ])
}
