import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { pathRange } from '../places/public.ts'
import { showSql } from './facility-queries.ts'
import { facilityScopeSql } from './scope.ts'

interface Asked {
  readonly placePath: string
  readonly from: Date
  readonly to: Date
  /** Now; the end of the days if left out. */
  readonly at?: Date
}

interface LinkFigure {
  readonly code: string
  readonly words: Words
  readonly value: number
  readonly to: string
}

const figures = [
  ['live', '公共设施', 'Facilities'],
  ['fault', '设施待修', 'Facilities at fault'],
  ['overdue', '设施巡检逾期', 'Inspections overdue'],
] as const

/** Facilities of a place as they stand now, for the board of links; each the total of the list at `to`. */
export async function linkFigures(tx: Tx, actor: Actor, asked: Asked): Promise<readonly LinkFigure[]> {
  const { tenantId } = actor
  const { rows: places } = await sql<{ id: PlaceId }>`select id from places.places_view where tenant_id = ${tenantId}
    and path = ${asked.placePath}`.execute(tx)
  const placeId = places[0]?.id
  if (!placeId) return []
  const { from, to } = pathRange(asked.placePath)
  const today = dayOf(asked.at ?? new Date(asked.to.getTime() - 1))
  const counts = figures.map(([show]) => sql`count(*) filter (where ${showSql(show, today)})::int as ${sql.ref(show)}`)
  const { rows } = await sql<Record<(typeof figures)[number][0], number>>`select ${sql.join(counts)}
    from facilities.facilities f where f.tenant_id = ${tenantId} and f.place_path >= ${from} and f.place_path < ${to}
      and ${facilityScopeSql(actor)}`.execute(tx)
  return figures.map(([show, zh, en]) => ({
    ...{ code: `facilities.${show}`, words: { zh, en }, value: rows[0]?.[show] ?? 0 },
    to: `/facilities?show=${show}&placeId=${placeId}`,
  }))
}
