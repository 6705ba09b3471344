import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { firmScopeSql } from '../enterprises/public.ts'
import type { CandidateFilter, CandidateRow } from './contract.ts'
import { furthestSql, stepAtSql, stepSql } from './push-figures.ts'
import { daysSql } from './version-days.ts'

interface Paged {
  offset?: number
  limit?: number
}

interface Source extends Omit<CandidateRow, 'push'> {
  push: { id: string; step: string; at: string } | null
}

/** The records that the firm of verdict `v` consists of. */
const recordsSql = sql`select v.firm_id union all select record_id from gone where gone.firm_id = v.firm_id`

/**
 * Of the pushes of the version to the firm of verdict `v`, and of what was granted to it for the same time, the one that went
 * furthest: looked for in rows of the page alone.
 */
const pushSql = sql`(select jsonb_build_object('id', u.id, 'step', ${stepSql}, 'at', ${stepAtSql}) from policies.pushes u
  where u.tenant_id = v.tenant_id and u.code = v.code and u.firm_id in (${recordsSql}) and u.withdrawn_at is null
    and (u.version = v.version or (u.granted_at is not null
      and exists (select from same_time s where s.code = u.code and s.version = u.version)))
  order by ${furthestSql} desc, u.pushed_at desc, u.id desc limit 1)`

const columns = sql`f.id as "firmId", f.name, f.name_en as "nameEn",
  jsonb_build_object('name', p.name, 'nameEn', p.name_en) as place, f.key_firm as "keyFirm", v.code, v.version,
  n.spec -> 'title' as title, v.verdict, v.amount_from as "amountFrom", v.amount_to as "amountTo", v.exact, v.missing,
  ${pushSql} as push`

/**
 * `gone`: each record that was merged, with every firm that it came to, however many merges lie between. `came`: pushes
 * that stand, under the firm to which they were made and under every firm that it came to. `same_time`: the versions whose
 * days overlap those of the one in force, `live`, which is among them.
 */
const withPushes = (tenantId: TenantId) => sql`with recursive gone (record_id, firm_id) as (
    select id, merged_into_id from enterprises.firms_view where tenant_id = ${tenantId} and merged_into_id is not null
    union select g.record_id, f.merged_into_id from gone g
    join enterprises.firms_view f on f.tenant_id = ${tenantId} and f.id = g.firm_id and f.merged_into_id is not null),
  came as (select u.code, u.version, u.firm_id, u.granted_at, u.refused_at from policies.pushes u
    where u.tenant_id = ${tenantId} and u.withdrawn_at is null
    union all select u.code, u.version, g.firm_id, u.granted_at, u.refused_at from gone g
    join policies.pushes u on u.tenant_id = ${tenantId} and u.firm_id = g.record_id and u.withdrawn_at is null),
  same_time as (select m.code, m.version, n.version as live, n.spec ->> 'how' as how from policies.versions n
    join policies.versions m on m.tenant_id = n.tenant_id and m.code = n.code and ${daysSql('m')} && ${daysSql('n')}
    where n.tenant_id = ${tenantId} and n.state = 'published')`

/**
 * Whether the key of a verdict is in a list that does not depend on it. Not a join: where PostgreSQL expects few verdicts, and
 * it expects too few, it goes through what it joins once for each of them. So it does with the list itself where it thinks
 * that a hash of it would not fit into work_mem; of an array that is yet to be made it expects ten members, and makes a hash.
 */
const among = (key: RawBuilder<unknown>, list: RawBuilder<unknown>, is: boolean): Condition =>
  sql<boolean>`(${key} in (select unnest(array(${list})))) = ${is}`

/** The firms to which the version in force of a policy was brought, or one granted whose days overlap its own. */
const pushedSql = (code: string) => sql`select firm_id from came where code = ${code} and (granted_at is not null
    or version = (select version from same_time where code = ${code} and version = live))
  and ${among(sql`version`, sql`select version from same_time where code = ${code}`, true)}`

/** Verdicts `v` of versions in force `n`, with firm `f` and its place `p`. */
const joined = sql`policies.firm_verdicts v
  join policies.versions n on n.tenant_id = v.tenant_id and n.code = v.code and n.version = v.version
    and n.state = 'published'
  join enterprises.firms_view f on f.tenant_id = v.tenant_id and f.id = v.firm_id
  join places.places_view p on p.tenant_id = f.tenant_id and p.id = f.place_id`

const versionKey = sql`code || ' ' || version`

/**
 * Whom the version in force of a policy without applying pays no more: a version paid them whose days overlap its own, or it
 * refused them, under each record to which it was brought. So a corrected version pays nobody anew, and one for another time
 * does.
 */
