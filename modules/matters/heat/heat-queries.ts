import type { Actor } from '../../../kernel/actor.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { type Filter, whereSql } from '../matter-filter.ts'
import { areaOf, finest, heatOf, type Square } from './heat.ts'

/** Squares with names of where they lie; more nobody reads. */
const mostNamed = 30
/** A district of 20 km by 20 km has 50,000 squares of 100 m at the most. */
const mostFine = 60_000

export interface HeatSquare {
  /** The filter `area` of the list that shows exactly these matters. */
  readonly area: string
  readonly lng: number
  readonly lat: number
  readonly count: number
  /** The compound (or what is above) in which most of them lie; of the fullest thirty. */
  readonly name: Words | null
}

export interface HeatMap {
  /** Of a square, in degrees. */
  readonly side: number
  /** The fullest first. */
  readonly squares: readonly HeatSquare[]
  /** Middles of larger squares with a few matters each. */
  readonly blurred: readonly { readonly lng: number; readonly lat: number; readonly count: number }[]
  readonly scattered: number
  /** Those with a point on the map, and all. */
  readonly located: number
  readonly total: number
}

/** Where the matters of a filter lie, as far as the actor may list them, counted by squares. */
export async function heatFor(tx: Tx, actor: Actor, filter: Filter, now: Date): Promise<HeatMap> {
  const where = whereSql(actor, filter, now)
  const squareOf = (column: string) => sql<number>`floor(${sql.ref(column)} * ${sql.lit(finest)})::integer`
  const { rows } = await sql<Square>`select ${squareOf('m.lng')} as x, ${squareOf('m.lat')} as y, count(*)::integer as n
    from matters.matters m where ${where} and m.lng is not null and m.lat is not null group by 1, 2
    order by 3 desc limit ${sql.lit(mostFine)}`.execute(tx)
  const whole = await sql<{
    total: number
  }>`select count(*)::integer as total from matters.matters m where ${where}`.execute(tx)
  const { per, squares, blurred, scattered } = heatOf(rows)
  const middle = ({ x, y }: Square, per: number) => ({ lng: (x + 0.5) / per, lat: (y + 0.5) / per })
  const inOrder = squares.toSorted((a, b) => b.n - a.n || a.x - b.x || a.y - b.y)
  const names = await namesOf(tx, actor, where, per, inOrder.slice(0, mostNamed))
  return {
    side: 1 / per,
    squares: inOrder.map((square) => ({
      ...{ area: areaOf(square, per), ...middle(square, per), count: square.n },
      name: names.get(`${square.x} ${square.y}`) ?? null,
    })),
    blurred: blurred.map((square) => ({ ...middle(square, per / 4), count: square.n })),
    scattered,
    located: rows.reduce((sum, { n }) => sum + n, 0),
    total: whole.rows[0]?.total ?? 0,
  }
}

type Named = Square & { readonly name: Words | null }

async function namesOf(
  tx: Tx,
  actor: Actor,
  where: ReturnType<typeof whereSql>,
  per: number,
  squares: readonly Square[],
): Promise<ReadonlyMap<string, Words>> {
  if (squares.length === 0) return new Map()
  const { rows } = await sql<Named>`
    -- By their numbers: by their paths PostgreSQL would read all places for each square.
    select s.x, s.y, (select json_build_object('zh', p.name, 'en', p.name_en) from places.places_view p
        where p.tenant_id = ${actor.tenantId} and p.level_kind in ('area', 'compound')
          and p.number = any(places.numbers_in(most.path)) order by p.path desc limit 1) as name
    from jsonb_to_recordset(${JSON.stringify(squares)}::jsonb) as s (x integer, y integer)
    cross join lateral (select mode() within group (order by m.place_path) as path from matters.matters m where ${where}
      and m.lng >= s.x / ${per}::float8 and m.lng < (s.x + 1) / ${per}::float8
      and m.lat >= s.y / ${per}::float8 and m.lat < (s.y + 1) / ${per}::float8) most`.execute(tx)
  return new Map(rows.flatMap(({ x, y, name }) => (name ? [[`${x} ${y}`, name] as const] : [])))
}
