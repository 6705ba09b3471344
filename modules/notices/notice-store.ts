import { type Id, newId, type PersonId, type TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { type LiveSignal, signalAllLive } from '../../kernel/live/hub.ts'
import { plugInto } from '../../kernel/plug.ts'
import type { Subject } from './contract.ts'
import {
  type Folded,
  foldAll,
  keyOf,
  latestOf,
  mostLines,
  type NewNotice,
  type OpenBundle,
  type Opened,
} from './folding.ts'
import { mine } from './tables.ts'

export type { NewNotice } from './folding.ts'

/** What was put into inboxes, for whoever carries it further. */
export interface Told {
  readonly tenantId: TenantId
  readonly personIds: readonly PersonId[]
  readonly topic: string
  readonly subject: Subject | null
  readonly urgent: boolean
  readonly at: Date
}

type Follow = (tx: Tx, told: Told) => Promise<void>
const followers: Follow[] = []

/** A higher tier carries notices further, in the transaction in which they are told. @returns ends it. */
export const followNotices = (follow: Follow): (() => void) => plugInto(followers, follow)

async function tellFollowers(tx: Tx, told: Told): Promise<void> {
  if (told.personIds.length > 0) for (const follow of followers) await follow(tx, told)
}

/** A signal must fit a database notification (8,000 bytes). */
const personsASignal = 150
/** A statement takes 65,535 values, a notice has 14: a whole community is told in several. */
const personsAnInsert = 2000

/** Puts a notice into inboxes and tells open screens, when the caller's transaction commits. */
export const notify = (tx: Tx, notice: NewNotice): Promise<void> => notifyAll(tx, [notice])

/** Several, as if one after another, in as many statements as one takes. */
export async function notifyAll(tx: Tx, notices: readonly NewNotice[]): Promise<void> {
  for (const tenantId of new Set(notices.map((notice) => notice.tenantId))) {
    const own = notices.filter((notice) => notice.tenantId === tenantId && notice.personIds.length > 0)
    const { opened, folded } = foldAll(own, await openBundles(tx, tenantId, own))
    if (folded.length > 0) await addLines(tx, tenantId, folded)
    for (let from = 0; from < opened.length; from += personsAnInsert)
      await insert(tx, tenantId, opened.slice(from, from + personsAnInsert))
    for (const { personIds, topic, subject, urgent = false, at } of own)
      await tellFollowers(tx, { tenantId, personIds: [...new Set(personIds)], topic, subject, urgent, at })
    await signalAllLive(
      tx,
      own.flatMap(({ subject, topic, personIds }) =>
        signalsOf(tenantId, subject?.id ?? topic, [...new Set(personIds)]),
      ),
    )
  }
}

/** What waits unread in the bundles that would be added to; locked in one order, so that two who add do not wait for each other. */
async function openBundles(tx: Tx, tenantId: TenantId, notices: readonly NewNotice[]): Promise<readonly OpenBundle[]> {
  const asked = new Map<string, { personId: PersonId; bundle: string }>()
  for (const { personIds, bundle, urgent } of notices)
    if (bundle && !urgent) for (const personId of personIds) asked.set(keyOf(personId, bundle), { personId, bundle })
  if (asked.size === 0) return []
  const all = [...asked.values()]
  const { rows } = await sql<OpenBundle>`
    with open as materialized (
      select latest.id from unnest(${all.map(({ personId }) => personId)}::uuid[], ${all.map(({ bundle }) => bundle)}::text[])
        as a(person_id, bundle)
      cross join lateral (select n.id from notices.notices n where n.tenant_id = ${tenantId} and n.person_id = a.person_id
        and n.bundle = a.bundle and n.read_at is null and not n.urgent order by n.first_at desc limit 1) latest)
    select n.id, n.person_id as "personId", n.bundle, n.first_at as "firstAt"
    from notices.notices n where n.tenant_id = ${tenantId} and n.id in (select id from open) and n.read_at is null
    order by n.id for update`.execute(tx)
  return rows
}

/** Adds to what waits unread in the same bundle; the line that it already was comes behind those that are new. */
async function addLines(tx: Tx, tenantId: TenantId, folded: readonly Folded[]): Promise<void> {
  await sql`update notices.notices n set count = n.count + jsonb_array_length(f.lines), words = f.lines -> 0 -> 'words',
      at = greatest(n.at, f.at), subject_kind = f.lines -> 0 -> 'subject' ->> 'kind',
      subject_id = f.lines -> 0 -> 'subject' ->> 'id',
      lines = jsonb_path_query_array(f.lines || case when n.count > 1 then n.lines else jsonb_build_array(
        jsonb_build_object('words', n.words, 'at', n.at, 'subject', case when n.subject_kind is null then 'null'::jsonb
          else jsonb_build_object('kind', n.subject_kind, 'id', n.subject_id) end)) end, '$[0 to 19]')
    from jsonb_to_recordset(${JSON.stringify(folded)}::jsonb) as f(id uuid, at timestamptz, lines jsonb)
    where n.tenant_id = ${tenantId} and n.id = f.id`.execute(tx)
}

async function insert(tx: Tx, tenantId: TenantId, opened: readonly Opened[]): Promise<void> {
  await mine(tx)
    .insertInto('notices.notices')
    .values(
      opened.map(({ notice: { topic, bundle, urgent = false }, personId, firstAt, lines }) => ({
        tenant_id: tenantId,
        id: newId<'notice'>(),
        person_id: personId,
        topic,
        words: JSON.stringify(lines[0]?.words),
        subject_kind: lines[0]?.subject?.kind ?? null,
        subject_id: lines[0]?.subject?.id ?? null,
        bundle: bundle ?? null,
        urgent,
        count: lines.length,
        lines: JSON.stringify(lines.length > 1 ? lines.slice(0, mostLines) : []),
        first_at: firstAt,
        at: latestOf(lines),
        read_at: null,
      })),
    )
    .execute()
}

const signalsOf = (tenantId: TenantId, id: string, personIds: readonly PersonId[]): LiveSignal[] =>
  Array.from({ length: Math.ceil(personIds.length / personsASignal) }, (_, at) => ({
    ...{ tenantId, topic: 'notice', id },
    persons: personIds.slice(at * personsASignal, (at + 1) * personsASignal),
  }))

export interface DigestLine {
  readonly words: Words
  readonly subject: Subject | null
  readonly at: Date
}

export interface NewDigest {
  readonly tenantId: TenantId
  readonly topic: string
  /** The day it is for, YYYY-MM-DD: a person gets one digest of a topic a day, whoever asks again. */
  readonly day: string
  readonly at: Date
  readonly persons: readonly {
    readonly personId: PersonId
    readonly words: Words
    readonly lines: readonly DigestLine[]
  }[]
}

/** One notice a person that sums up many things, instead of a flood. Who has nothing to hear is left alone. */
export async function digest(tx: Tx, { tenantId, topic, day, at, persons }: NewDigest): Promise<void> {
  const told: PersonId[] = []
  for (const { personId, words, lines } of persons) {
    if (lines.length === 0) continue
    const { rows } = await sql<{ id: Id<'notice'> }>`
      insert into notices.notices (tenant_id, id, person_id, topic, words, bundle, count, lines, first_at, at)
      values (${tenantId}, ${newId()}, ${personId}, ${topic}, ${JSON.stringify(words)}::jsonb, ${`digest:${topic}:${day}`},
        ${lines.length}, ${JSON.stringify(lines.slice(0, 20))}::jsonb, ${at}, ${at})
      on conflict do nothing returning id`.execute(tx)
    if (rows.length > 0) told.push(personId)
  }
  await signalAllLive(tx, signalsOf(tenantId, topic, told))
  await tellFollowers(tx, { tenantId, personIds: told, topic, subject: null, urgent: false, at })
}
