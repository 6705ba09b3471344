import type { RawBuilder } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { maskName } from '../../../kernel/text/masking.ts'
import { notesNamed } from '../../households/public.ts'
import type { HeardRow, listHeard } from '../contract.ts'
import { inPlaceSql } from '../place-filter.ts'
import { hearers } from '../roles.ts'
import { type Doing, seenSql } from '../scope.ts'
import type { HeardRecord } from '../tables.ts'

type Query = QueryOf<typeof listHeard>

async function whereOf(tx: Tx, actor: Actor, { placeId, show }: Omit<Query, 'offset' | 'limit'>) {
  const seen = seenSql(actor, sql`o.place_path`, sql`o.grid_id`, hearers)
  const there = await inPlaceSql(tx, actor.tenantId, placeId, sql`o.place_path`)
  const state: RawBuilder<boolean> = show ? sql<boolean>`o.state = ${show}` : sql<boolean>`true`
  return sql<boolean>`o.tenant_id = ${actor.tenantId} and ${seen} and ${there} and ${state}`
}

/** How many stand so; the list with the same filter shows exactly these. */
export async function countHeard(
  tx: Tx,
  actor: Actor,
  query: { readonly placeId?: PlaceId | undefined; readonly show?: Query['show'] },
): Promise<number> {
  const { placeId, show } = query
  const where = await whereOf(tx, actor, { ...(placeId ? { placeId } : {}), ...(show ? { show } : {}) })
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from neighbours.offers_heard o where ${where}`.execute(tx)
  return rows[0]?.n ?? 0
}

type Source = HeardRecord & Pick<HeardRow, 'place' | 'compound' | 'by'> & { readonly volunteer_name: string | null }

/** Those who would like to help, the longest waiting first; words and door by the right to read the note. */
export async function heardPage(tx: Tx, doing: Doing, query: Query): Promise<ResponseOf<typeof listHeard>> {
  const { offset = 0, limit = 50, ...filter } = query
  const { rows } =
    await sql<Source>`select o.*, json_build_object('id', b.id, 'name', b.name, 'nameEn', b.name_en) as place,
      -- By its number: by its path PostgreSQL would read all places for each offer.
      (select json_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en) from places.places_view c where c.tenant_id = o.tenant_id and c.level_kind = 'compound'
        and c.number = any(places.numbers_in(o.place_path)) limit 1) as compound,
      case when p.id is not null then json_build_object('zh', p.name, 'en', p.name_en) end as by,
      n.name as volunteer_name
    from neighbours.offers_heard o
    join places.places_view b on b.tenant_id = o.tenant_id and b.id = o.place_id
    left join people.posts_view p on p.tenant_id = o.tenant_id and p.id = o.heard_post
    left join neighbours.volunteers v on v.tenant_id = o.tenant_id and v.id = o.volunteer_id
    left join people.persons_view n on n.tenant_id = v.tenant_id and n.id = v.person_id
    where ${await whereOf(tx, doing.actor, filter)}
    order by array_position(array['waiting', 'invited', 'declined', 'joined'], o.state), o.heard_at, o.id
    offset ${offset} limit ${limit}`.execute(tx)
  const notes = await notesNamed(
    tx,
    doing,
    rows.map(({ note_id }) => note_id),
  )
  const total = await countHeard(tx, doing.actor, filter)
  return { rows: rows.map((row) => present(doing, row, notes.get(row.note_id))), total, offset, limit }
}

type Note = Pick<HeardRow, 'householdId' | 'door' | 'words'>

function present({ secrets }: Doing, row: Source, note: Note | undefined): HeardRow {
  const { id, place, compound, by, state, volunteer_id, volunteer_name } = row
  return {
    ...{ id, place, compound, by, state, heardAt: row.heard_at.toISOString() },
    ...{ householdId: note?.householdId ?? null, door: note?.door ?? null, words: note?.words ?? null },
    why: row.why_sealed ? secrets.open(row.why_sealed) : null,
    volunteer: volunteer_id && volunteer_name ? { id: volunteer_id, name: maskName(volunteer_name) } : null,
  }
}
