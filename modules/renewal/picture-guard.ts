import { sql } from '../../kernel/db.ts'
import type { SubjectGuard } from '../files/public.ts'
import { onlookerScopeSql, readerScopeSql } from './scope.ts'

/**
 * Photos of spots are for everybody once the project was started. Evidence and papers of money are for who reads the
 * whole project; who looks on by phone sees evidence and no papers of money.
 */
export const mayPicturesBeSeen: SubjectGuard = async (tx, { tenantId, actor, subject, fileId }) => {
  const shown = sql`(p.started_on is not null and exists (select from renewal.photos f where f.tenant_id = p.tenant_id
    and f.project_id = p.id and f.file_id = ${fileId}))`
  const evidence = sql`exists (select from renewal.evidence e where e.tenant_id = p.tenant_id and e.project_id = p.id
    and ${fileId}::uuid = any(e.file_ids))`
  const staff = actor ? sql`(${readerScopeSql(actor)} or (${onlookerScopeSql(actor)} and ${evidence}))` : sql`false`
  const { rows } = await sql`select from renewal.projects p where p.tenant_id = ${tenantId}
    and p.id = ${subject.slice('renewal:'.length)} and (${shown} or ${staff})`.execute(tx)
  return rows.length > 0
}
