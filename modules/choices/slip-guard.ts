import { sql } from '../../kernel/db.ts'
import type { SubjectGuard } from '../files/public.ts'
import { readerScopeSql } from './scope.ts'

/** Photos of signed slips are seen by who reads the questions of the place; nobody else, for they bear names. */
export const maySeeSlips: SubjectGuard = async (tx, { tenantId, actor, subject }) => {
  if (!actor) return false
  const { rows } = await sql`select from choices.questions q where q.tenant_id = ${tenantId}
    and q.id = ${subject.slice('questions:'.length)} and ${readerScopeSql(actor, sql`q.place_path`)}`.execute(tx)
  return rows.length > 0
}
