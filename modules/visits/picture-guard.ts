import { sql } from '../../kernel/db.ts'
import type { SubjectGuard } from '../files/public.ts'
import { visitScopeOf, visitScopeSql } from './visit-scope.ts'

/** Who may see the photos of a visit: those in whose scope its due is. */
export const maySeePhotos: SubjectGuard = async (tx, { actor, tenantId, subject }) => {
  if (!actor) return false
  const { rows } = await sql`select 1 from visits.visits v
    join visits.dues d on d.tenant_id = v.tenant_id and d.id = v.due_id
    where v.tenant_id = ${tenantId} and v.id::text = ${subject.slice('visits:'.length)}
      and ${visitScopeSql(visitScopeOf(actor))}`.execute(tx)
  return rows.length > 0
}
