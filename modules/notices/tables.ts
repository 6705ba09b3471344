import type { JSONColumnType } from 'kysely'
import type { Id, PersonId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
import type { NoticeLine } from './contract.ts'

type NoticesTables = {
  'notices.notices': {
    tenant_id: TenantId
    id: Id<'notice'>
    person_id: PersonId
    topic: string
    words: JSONColumnType<Words>
    subject_kind: string | null
    subject_id: string | null
    bundle: string | null
    urgent: boolean
    count: number
    lines: JSONColumnType<NoticeLine[]>
    first_at: Date
    at: Date
    read_at: Date | null
  }
}

/** The module's own tables on a transaction. */
export const mine = (tx: Tx) => tx.withTables<NoticesTables>()
