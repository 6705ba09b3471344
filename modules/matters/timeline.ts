import type { RawBuilder } from 'kysely'
import type { FileId, SystemId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { beginningOf } from '../../kernel/text/beginning.ts'
import type { TimelineEntry } from './contract.ts'
import { type EventName, type MatterEvent, streamOf } from './events.ts'
import { namesOfSystems } from './outside-systems.ts'
import type { MatterRecord } from './tables.ts'

/** What happens among staff stays among staff. */
const forStaffOnly: ReadonlySet<EventName> = new Set([
  'return',
  'review_return',
  'urge',
  'supervise',
  'order',
  'answer_order',
  'order_overdue',
  'bulletin',
  'talk',
  'record_talk',
  'escalate',
  'rally_overdue',
  'exclude',
  'approve_exclusion',
  'reveal',
  'merge_received',
  'merge_lost',
  'reroute',
  'holder_changed',
  'rules_moved',
])

interface EntrySource {
  seq: number
  type: string
  at: Date
  via: string
  system_id: SystemId | null
  payload: MatterEvent
  person_name: string | null
  post_name: string | null
  post_name_en: string | null
  holder_name: string | null
  holder_name_en: string | null
  words: string | null
  to_reporter: boolean | null
}

/** A follower is a neighbour who hears how it goes without being the one who asked. */
export type Reader = 'staff' | 'reporter' | 'follower'

/**
 * A post that an event names. As all that events name it is looked up with `limit 1`: joined, PostgreSQL takes a story for
 * longer than it is and reads all posts (and persons, and remarks) of the tenant.
 */
const postOf = (id: RawBuilder<unknown>) => sql`select v.name, v.name_en from people.post_names_view v
  where v.tenant_id = e.tenant_id and v.id = (${id})::uuid limit 1`

/**
 * The story of a matter as the ledger tells it, oldest first.
 * The reporter sees the steps and the words meant for the reporter; a follower of these only what the office said. Names
 * of staff are office data and stay with staff.
 */
export async function readTimeline(
  tx: Tx,
  matter: MatterRecord,
  reader: Reader,
  seesReporter: boolean,
): Promise<TimelineEntry[]> {
  const { rows } = await sql<EntrySource>`
    select e.seq, e.type, e.at, e.actor ->> 'via' as via, (e.actor ->> 'systemId')::uuid as system_id, e.payload, n.name as person_name, p.name as post_name, p.name_en as post_name_en,
      h.name as holder_name, h.name_en as holder_name_en, r.words, r.to_reporter
    from kernel.events_view e
    left join lateral (select v.name from people.persons_view v
      where v.tenant_id = e.tenant_id and v.id = (e.actor ->> 'personId')::uuid limit 1) n on true
    left join lateral (${postOf(sql`e.actor ->> 'postId'`)}) p on true
    left join lateral (${postOf(sql`e.payload ->> 'holderPostId'`)}) h on true
    left join lateral (select v.words, v.to_reporter from matters.remarks v
      where v.tenant_id = e.tenant_id and v.id = (e.payload -> 'remark' ->> 'id')::uuid limit 1) r on true
    where e.tenant_id = ${matter.tenant_id} and e.stream = ${streamOf(matter.id)} order by e.seq`.execute(tx)
  const systems = await systemNames(tx, matter.tenant_id, rows)
  return rows
    .filter((row) => reader === 'staff' || !forStaffOnly.has(row.payload.action))
    .map((row) => presentEntry(row, reader, seesReporter, systems))
}

const systemNames = (tx: Tx, tenantId: TenantId, rows: readonly EntrySource[]) =>
  namesOfSystems(
    tx,
    tenantId,
    rows.flatMap(({ system_id }) => system_id ?? []),
  )

function presentEntry(
  row: EntrySource,
  reader: Reader,
  seesReporter: boolean,
  systems: ReadonlyMap<SystemId, string>,
): TimelineEntry {
  const { payload } = row
  const asStaff = reader === 'staff'
  const readable = asStaff || isReadable(row, reader)
  return {
    seq: row.seq,
    type: row.type,
    action: payload.action,
    at: row.at.toISOString(),
    who: whoOf(row, asStaff, seesReporter, systems),
    via: row.via,
    from: payload.from,
    to: payload.to,
    holder: payload.why ? nameOf(row.holder_name, row.holder_name_en) : null,
    clock: clockOf(payload),
    words: readable ? row.words : null,
    fileIds: readable ? ((payload.fileIds ?? []) as FileId[]) : [],
    facts: asStaff ? { ...payload.facts, ...(payload.why ? { why: payload.why } : {}) } : publicFacts(payload.facts),
  }
}

function isReadable(row: EntrySource, reader: Reader): boolean {
  const byReporter = row.via === 'receipt' || (row.post_name === null && row.via !== 'system')
  if (reader === 'follower') return row.to_reporter === true && !byReporter
  return row.to_reporter === true || byReporter || row.payload.action === 'comment'
}

const nameOf = (zh: string | null, en: string | null): Words | null => (zh === null ? null : { zh, en: en ?? zh })

function whoOf(
  row: EntrySource,
  asStaff: boolean,
  seesReporter: boolean,
  systems: ReadonlyMap<SystemId, string>,
): TimelineEntry['who'] {
  if (row.system_id) return asStaff ? { name: systems.get(row.system_id) ?? '', post: null } : null
  const post = nameOf(row.post_name, row.post_name_en)
  if (post) return { name: asStaff ? (row.person_name ?? '') : '', post }
  return asStaff && seesReporter && row.person_name ? { name: maskedReporter(row.person_name), post: null } : null
}

const maskedReporter = (name: string) => `${beginningOf(name, 1)}*`

function clockOf({ set }: MatterEvent): TimelineEntry['clock'] {
  const stage = set.clock_stage
  const dueAt = set.clock_due_at
  if (typeof stage !== 'string' || typeof dueAt !== 'string') return null
  return { stage: stage as NonNullable<TimelineEntry['clock']>['stage'], dueAt }
}

/** Facts that the reporter may read: results and dates, not who argued with whom. */
function publicFacts(facts: MatterEvent['facts']): Record<string, unknown> {
  const open = [
    'outcome',
    'satisfaction',
    'rounds',
    'reviewOn',
    'dueAt',
    'before',
    'number',
    'reached',
    'solved',
    'unreached',
    'how',
  ]
  return Object.fromEntries(Object.entries(facts ?? {}).filter(([name]) => open.includes(name)))
}
