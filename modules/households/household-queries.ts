import type { RawBuilder } from 'kysely'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { normalPhone, phoneLookups } from '../people/public.ts'
import { placeOf } from '../places/public.ts'
import type { HouseholdFilter, HouseholdRow, Show } from './contract.ts'
import { type Entry, liveEntries } from './entry-store.ts'
import { codeLookups, nameLookups } from './items.ts'
import { circumstancesOn, standing } from './refresh.ts'
import { type Doing, inChargeSql } from './scope.ts'
import type { ContactValue, HouseholdId } from './shapes.ts'

type Condition = RawBuilder<boolean>
type Asking = Pick<Doing, 'tenantId' | 'secrets' | 'at'>

/** Days after which a household counts as not reached in long. */
export const notReachedDays = 90

/** Households `h` that nobody reached for so many days, counted from when we came to know them. */
export const notReachedSql = (at: Date, days: number): Condition =>
  sql<boolean>`coalesce(h.last_reached_at, h.created_at) < ${new Date(at.getTime() - days * dayMs)}`

const dueSql = (at: Date, more: Condition): Condition => sql<boolean>`exists (select from visits.dues_view d
  where d.tenant_id = h.tenant_id and d.subject_kind = 'household' and d.subject_id = h.id and d.state = 'open'
    and d.from_at <= ${at} and ${more})`

const waitsSql = (state: 'conflict' | 'difference'): Condition => sql<boolean>`exists (select from households.entries e
  where e.tenant_id = h.tenant_id and e.household_id = h.id and e.state = ${state})`

/** What `show` narrows households `h` to; the figures count by the same. */
export function showSql(show: Show, at: Date): Condition {
  const conditions: Readonly<Record<Show, Condition>> = {
    due: dueSql(at, sql`true`),
    overdue: dueSql(at, sql`d.deadline_at < ${at}`),
    not_reached: notReachedSql(at, notReachedDays),
    conflict: waitsSql('conflict'),
    difference: waitsSql('difference'),
    wish: sql`exists (select from households.wishes w where w.tenant_id = h.tenant_id and w.household_id = h.id
      and w.state = 'open')`,
    care: sql`h.tags <> '{}'`,
    ended: sql`true`,
  }
  return sql<boolean>`(h.to_on is ${show === 'ended' ? sql`not null` : sql`null`} and ${conditions[show]})`
}

export const belowSql = async (tx: Tx, { tenantId }: Pick<Doing, 'tenantId'>, placeId: PlaceId): Promise<Condition> => {
  const place = await placeOf(tx, tenantId, placeId)
  return place
    ? sql<boolean>`(h.place_path >= ${place.path} and h.place_path < ${`${place.path}:`})`
    : sql<boolean>`false`
}

