import type { MatterId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import type { SubjectGuard } from '../files/public.ts'
import { scopeOf, scopeSql } from './matter-scope.ts'
import { receiptLookup } from './receipt.ts'

/**
 * Who may see a matter's pictures: staff in whose scope it is; its reporter and whoever holds the receipt code see those
 * of the report and of steps whose words are meant for the reporter.
 */
export const maySeePictures: SubjectGuard = async (tx, request) => {
  const matterId = request.subject.slice('matters:'.length) as MatterId
  if (request.actor) {
    const { rows } = await sql<{ id: MatterId }>`select m.id from matters.matters m
      where m.tenant_id = ${request.tenantId} and m.id = ${matterId} and ${scopeSql(scopeOf(request.actor))}`.execute(
      tx,
    )
    if (rows.length > 0) return true
  }
  if (request.receiptCode === null) return false
  const { rows } = await sql<{
    shown: boolean
  }>`select not exists (select from matters.remarks r where r.tenant_id = m.tenant_id
      and r.matter_id = m.id and ${request.fileId}::uuid = any(r.file_ids) and not r.to_reporter and r.post_id is not null) as shown
    from matters.matters m where m.tenant_id = ${request.tenantId} and m.id = ${matterId}
      and m.receipt_lookup = ${receiptLookup(request.secrets, request.receiptCode)}`.execute(tx)
  return rows[0]?.shown ?? false
}