const settledSql = sql`select code || ' ' || firm_id from came where (granted_at is not null
    or ${among(versionKey, sql`select ${versionKey} from same_time where how = 'direct' and version = live`, true)})
  and ${among(versionKey, sql`select ${versionKey} from same_time where how = 'direct'`, true)}
  group by code, firm_id having bool_or(granted_at is not null) or bool_and(refused_at is not null)`

/** First who fits, then what is certain, then what is possible; the id settles ties. */
const order = sql`v.verdict = 'fits' desc, v.verdict = 'unknown' desc, v.amount_from desc, v.amount_to desc nulls first,
  f.name, f.id, v.code`

type Condition = RawBuilder<boolean>

const every = (conditions: readonly Condition[]) => sql<boolean>`${sql.join([...conditions], sql` and `)}`

function candidateWhere(actor: Actor, code: string, filter: CandidateFilter): Condition {
  const { verdict, pushed, keyFirm, missing } = filter
  const conditions: Condition[] = [
    sql`v.tenant_id = ${actor.tenantId} and v.code = ${code}`,
    firmScopeSql(actor),
    sql`v.verdict = any(${verdict?.length ? verdict : ['fits', 'unknown']}::text[])`,
    ...firmConditions(filter),
  ]
  if (pushed !== undefined) conditions.push(among(sql`v.firm_id`, pushedSql(code), pushed))
  if (keyFirm !== undefined) conditions.push(sql`f.key_firm = ${keyFirm}`)
  if (missing) conditions.push(sql`${missing} = any(v.missing)`)
  return every(conditions)
}

function firmConditions({ q, placeId }: Pick<CandidateFilter, 'q' | 'placeId'>): Condition[] {
  const path = sql`(select path from places.places_view where tenant_id = f.tenant_id and id = ${placeId ?? null})`
  const like = `%${(q ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`
  return [
    ...(placeId ? [sql<boolean>`f.place_path >= ${path} and f.place_path < ${path} || ':'`] : []),
    ...(q ? [sql<boolean>`lower(concat_ws(' ', f.name, f.name_en, f.uscc)) like ${like}`] : []),
  ]
}

/** One page of the firms in the actor's area that a policy fits or may fit. */
export async function candidatePage(tx: Tx, actor: Actor, code: string, query: CandidateFilter & Paged) {
  const { rows: known } = await sql`select from policies.versions
    where tenant_id = ${actor.tenantId} and code = ${code} and state <> 'draft' limit 1`.execute(tx)
  if (known.length === 0) notFound()
  return pageWhere(tx, actor.tenantId, candidateWhere(actor, code, query), query)
}

async function pageWhere(tx: Tx, tenantId: TenantId, where: Condition, { offset = 0, limit = 50 }: Paged) {
  const { rows } =
    await sql<Source>`${withPushes(tenantId)} select ${columns} from ${joined} where ${where} order by ${order}
    offset ${offset} limit ${limit}`.execute(tx)
  const counted = await sql<{ total: number; sum: number }>`${withPushes(tenantId)} select count(*)::int as total,
    coalesce(sum(v.amount_from), 0)::bigint as sum from ${joined} where ${where}`.execute(tx)
  return {
    rows: rows.map(candidateRow),
    total: counted.rows[0]?.total ?? 0,
    sumFen: counted.rows[0]?.sum ?? 0,
    offset,
    limit,
  }
}

const candidateRow = ({ push, ...row }: Source): CandidateRow => ({
  ...row,
  push: push && ({ ...push, at: new Date(push.at).toISOString() } as CandidateRow['push']),
})

interface DirectQuery extends Paged {
  q?: string
  code?: string
  placeId?: NonNullable<CandidateFilter['placeId']>
}

/**
 * Firms of the actor's area that are to be paid without applying: they fit, the sum is certain, and no version whose time
 * overlaps that of the one in force has paid them.
 */
export async function directPage(tx: Tx, actor: Actor, query: DirectQuery, now: Date) {
  const today = dayOf(now)
  return pageWhere(
    tx,
    actor.tenantId,
    every([
      sql`v.tenant_id = ${actor.tenantId}`,
      firmScopeSql(actor),
      sql`n.spec ->> 'how' = 'direct' and v.verdict = 'fits' and v.exact`,
      sql`n.valid_from <= ${today}::date and (n.valid_until is null or n.valid_until > ${today}::date)`,
      among(sql`v.code || ' ' || v.firm_id`, settledSql, false),
      ...(query.code ? [sql<boolean>`v.code = ${query.code}`] : []),
      ...firmConditions(query),
    ]),
    query,
  )
}
