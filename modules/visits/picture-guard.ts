import { sql } from '../../kernel/db.ts'
import type { SubjectGuard } from '../files/public.ts'
import { seesPersonal } from './subject.ts'
import type { DueRecord } from './tables.ts'
import { visitScopeOf, visitScopeSql } from './visit-scope.ts'

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

type Due = Pick<DueRecord, 'subject_kind' | 'place_path' | 'grid_id'>

/** Who may see the photos of a visit: those in whose scope its due is. */
export const maySeePhotos: SubjectGuard = async (tx, { actor, tenantId, subject }) => {
  const id = subject.slice('visits:'.length)
  if (!actor || !isUuid.test(id)) return false
  const { rows } = await sql<Due>`select d.subject_kind, d.place_path, d.grid_id from visits.visits v
    join visits.dues d on d.tenant_id = v.tenant_id and d.id = v.due_id
    where v.tenant_id = ${tenantId} and v.id = ${id}::uuid
      and ${visitScopeSql(visitScopeOf(actor))}`.execute(tx)
  return rows.some((due) => seesPersonal(actor, due))
}
