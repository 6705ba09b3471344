import type { RawBuilder } from 'kysely'
import type { QueryOf } from '../../kernel/contract/endpoint.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayNumberFrom, startOfDayMs } from '../../kernel/time/day.ts'
import type { listNotes, NoteView } from './contract.ts'
import { belowSql } from './household-queries.ts'
import { doorOf } from './refresh.ts'
import { type Doing, isInCharge, noteScopeSql } from './scope.ts'
import type { HouseholdId, NoteId } from './shapes.ts'
import type { HouseholdRecord, NoteRecord } from './tables.ts'

type Raw = NoteRecord &
  Pick<HouseholdRecord, 'place_path' | 'grid_id' | 'unit' | 'number'> & {
    readonly place: NoteView['place']
    readonly post: Words | null
    readonly wish: NoteView['wish']
  }

const fromSql = sql`from households.notes n
  join households.households h on h.tenant_id = n.tenant_id and h.id = n.household_id`

async function rowsOf(tx: Tx, where: RawBuilder<boolean>, offset: number, limit: number): Promise<Raw[]> {
  const { rows } = await sql<Raw>`select n.*, h.place_path, h.grid_id, h.unit, h.number,
      json_build_object('id', b.id, 'name', b.name, 'nameEn', b.name_en) as place,
      case when p.id is not null then json_build_object('zh', p.name, 'en', p.name_en) end as post,
      (select w.kind from households.wishes w where w.tenant_id = n.tenant_id and w.note_id = n.id) as wish
    ${fromSql} join places.places_view b on b.tenant_id = h.tenant_id and b.id = h.building_id
    left join people.posts_view p on p.tenant_id = n.tenant_id and p.id = n.post_id
    where ${where} order by n.at desc, n.id offset ${offset} limit ${limit}`.execute(tx)
  return rows
}

/** For those in charge with the door, for the street without. */
function present(doing: Doing, row: Raw): NoteView {
  const inCharge = isInCharge(doing.actor, { placePath: row.place_path, gridId: row.grid_id })
  const { matter_id: id, matter_number: number } = row
  return {
    ...{ id: row.id, householdId: inCharge ? row.household_id : null, door: inCharge ? doorOf(row) : null },
    ...{ place: row.place, at: row.at.toISOString(), post: row.post, words: doing.secrets.open(row.words_sealed) },
    ...{ sensitivity: row.sensitivity, wish: row.wish, volunteer: row.volunteer },
    matter: id && number ? { id, number } : null,
  }
}

/** The notes of one household that the actor is in charge of, newest first. */
export async function notesOf(tx: Tx, doing: Doing, id: HouseholdId, limit: number): Promise<NoteView[]> {
  const where = sql<boolean>`n.tenant_id = ${doing.tenantId} and n.household_id = ${id} and ${noteScopeSql(doing.actor)}`
  return (await rowsOf(tx, where, 0, limit)).map((row) => present(doing, row))
}

/** Notes by their ids, of those that the actor may read: a module that took something up from a note shows it so. */
export async function notesNamed(tx: Tx, doing: Doing, ids: readonly NoteId[]): Promise<ReadonlyMap<NoteId, NoteView>> {
  if (ids.length === 0) return new Map()
  const where = sql<boolean>`n.tenant_id = ${doing.tenantId} and n.id = any(${[...ids]}::uuid[]) and ${noteScopeSql(doing.actor)}`
  return new Map((await rowsOf(tx, where, 0, ids.length)).map((row) => [row.id, present(doing, row)]))
}

type Query = QueryOf<typeof listNotes>

const becameSql: Readonly<Record<NonNullable<Query['became']>, RawBuilder<boolean>>> = {
  matter: sql<boolean>`n.matter_id is not null`,
  wish: sql<boolean>`exists (select from households.wishes w where w.tenant_id = n.tenant_id and w.note_id = n.id)`,
  volunteer: sql<boolean>`n.volunteer`,
  nothing: sql<boolean>`(n.matter_id is null and not n.volunteer and not exists (select from households.wishes w
    where w.tenant_id = n.tenant_id and w.note_id = n.id))`,
}

const startOf = (day: string, after = 0): Date => new Date(startOfDayMs(dayNumberFrom(day) + after))

/** Notes `n` of households `h` of a filter, within what the actor reads. */
export async function noteFilterSql(
  tx: Tx,
  doing: Pick<Doing, 'tenantId' | 'actor'>,
  query: Query,
): Promise<RawBuilder<boolean>> {
  const { placeId, gridId, became, from, to } = query
  const conditions = [sql<boolean>`n.tenant_id = ${doing.tenantId}`, noteScopeSql(doing.actor)]
  if (placeId) conditions.push(await belowSql(tx, doing, placeId))
  if (gridId) conditions.push(sql<boolean>`h.grid_id = ${gridId}`)
  if (became) conditions.push(becameSql[became])
  if (from) conditions.push(sql<boolean>`n.at >= ${startOf(from)}`)
  if (to) conditions.push(sql<boolean>`n.at < ${startOf(to, 1)}`)
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

export async function countNotes(tx: Tx, doing: Pick<Doing, 'tenantId' | 'actor'>, query: Query): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*)::int as total ${fromSql}
    where ${await noteFilterSql(tx, doing, query)}`.execute(tx)
  return rows[0]?.total ?? 0
}

export async function notePage(tx: Tx, doing: Doing, query: Query) {
  const { offset = 0, limit = 50 } = query
  const rows = await rowsOf(tx, await noteFilterSql(tx, doing, query), offset, limit)
  return { rows: rows.map((row) => present(doing, row)), total: await countNotes(tx, doing, query), offset, limit }
}
