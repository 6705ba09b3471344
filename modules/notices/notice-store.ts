import { type Id, newId, type PersonId, type TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { signalLive } from '../../kernel/live/hub.ts'
import { plugInto } from '../../kernel/plug.ts'
import type { Subject } from './contract.ts'
import { mine } from './tables.ts'

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

const foldFor = '1 hour'
/** A signal must fit a database notification (8,000 bytes). */
const personsASignal = 150
/** A statement takes 65,535 values, a notice has 14: a whole community is told in several. */
const personsAnInsert = 2000

/** Puts a notice into inboxes and tells open screens, when the caller's transaction commits. */
export async function notify(tx: Tx, notice: NewNotice): Promise<void> {
  const personIds = [...new Set(notice.personIds)]
  if (personIds.length === 0) return
  const folded = notice.bundle && !notice.urgent ? await fold(tx, notice, personIds) : []
  const others = personIds.filter((id) => !folded.includes(id))
  for (let from = 0; from < others.length; from += personsAnInsert)
    await insert(tx, notice, others.slice(from, from + personsAnInsert))
  await signal(tx, notice.tenantId, notice.subject?.id ?? notice.topic, personIds)
  const { tenantId, topic, subject, urgent = false, at } = notice
  await tellFollowers(tx, { tenantId, personIds, topic, subject, urgent, at })
}

/** Adds to what waits unread in the same bundle. @returns who had something to add to. */
async function fold(tx: Tx, { tenantId, bundle, words, subject, at }: NewNotice, personIds: PersonId[]) {
  const line = JSON.stringify({ words, subject, at: at.toISOString() })
  const { rows } = await sql<{ personId: PersonId }>`
    with open as (
      select distinct on (person_id) id, case when count > 1 then lines else jsonb_build_array(jsonb_build_object(
          'words', words, 'at', at, 'subject', case when subject_kind is null then 'null'::jsonb
            else jsonb_build_object('kind', subject_kind, 'id', subject_id) end)) end as lines
      from notices.notices
      where tenant_id = ${tenantId} and person_id = any(${personIds}) and bundle = ${bundle} and read_at is null
        and not urgent and first_at > ${at}::timestamptz - ${foldFor}::interval
      order by person_id, first_at desc)
    update notices.notices n set count = n.count + 1, words = ${JSON.stringify(words)}::jsonb, at = greatest(n.at, ${at}),
      subject_kind = ${subject?.kind ?? null}, subject_id = ${subject?.id ?? null},
      lines = jsonb_path_query_array(jsonb_build_array(${line}::jsonb) || open.lines, '$[0 to 19]')
    from open where n.tenant_id = ${tenantId} and n.id = open.id and n.read_at is null
    returning n.person_id as "personId"`.execute(tx)
  return rows.map((row) => row.personId)
}

async function insert(tx: Tx, notice: NewNotice, personIds: PersonId[]): Promise<void> {
  const { tenantId, topic, words, subject, bundle, urgent = false, at } = notice
  await mine(tx)
    .insertInto('notices.notices')
    .values(
      personIds.map((personId) => ({
        tenant_id: tenantId,
        id: newId<'notice'>(),
        person_id: personId,
        topic,
        words: JSON.stringify(words),
        subject_kind: subject?.kind ?? null,
        subject_id: subject?.id ?? null,
        bundle: bundle ?? null,
        urgent,
        count: 1,
        lines: '[]',
        first_at: at,
        at,
        read_at: null,
      })),
    )
    .execute()
}

async function signal(tx: Tx, tenantId: TenantId, id: string, personIds: readonly PersonId[]): Promise<void> {
  for (let from = 0; from < personIds.length; from += personsASignal)
    await signalLive(tx, { tenantId, topic: 'notice', id, persons: personIds.slice(from, from + personsASignal) })
}

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
  await signal(tx, tenantId, topic, told)
  await tellFollowers(tx, { tenantId, personIds: told, topic, subject: null, urgent: false, at })
}
