import type { MatterId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { PictureRequest, SubjectGuard } from '../files/public.ts'
import { memberBranch, scopeOf, staffScopeSql } from './matter-scope.ts'
import { receiptLookup } from './receipt.ts'
import { subjectsOf } from './subject.ts'
import type { Reader } from './timeline.ts'

/**
 * Who may see a matter's pictures: staff in whose scope it is, all of them; its reporter (signed in or with the receipt
 * code) those of the report and of steps whose words are meant for the reporter; a follower only what the office showed.
 */
export const maySeePictures: SubjectGuard = async (tx, request) => {
  const reader = await readerOf(tx, request)
  if (reader === null || reader === 'staff') return reader !== null
  const { rows } = await sql<{ to_reporter: boolean; by_office: boolean }>`
    select r.to_reporter, r.post_id is not null as by_office from matters.remarks r
    where r.tenant_id = ${request.tenantId} and r.matter_id = ${matterOf(request)} and ${request.fileId}::uuid = any(r.file_ids)`.execute(
    tx,
  )
  const [remark] = rows
  if (!remark) return reader === 'reporter'
  if (reader === 'follower') return remark.to_reporter && remark.by_office
  return remark.to_reporter || !remark.by_office
}

const matterOf = (request: PictureRequest) => request.subject.slice('matters:'.length) as MatterId

/** As what somebody reads the matter; null for those to whom it does not exist. */
async function readerOf(tx: Tx, request: PictureRequest): Promise<Reader | null> {
  const { actor, receiptCode, secrets, tenantId } = request
  const staff = actor ? staffScopeSql(scopeOf(actor)) : sql<boolean>`false`
  const [member = sql<boolean>`false`] = actor ? memberBranch(await subjectsOf(tx, tenantId, actor.personId)) : []
  const lookup = receiptCode === null ? null : receiptLookup(secrets, receiptCode)
  const { rows } = await sql<{ staff: boolean; reporter: boolean; follower: boolean }>`
    select ${staff} as staff,
      coalesce(m.reporter_id = ${actor?.personId ?? null}::uuid or m.receipt_lookup = ${lookup}::bytea or ${member}, false) as reporter,
      exists (select from matters.followers f where f.tenant_id = m.tenant_id and f.matter_id = m.id
        and f.person_id = ${actor?.personId ?? null}::uuid) as follower
    from matters.matters m where m.tenant_id = ${tenantId} and m.id = ${matterOf(request)}`.execute(tx)
  const row = rows[0]
  if (row?.staff) return 'staff'
  if (row?.reporter) return 'reporter'
  return row?.follower ? 'follower' : null
}
