import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayFromNumber, dayNumberFrom, dayOf } from '../../kernel/time/day.ts'
import { ancestorsOf, type Place } from '../places/public.ts'
import type { CoverageView, listDues, readCoverage } from './contract.ts'
import type { Coverage } from './coverage.ts'
import { noCoverage } from './coverage.ts'
import { periodOf } from './due.ts'
import { deadlineIn, filterSql, mineSql, partSql, quarterNamed } from './due-queries.ts'
import { visitScopeOf, visitScopeSql } from './visit-scope.ts'

/** Quarters that the page looks back on. */
const quartersBack = 4

const countSql = sql`(count(*) filter (where ${partSql('numerator')}))::integer as numerator,
  (count(*) filter (where ${partSql('denominator')}))::integer as denominator,
  (count(*) filter (where ${partSql('excluded')}))::integer as excluded`

/** 已访 ÷ 应访 of the reader's dues, by places below, posts (by name, no ranking) and rules. */
export async function coverageView(
  tx: Tx,
  actor: Actor,
  query: QueryOf<typeof readCoverage>,
  now: Date,
): Promise<CoverageView> {
  const quarter = query.quarter ?? periodOf('quarter', dayOf(now)).name
  const above = await ancestorsOf(tx, actor.tenantId, query.placeId ?? (await commonPlace(tx, actor)))
  const [place] = above
  if (!place) return notFound()
  const scope = visitScopeSql(visitScopeOf(actor))
  const kind = query.subjectKind ? sql<boolean>`d.subject_kind = ${query.subjectKind}` : sql<boolean>`true`
  const below = sql<boolean>`d.tenant_id = ${actor.tenantId} and ${scope} and ${kind} and d.place_path >= ${place.path} and d.place_path < ${`${place.path}:`}`
  const here = sql<boolean>`${below} and ${deadlineIn(quarterNamed(quarter))}`
  return {
    quarter,
    place: named(place),
    above: above.slice(1).reverse().map(named),
    total: await count(tx, here),
    mine: await count(tx, sql<boolean>`${here} and ${mineSql(actor)}`),
    quarters: await byQuarter(tx, below, quarter),
    places: await byPlace(tx, actor.tenantId, here, place),
    grids: await byGrid(tx, here),
    posts: await byPost(tx, here),
    rules: await byRule(tx, here),
  }
}

const named = ({ id, name, nameEn }: Pick<Place, 'id' | 'name' | 'nameEn'>) => ({ id, name, nameEn })

async function count(tx: Tx, where: RawBuilder<boolean>): Promise<Coverage> {
  const { rows } = await sql<Coverage>`select ${countSql} from visits.dues d where ${where}`.execute(tx)
  return rows[0] ?? noCoverage
}

/** 已访 ÷ 应访 of exactly the dues that a list with this filter holds. */
export async function coverageOfList(
  tx: Tx,
  actor: Actor,
  query: QueryOf<typeof listDues>,
  now: Date,
): Promise<Coverage & { readonly total: number }> {
  const where = await filterSql(tx, actor, query, now)
  const { rows } = await sql<Coverage & { total: number }>`select ${countSql}, count(*)::integer as total
    from visits.dues d
    join visits.subjects s on s.tenant_id = d.tenant_id and s.kind = d.subject_kind and s.id = d.subject_id
    where ${where}`.execute(tx)
  return rows[0] ?? { ...noCoverage, total: 0 }
}

/** 已访 ÷ 应访 by grid of exactly the dues that a list with this filter holds; what lies in no grid is left out. */
export async function coverageByGrid(tx: Tx, actor: Actor, query: QueryOf<typeof listDues>, now: Date) {
  const where = await filterSql(tx, actor, query, now)
  const { rows } = await sql<CoverageView['grids'][number]>`
    select g.id, g.name, g.name_en as "nameEn", ${countSql} from visits.dues d
    join visits.subjects s on s.tenant_id = d.tenant_id and s.kind = d.subject_kind and s.id = d.subject_id
    join places.grids_view g on g.tenant_id = d.tenant_id and g.id = d.grid_id
    where ${where} group by g.id, g.name, g.name_en, g.code order by g.code`.execute(tx)
  return rows
}

async function byQuarter(tx: Tx, below: RawBuilder<boolean>, last: string) {
  const quarters: CoverageView['quarters'] = []
  let period = quarterNamed(last)
  for (let n = 0; n < quartersBack; n++) {
    quarters.unshift({ quarter: period.name, ...(await count(tx, sql<boolean>`${below} and ${deadlineIn(period)}`)) })
    period = periodOf('quarter', dayFromNumber(dayNumberFrom(period.fromOn) - 1))
  }
  return quarters
}

async function byPlace(tx: Tx, tenantId: TenantId, here: RawBuilder<boolean>, { id, path }: Place) {
  const { rows } = await sql<CoverageView['places'][number]>`
    select p.id, p.name, p.name_en as "nameEn", p.id = ${id} as direct, ${countSql}
    from places.places_view p
    join visits.dues d on (p.id = ${id} and d.place_path = ${path})
      or (p.parent_id = ${id} and d.place_path >= p.path and d.place_path < p.path || ':')
    where p.tenant_id = ${tenantId} and (p.id = ${id} or p.parent_id = ${id}) and ${here}
    group by p.id, p.name, p.name_en, p.path order by p.path`.execute(tx)
  return rows
}

async function byGrid(tx: Tx, here: RawBuilder<boolean>) {
  const { rows } = await sql<CoverageView['grids'][number]>`
    select g.id, g.name, g.name_en as "nameEn", ${countSql} from visits.dues d
    join places.grids_view g on g.tenant_id = d.tenant_id and g.id = d.grid_id
    where ${here} group by g.id, g.name, g.name_en, g.code order by g.code`.execute(tx)
  return rows
}

async function byPost(tx: Tx, here: RawBuilder<boolean>) {
  const { rows } = await sql<CoverageView['posts'][number]>`
    select p.id, p.name, p.name_en as "nameEn", ${countSql} from visits.dues d
    join people.posts_view p on p.tenant_id = d.tenant_id and p.id = d.holder_post_id
    where ${here} group by p.id, p.name, p.name_en, p.place_path order by p.place_path, p.name`.execute(tx)
  return rows
}

async function byRule(tx: Tx, here: RawBuilder<boolean>) {
  const { rows } = await sql<{ code: string; name: Words } & Coverage>`
    select d.rule_code as code, (array_agg(r.spec -> 'name' order by d.rule_version desc))[1] as name, ${countSql}
    from visits.dues d
    join visits.rule_versions r on r.tenant_id = d.tenant_id and r.code = d.rule_code and r.version = d.rule_version
    where ${here} group by d.rule_code order by d.rule_code`.execute(tx)
  return rows
}

/** Without a place: the nearest that holds all posts of the reader. */
async function commonPlace(tx: Tx, actor: Actor): Promise<PlaceId> {
  const paths = actor.posts.map(({ placePath }) => placePath.split('/').filter(Boolean))
  const [first = []] = paths
  const length = Math.min(...paths.map((path) => path.length))
  let shared = 0
  while (shared < length && paths.every((path) => path[shared] === first[shared])) shared++
  const path = `/${first.slice(0, shared).join('/')}/`
  const { rows } = await sql<{ id: PlaceId }>`select id from places.places_view
    where tenant_id = ${actor.tenantId} and (path = ${path} or parent_id is null) order by path = ${path} desc limit 1`.execute(
    tx,
  )
  return rows[0]?.id ?? notFound()
}
