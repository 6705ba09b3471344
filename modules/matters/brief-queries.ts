import type { Actor } from '../../kernel/actor.ts'
import type { MatterId, PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { MatterRow } from './contract.ts'
import { openSql, orderSql, whereSql } from './matter-filter.ts'
import { namesIn, pageRows, presentRow, type RowSource, rowColumns, rowJoins } from './matter-row.ts'
import { memberBranch, scopeOf, staffScopeSql } from './matter-scope.ts'
import { noNames, type SubjectRef } from './subject.ts'

/** Where some matters stand, for a module that keeps their ids and has settled who may see them. */
export async function mattersNow(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly MatterId[],
  now: Date,
): Promise<ReadonlyMap<MatterId, MatterRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<RowSource>`select ${rowColumns} from matters.matters m ${rowJoins(now)}
    where m.tenant_id = ${tenantId} and m.id = any(${[...new Set(ids)]}::uuid[])`.execute(tx)
  const names = await namesIn(tx, tenantId, rows)
  return new Map(rows.map((row) => [row.id, presentRow(row, now, names)]))
}

/** Which of these matters are in the scope of the actor's posts. */
export async function mattersInScope(tx: Tx, actor: Actor, ids: readonly MatterId[]): Promise<ReadonlySet<MatterId>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: MatterId }>`select m.id from matters.matters m
    where m.tenant_id = ${actor.tenantId} and m.id = any(${[...ids]}::uuid[]) and ${staffScopeSql(scopeOf(actor))}`.execute(
    tx,
  )
  return new Set(rows.map((row) => row.id))
}

/**
 * Open matters at a place and below, in the scope of the actor's posts, that neighbours may speak about together: none that
 * its reporter wants kept, none about a firm. The one that is due first stands first.
 */
export async function openMattersAt(
  tx: Tx,
  actor: Actor,
  placeId: PlaceId,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<MatterRow[]> {
  const { rows } = await sql<RowSource>`
    with page as materialized (
      select m.ctid as at, row_number() over (order by ${orderSql('due')}) as position from matters.matters m
      where ${whereSql(actor, { open: true, placeId }, now)} and m.visibility <> 'holder' and m.subject_id is null
      order by ${orderSql('due')} limit ${limit})
    ${pageRows('at', actor.tenantId, now)}`.execute(tx)
  return rows.map((row) => presentRow(row, now, noNames))
}

/** Matters about some subjects, the newest first, for a member of them: the caller has settled that. Staff have no names in it. */
export async function mattersAbout(
  tx: Tx,
  tenantId: TenantId,
  subjects: readonly SubjectRef[],
  page: { readonly offset?: number; readonly limit?: number },
  now: Date,
) {
  const { offset = 0, limit = 20 } = page
  const [about = sql<boolean>`false`] = memberBranch(subjects)
  const where = sql`m.tenant_id = ${tenantId} and ${about}`
  const { rows } = await sql<RowSource & { total: number }>`
    select ${rowColumns}, (select count(*)::int from matters.matters m where ${where}) as total
    from matters.matters m ${rowJoins(now)} where ${where} order by m.reported_at desc, m.id offset ${offset} limit ${limit}`.execute(
    tx,
  )
  const names = await namesIn(tx, tenantId, rows)
  return {
    rows: rows.map((row) => withoutPerson(presentRow(row, now, names))),
    total: rows[0]?.total ?? 0,
    offset,
    limit,
  }
}

const withoutPerson = (row: MatterRow): MatterRow => ({
  ...row,
  holder: row.holder ? { ...row.holder, personName: null } : null,
})

/** Which of these subjects any matter is about. */
export async function subjectsOfMatters(
  tx: Tx,
  tenantId: TenantId,
  kind: string,
  ids: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct subject_id as id from matters.matters
    where tenant_id = ${tenantId} and subject_kind = ${kind} and subject_id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Open matters of some categories (with all below them) at a place and below, in the scope of the actor, the oldest first. */
export async function openMattersUnder(
  tx: Tx,
  actor: Actor,
  { path, categories }: { readonly path: string; readonly categories: readonly string[] },
  now: Date,
): Promise<MatterRow[]> {
  const { rows } = await sql<RowSource>`select ${rowColumns} from matters.matters m ${rowJoins(now)}
    where m.tenant_id = ${actor.tenantId} and ${openSql} and m.place_path >= ${path}
      and m.place_path < ${`${path}:`} and ${staffScopeSql(scopeOf(actor))}
      and exists (select from unnest(${[...categories]}::text[]) of where starts_with(m.category_code, of))
    order by m.reported_at, m.id limit 200`.execute(tx)
  const names = await namesIn(tx, actor.tenantId, rows)
  return rows.map((row) => presentRow(row, now, names))
}

/** Open matters at a place whose running clock has passed its deadline, as the board's figure counts them; the longest first. */
export async function overdueAt(
  tx: Tx,
  actor: Actor,
  placeId: PlaceId,
  { limit, now }: { readonly limit: number; readonly now: Date },
): Promise<{ readonly rows: readonly MatterRow[]; readonly total: number }> {
  const where = whereSql(actor, { placeId, figure: 'overdue', part: 'numerator' }, now)
  const { rows } = await sql<RowSource>`select ${rowColumns} from matters.matters m ${rowJoins(now)} where ${where}
    order by m.clock_due_at, m.id limit ${limit}`.execute(tx)
  const counted = await sql<{
    total: number
  }>`select count(*)::integer as total from matters.matters m where ${where}`.execute(tx)
  return { rows: rows.map((row) => presentRow(row, now, noNames)), total: counted.rows[0]?.total ?? 0 }
}
