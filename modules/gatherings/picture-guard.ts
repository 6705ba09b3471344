import { sql } from '../../kernel/db.ts'
import type { SubjectGuard } from '../files/public.ts'
import { invitedSql, selvesOf, staffScopeSql } from './gathering-scope.ts'

/** Materials are seen by whoever sees the gathering: staff of the place, those invited, everybody once it is announced to all. */
export const maySeeMaterials: SubjectGuard = async (tx, { tenantId, actor, subject }) => {
  const selves = actor ? await selvesOf(tx, actor) : []
  const { rows } = await sql`select from gatherings.gatherings g
    where g.tenant_id = ${tenantId} and g.id = ${subject.slice('gatherings:'.length)}
      and ((g.is_public and g.state <> 'draft') or ${actor ? sql`${staffScopeSql(actor)} or ${invitedSql(selves)}` : sql`false`})`.execute(
    tx,
  )
  return rows.length > 0
}