/** Households `h` of a filter, within what the actor is in charge of. */
export async function filterSql(tx: Tx, doing: Doing, filter: HouseholdFilter): Promise<Condition> {
  const { tenantId, at, secrets } = doing
  const { q, placeId, gridId, circumstance, show } = filter
  const conditions = [sql<boolean>`h.tenant_id = ${tenantId}`, inChargeSql(doing.actor)]
  conditions.push(show ? showSql(show, at) : sql<boolean>`h.to_on is null`)
  if (placeId) conditions.push(await belowSql(tx, doing, placeId))
  if (gridId) conditions.push(sql<boolean>`h.grid_id = ${gridId}`)
  if (circumstance) conditions.push(circumstanceSql(doing, circumstance))
  if (q?.trim()) conditions.push(searchSql(secrets, q.trim()))
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

/** Who is 80 follows from births and is known as a tag; what was given is found by its keyed code. */
const circumstanceSql = ({ secrets, at }: Asking, code: string): Condition =>
  code === 'aged_80'
    ? sql<boolean>`h.tags @> '{aged_80}'`
    : sql<boolean>`exists (select from households.entries e where e.tenant_id = h.tenant_id and e.household_id = h.id
        and e.code_lookup = any(${[...codeLookups(secrets, code)]}::bytea[]) and e.state = 'current' and not e.is_empty
        and (e.until_on is null or e.until_on > ${dayOf(at)}::date))`

/** A door, a building, or a whole name or phone: of what is sealed only the whole can be found. */
function searchSql(secrets: Asking['secrets'], q: string): Condition {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const digits = normalPhone(q)
  const lookups = [...nameLookups(secrets, q), ...(digits.length >= 7 ? phoneLookups(secrets, digits) : [])]
  return sql<boolean>`(h.number = ${q} or replace(h.unit, '单元', '') || '-' || h.number = ${q.replace('单元', '')}
    or exists (select from places.places_view b where b.tenant_id = h.tenant_id and b.id = h.building_id
      and (b.name ilike ${like} or b.name_en ilike ${like}))
    or exists (select from households.entries e where e.tenant_id = h.tenant_id and e.household_id = h.id
      and e.state = 'current' and (e.name_lookup = any(${lookups}::bytea[]) or e.phone_lookup = any(${lookups}::bytea[]))))`
}

interface Raw {
  readonly id: HouseholdId
  readonly room: HouseholdRow['room']
  readonly grid: HouseholdRow['grid']
  readonly people: number
  readonly fromOn: string
  readonly toOn: string | null
  readonly lastReachedAt: Date | null
  readonly tries: number
  readonly due: { id: string; rule: { zh: string; en: string }; at: string } | null
  readonly conflicts: number
  readonly differences: number
  readonly wishes: number
}

/** The room of household `h` as JSON; with `places.places_view b` and `c`, its building and compound. */
export const roomSql = sql`json_build_object('id', h.room_id, 'unit', h.unit, 'floor', h.floor, 'number', h.number,
  'building', json_build_object('id', b.id, 'name', b.name, 'nameEn', b.name_en),
  'compound', json_build_object('id', coalesce(c.id, b.id), 'name', coalesce(c.name, ''), 'nameEn', coalesce(c.name_en, '')))`

export const roomFromSql = sql`join places.places_view b on b.tenant_id = h.tenant_id and b.id = h.building_id
  left join places.places_view c on c.tenant_id = h.tenant_id and c.id = b.parent_id`

const columnsSql = (at: Date) => sql`h.id, ${roomSql} as room, h.people, h.from_on as "fromOn", h.to_on as "toOn",
  h.last_reached_at as "lastReachedAt", h.tries,
  (select json_build_object('id', g.id, 'name', g.name, 'nameEn', g.name_en) from places.grids_view g
    where g.tenant_id = h.tenant_id and g.id = h.grid_id) as grid,
  (select json_build_object('id', d.id, 'rule', d.rule_name, 'at', d.deadline_at) from visits.dues_view d
    where d.tenant_id = h.tenant_id and d.subject_kind = 'household' and d.subject_id = h.id and d.state = 'open'
      and d.from_at <= ${at} order by d.deadline_at, d.id limit 1) as due,
  (select count(*)::int from households.entries e where e.tenant_id = h.tenant_id and e.household_id = h.id
    and e.state = 'conflict' and h.erased_at is null) as conflicts,
  (select count(*)::int from households.entries e where e.tenant_id = h.tenant_id and e.household_id = h.id
    and e.state = 'difference' and h.erased_at is null) as differences,
  (select count(*)::int from households.wishes w where w.tenant_id = h.tenant_id and w.household_id = h.id
    and w.state = 'open') as wishes`

export const lampOf = (deadline: Date, at: Date) =>
  at > deadline ? 'red' : dayOf(deadline) === dayOf(at) ? 'yellow' : 'green'

interface Page {
  readonly offset?: number | undefined
  readonly limit?: number | undefined
}

/** In the order of the stairs: building by building, staircase by staircase, from below. */
const byStairs = sql`h.place_path, h.unit, h.floor, h.number, h.id`

export async function householdPage(tx: Tx, doing: Doing, filter: HouseholdFilter & Page) {
  return pageOf(tx, doing, await filterSql(tx, doing, filter), byStairs, filter)
}

/** Not reached in long: whom we care for first, then by how long. */
export async function unreachedPage(
  tx: Tx,
  doing: Doing,
  filter: HouseholdFilter & Page & { days?: number | undefined },
) {
  const { days = notReachedDays, offset, limit } = filter
  const narrow = { ...(filter.gridId && { gridId: filter.gridId }), ...(filter.placeId && { placeId: filter.placeId }) }
  const where = sql<boolean>`(${await filterSql(tx, doing, narrow)} and ${notReachedSql(doing.at, days)})`
  const order = sql`h.tags = '{}', coalesce(h.last_reached_at, h.created_at), h.id`
  return pageOf(tx, doing, where, order, { offset, limit })
}

async function pageOf(
  tx: Tx,
  doing: Doing,
  where: Condition,
  order: RawBuilder<unknown>,
  { offset = 0, limit = 50 }: Page,
) {
  const { rows } =
    await sql<Raw>`select ${columnsSql(doing.at)} from households.households h ${roomFromSql} where ${where}
    order by ${order} offset ${offset} limit ${limit}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total from households.households h
    where ${where}`.execute(tx)
  return { rows: await presentRows(tx, doing, rows), total: counted[0]?.total ?? 0, offset, limit }
}

/** One household as a row of the list, for its own page. */
export async function rowOf(
  tx: Tx,
  doing: Doing,
  id: HouseholdId,
  entries: readonly Entry[],
): Promise<HouseholdRow | null> {
  const { rows } = await sql<Raw>`select ${columnsSql(doing.at)} from households.households h ${roomFromSql}
    where h.tenant_id = ${doing.tenantId} and h.id = ${id}`.execute(tx)
  return rows[0] ? presentRow(rows[0], entries, doing.at) : null
}

async function presentRows(tx: Tx, doing: Doing, rows: readonly Raw[]): Promise<HouseholdRow[]> {
  const ids = rows.map(({ id }) => id)
  const entries = entriesByHousehold(await liveEntries(tx, doing.secrets, doing.tenantId, ids))
  return rows.map((row) => presentRow(row, entries.get(row.id) ?? [], doing.at))
}

export function entriesByHousehold(entries: readonly Entry[]): ReadonlyMap<HouseholdId, Entry[]> {
  const byHousehold = new Map<HouseholdId, Entry[]>()
  for (const entry of entries) {
    const own = byHousehold.get(entry.household_id)
    if (own) own.push(entry)
    else byHousehold.set(entry.household_id, [entry])
  }
  return byHousehold
}

function presentRow({ due, lastReachedAt, ...row }: Raw, entries: readonly Entry[], at: Date): HouseholdRow {
  const codes = circumstancesOn(entries, dayOf(at)).map(({ code }) => code)
  return {
    ...row,
    lastReachedAt: lastReachedAt?.toISOString() ?? null,
    contact: contactOf(entries),
    circumstances: [...new Set(codes)],
    due: due && {
      ...{ id: due.id as never, rule: due.rule, deadlineAt: new Date(due.at).toISOString() },
      lamp: lampOf(new Date(due.at), at),
    },
  }
}

/** Whom to ask for, masked; null where nobody is known. */
export function contactOf(entries: readonly Entry[]): HouseholdRow['contact'] {
  const contact = standing(entries).find(({ kind }) => kind === 'contact')?.content.value as ContactValue | undefined
  return contact ? { name: maskName(contact.name), phone: contact.phone && maskPhone(contact.phone) } : null
}
