import { sql } from '../../kernel/db.ts'
import type { SubjectGuard } from '../files/public.ts'
import { ideaScopeSql, publicSql } from './ideas-scope.ts'
import { authorSql } from './ideas-store.ts'

/** Pictures are seen by whoever sees the idea; those that its author took out again by the author and by staff alone. */
export const maySeePictures: SubjectGuard = async (tx, { tenantId, actor, subject, fileId, receiptCode, secrets }) => {
  const reading = { actor, secrets, ...(receiptCode ? { receipt: receiptCode } : {}) }
  const staff = actor ? ideaScopeSql(actor) : sql<boolean>`false`
  const { rows } =
    await sql`select from ideas.ideas i join ideas.calls c on c.tenant_id = i.tenant_id and c.id = i.call_id
    where i.tenant_id = ${tenantId} and i.id = ${subject.slice('ideas:'.length)}
      and ((${publicSql} and ${fileId}::uuid = any(i.file_ids)) or ${staff} or ${authorSql(reading)})`.execute(tx)
  return rows.length > 0
}
