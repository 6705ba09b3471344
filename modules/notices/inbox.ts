import { notFound } from '../../kernel/contract/errors.ts'
import type { Id, PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { signalLive } from '../../kernel/live/hub.ts'
import type { NoticeView } from './contract.ts'
import { mine } from './tables.ts'

export interface InboxPage {
  readonly offset: number
  readonly limit: number
  readonly unread: boolean
}

interface Mine {
  readonly tenantId: TenantId
  readonly personId: PersonId
}

/** One person's notices: unread first, urgent before others, then the newest. */
export async function readInbox(tx: Tx, { tenantId, personId }: Mine, { offset, limit, unread }: InboxPage) {
  const of = mine(tx)
    .selectFrom('notices.notices')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .$if(unread, (query) => query.where('read_at', 'is', null))
  const { total } = await of.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await of
    .select(['id', 'topic', 'words', 'subject_kind', 'subject_id', 'urgent', 'count', 'lines', 'at', 'read_at'])
    .orderBy(sql`read_at is null`, 'desc')
    .orderBy(sql`urgent and read_at is null`, 'desc')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  return { total, offset, limit, rows: rows.map(present) }
}

interface Row {
  id: Id<'notice'>
  topic: string
  words: NoticeView['words']
  subject_kind: string | null
  subject_id: string | null
  urgent: boolean
  count: number
  lines: NoticeView['lines']
  at: Date
  read_at: Date | null
}

const present = (row: Row): NoticeView => ({
  id: row.id,
  topic: row.topic,
  words: row.words,
  subject: row.subject_kind && row.subject_id ? { kind: row.subject_kind, id: row.subject_id } : null,
  urgent: row.urgent,
  count: row.count,
  lines: row.lines,
  at: row.at.toISOString(),
  readAt: row.read_at?.toISOString() ?? null,
})

export async function countInbox(tx: Tx, { tenantId, personId }: Mine): Promise<{ unread: number; urgent: number }> {
  const { rows } = await sql<{ unread: number; urgent: number }>`
    select count(*) as unread, count(*) filter (where urgent) as urgent from notices.notices
    where tenant_id = ${tenantId} and person_id = ${personId} and read_at is null`.execute(tx)
  return rows[0] ?? { unread: 0, urgent: 0 }
}

/** Marks one's own notice as read; somebody else's does not exist. */
export async function markRead(tx: Tx, { tenantId, personId }: Mine, id: Id<'notice'>, at: Date): Promise<void> {
  const { rows } = await sql`update notices.notices set read_at = coalesce(read_at, ${at})
    where tenant_id = ${tenantId} and id = ${id} and person_id = ${personId} returning id`.execute(tx)
  if (rows.length === 0) notFound()
  await signalLive(tx, { tenantId, topic: 'notice', id, persons: [personId] })
}

export async function markAllRead(tx: Tx, { tenantId, personId }: Mine, until: Date, at: Date): Promise<void> {
  await sql`update notices.notices set read_at = ${at}
    where tenant_id = ${tenantId} and person_id = ${personId} and read_at is null and at <= ${until}`.execute(tx)
  await signalLive(tx, { tenantId, topic: 'notice', id: personId, persons: [personId] })
}
