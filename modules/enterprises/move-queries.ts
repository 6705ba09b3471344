import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import type { MoveRow } from './buildings-contract.ts'
import { monthAfter } from './occupancy.ts'
import { buildingsSql } from './occupancy-queries.ts'
import type { FirmId, LeftReason } from './shapes.ts'

interface Step {
  how: 'in' | 'out'
  on: Day
  firmId: FirmId
  firmName: string
  firmNameEn: string | null
  placeId: PlaceId
  name: string
  nameEn: string
  number: string
  areaCm2: number
  reason: LeftReason | null
}

/** Who came, went and moved within a month, newest first; a firm that left and took suites on one day moved within. */
export async function movesOfMonth(
  tx: Tx,
  actor: Actor,
  query: { month?: string; placeId?: PlaceId },
  now: Date,
): Promise<{ month: string; moves: MoveRow[]; inCm2: number; outCm2: number }> {
  const month = query.month ?? dayOf(now).slice(0, 7)
  const days = { from: `${month}-01`, to: `${monthAfter(month)}-01` }
  const moves = await movesBetween(tx, actor, { ...days, ...(query.placeId ? { placeId: query.placeId } : {}) }, now)
  const sum = (kind: MoveRow['kind']) =>
    moves.filter((move) => move.kind === kind).reduce((total, move) => total + move.areaCm2, 0)
  return { month, moves, inCm2: sum('in'), outCm2: sum('out') }
}

/** The same between two days, the second one not included. */
export async function movesBetween(
  tx: Tx,
  actor: Actor,
  query: { readonly from: Day; readonly to: Day; readonly placeId?: PlaceId },
  now: Date,
): Promise<MoveRow[]> {
  const { from, to } = query
  const where = await buildingsSql(tx, actor, query.placeId, now)
  const steps = (how: 'in' | 'out', day: 'from_on' | 'to_on') => sql`
    select ${how}::text as how, ${sql.ref(`t.${day}`)} as "on", f.id as "firmId", f.name as "firmName",
      f.name_en as "firmNameEn", b.place_id as "placeId", p.name, p.name_en as "nameEn", s.number,
      s.area_cm2 as "areaCm2", t.left_reason as reason, s.floor, s.position
    from enterprises.tenancies t
    join enterprises.suites s on s.tenant_id = t.tenant_id and s.id = t.suite_id
    join enterprises.buildings b on b.tenant_id = s.tenant_id and b.place_id = s.building_id
    join places.places_view p on p.tenant_id = b.tenant_id and p.id = b.place_id
    join enterprises.firms f on f.tenant_id = t.tenant_id and f.id = t.firm_id
    where ${where} and ${sql.ref(`t.${day}`)} >= ${from}::date and ${sql.ref(`t.${day}`)} < ${to}::date`
  const { rows } = await sql<Step>`${steps('in', 'from_on')} union all ${steps('out', 'to_on')}
    order by "on" desc, "firmName", floor, position`.execute(tx)
  return gathered(rows, dayOf(now))
}

/** Steps of a firm on one day are one move. */
function gathered(steps: readonly Step[], today: Day): MoveRow[] {
  const groups = new Map<string, Step[]>()
  for (const step of steps) {
    const key = `${step.on} ${step.firmId}`
    groups.set(key, [...(groups.get(key) ?? []), step])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const left = group.filter((step) => step.how === 'out')
    const taken = group.filter((step) => step.how === 'in')
    const kind = left.length === 0 ? 'in' : taken.length === 0 ? 'out' : 'within'
    return [
      {
        kind,
        on: first.on,
        planned: first.on > today,
        firmId: first.firmId,
        firmName: first.firmName,
        firmNameEn: first.firmNameEn,
        areaCm2: (taken.length > 0 ? taken : left).reduce((sum, step) => sum + step.areaCm2, 0),
        from: end(left),
        to: end(taken),
        reason: left[0]?.reason ?? null,
      } as const,
    ]
  })
}

const end = (steps: readonly Step[]): MoveRow['from'] => {
  const [first] = steps
  if (!first) return null
  const { placeId, name, nameEn } = first
  return { placeId, name, nameEn, suites: steps.map((step) => step.number) }
}
