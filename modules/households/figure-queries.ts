import type { RawBuilder } from 'kysely'
import type { QueryOf } from '../../kernel/contract/endpoint.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { placeOf } from '../places/public.ts'
import { coverageByGrid, periodOf } from '../visits/public.ts'
import type { HouseholdFigures, householdFigures, Show } from './contract.ts'
import { belowSql, notReachedDays, notReachedSql, showSql } from './household-queries.ts'
import { inChargeRoles } from './roles.ts'
import { type Doing, figureScopeSql } from './scope.ts'

/** What there is and what presses, in what the actor sees figures of. */
export async function figuresOf(
  tx: Tx,
  doing: Doing,
  query: QueryOf<typeof householdFigures>,
): Promise<HouseholdFigures> {
  const { tenantId, actor, at } = doing
  const conditions = [sql<boolean>`h.tenant_id = ${tenantId}`, figureScopeSql(actor)]
  if (query.placeId) conditions.push(await belowSql(tx, doing, query.placeId))
  if (query.gridId) conditions.push(sql<boolean>`h.grid_id = ${query.gridId}`)
  const where = sql<boolean>`(${sql.join(conditions, sql` and `)})`
  const quarter = periodOf('quarter', dayOf(at)).name
  return {
    ...(await counts(tx, where, at)),
    vacant: await vacantRooms(tx, doing, query),
    notReachedDays,
    grids: await gridsOf(tx, doing, where, quarter, query),
    quarter,
    mayOpen: actor.posts.some(({ role }) => inChargeRoles.some((one) => one === role)),
  }
}

type Counts = Omit<HouseholdFigures, 'vacant' | 'notReachedDays' | 'grids' | 'quarter' | 'mayOpen'>

async function counts(tx: Tx, where: RawBuilder<boolean>, at: Date): Promise<Counts> {
  // A select each: what a condition looks up is then joined once, where a filter of one count would ask it of every household.
  const count = (show: Show) => sql`(select count(*)::int from h where ${showSql(show, at)})`
  const { rows } = await sql<Counts>`with h as materialized (select h.tenant_id, h.id, h.to_on, h.last_reached_at,
      h.created_at from households.households h where ${where} and h.to_on is null)
    select (select count(*)::int from h) as households, ${count('due')} as due, ${count('overdue')} as overdue,
      ${count('not_reached')} as "notReached", ${count('conflict')} as conflicts, ${count('difference')} as differences,
      ${count('wish')} as wishes`.execute(tx)
  const none = { households: 0, due: 0, overdue: 0, notReached: 0, conflicts: 0, differences: 0, wishes: 0 }
  return rows[0] ?? none
}

/** Rooms of the register in which nobody is known to live; of places whose figures the actor sees. */
async function vacantRooms(tx: Tx, { tenantId, actor }: Doing, { placeId, gridId }: QueryOf<typeof householdFigures>) {
  const place = placeId ? await placeOf(tx, tenantId, placeId) : null
  const { rows } = await sql<{ vacant: number }>`select count(*)::int as vacant from (
      select r.id, r.building_path as place_path, m.grid_id from places.rooms_view r
      left join places.grid_members_view m on m.tenant_id = r.tenant_id and m.place_id = r.building_id and m.to_at is null
      where r.tenant_id = ${tenantId}) h
    where ${figureScopeSql(actor)} and ${place ? sql`starts_with(h.place_path, ${place.path})` : sql`true`}
      and ${gridId ? sql`h.grid_id = ${gridId}` : sql`true`}
      and not exists (select from households.households o where o.tenant_id = ${tenantId} and o.room_id = h.id
        and o.to_on is null)`.execute(tx)
  return rows[0]?.vacant ?? 0
}

async function gridsOf(
  tx: Tx,
  { actor, at }: Doing,
  where: RawBuilder<boolean>,
  quarter: string,
  { placeId, gridId }: QueryOf<typeof householdFigures>,
): Promise<HouseholdFigures['grids']> {
  const { rows } = await sql<HouseholdFigures['grids'][number]>`
    select json_build_object('id', g.id, 'name', g.name, 'nameEn', g.name_en) as grid, 0 as due, 0 as done, 0 as excluded,
      count(*)::int as households, (count(*) filter (where ${notReachedSql(at, notReachedDays)}))::int as "notReached"
    from households.households h join places.grids_view g on g.tenant_id = h.tenant_id and g.id = h.grid_id
    where ${where} and h.to_on is null group by g.id, g.name, g.name_en, g.code order by g.code`.execute(tx)
  const narrow = { ...(placeId && { placeId }), ...(gridId && { gridId }) }
  const covered = await coverageByGrid(tx, actor, { subjectKind: 'household', quarter, ...narrow }, at)
  const byGrid = new Map(covered.map((one) => [one.id, one]))
  return rows.map((row) => {
    const { denominator: due = 0, numerator: done = 0, excluded = 0 } = byGrid.get(row.grid.id) ?? {}
    return { ...row, due, done, excluded }
  })
}
