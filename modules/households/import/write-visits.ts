import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dayFromNumber, dayNumberFrom, dayOf } from '../../../kernel/time/day.ts'
import { formatDay } from '../../../kernel/time/time-words.ts'
import { keepNotVisited, keepPast, type PastVisit, periodOf } from '../../visits/public.ts'
import { refreshReaches } from '../refresh.ts'
import type { HouseholdId, RoomId } from '../shapes.ts'
import { columnName } from './columns.ts'
import { findDoors } from './doors.ts'
import type { ReadVisit } from './read-row.ts'
import type { Batch, Judged } from './write-households.ts'

/** Buildings of which a book tells something in a quarter, by its first day. */
export type Covered = Map<string, Set<PlaceId>>

interface Stay {
  readonly id: HouseholdId
  readonly room_id: RoomId
  readonly from_on: string
  readonly to_on: string | null
  readonly is_known: boolean
}

/** Judges some rows of a book of visits, and keeps what is right. Visits that are known change nothing. */
export async function takeVisits(
  tx: Tx,
  batch: Batch,
  rows: readonly ReadVisit[],
  covered: Covered,
): Promise<Judged[]> {
  const { tenantId, buildings } = batch
  const { doors, faults } = await findDoors(tx, tenantId, buildings, rows, 'visits')
  const stays = await staysIn(
    tx,
    batch,
    doors.flatMap((door) => door?.roomId ?? []),
  )
  const judged: Judged[] = []
  const visits: PastVisit[] = []
  rows.forEach((row, n) => {
    const roomId = doors[n]?.roomId
    const building = doors[n]?.building
    if (!roomId || !building) {
      judged.push({ result: 'wrong', fault: faults[n] ?? null })
      return
    }
    const day = dayOf(row.heldAt)
    const stay = stayOn(stays.get(roomId) ?? [], day)
    if (!stay) {
      judged.push({ result: 'wrong', fault: nobodyThen(day) })
      return
    }
    const quarter = periodOf('quarter', day).fromOn
    covered.set(quarter, (covered.get(quarter) ?? new Set()).add(building.id))
    const said = [row.who === '' ? '' : `（走访人：${row.who}）`, row.words].join('')
    visits.push({
      ...{ subjectId: stay.id, heldAt: row.heldAt, method: row.method, reached: row.reached },
      words: said || null,
    })
    const key = `${stay.id} ${day} ${row.reached}`
    judged.push({ result: batch.seen.has(key) ? 'same' : 'new', fault: null })
    batch.seen.add(key)
  })
  const known = await knownOf(tx, batch, visits)
  const told = judgedAgain(judged, visits, known)
  if (batch.write && visits.length > 0) {
    await keepPast(tx, pastOf(batch), visits)
    await refreshReaches(tx, batch, [...new Set(visits.map(({ subjectId }) => subjectId))])
  }
  return told
}

const pastOf = ({ tenantId, secrets, at, by }: Batch) => ({ tenantId, secrets, by, now: at })

/** Rows that are kept already are the same. */
function judgedAgain(judged: readonly Judged[], visits: readonly PastVisit[], known: ReadonlySet<string>): Judged[] {
  let n = 0
  return judged.map((one) => {
    if (one.result === 'wrong') return one
    const visit = visits[n++]
    const isKnown = visit && known.has(`${visit.subjectId} ${dayOf(visit.heldAt)} ${visit.reached}`)
    return isKnown ? { result: 'same', fault: null } : one
  })
}

async function knownOf(tx: Tx, { tenantId }: Batch, visits: readonly PastVisit[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string; at: Date; reached: boolean }>`select subject_id as id, held_at as at, reached
    from visits.visits_view where tenant_id = ${tenantId} and subject_kind = 'household'
      and subject_id = any(${[...new Set(visits.map(({ subjectId }) => subjectId))]}::uuid[])`.execute(tx)
  return new Set(rows.map(({ id, at, reached }) => `${id} ${dayOf(at)} ${reached}`))
}

async function staysIn(tx: Tx, { tenantId }: Batch, rooms: readonly RoomId[]): Promise<Map<RoomId, Stay[]>> {
  const { rows } = await sql<Stay>`select id, room_id, from_on, to_on, from_is_known as is_known
    from households.households where tenant_id = ${tenantId} and room_id = any(${[...rooms]}::uuid[])
    order by from_on`.execute(tx)
  const stays = new Map<RoomId, Stay[]>()
  for (const stay of rows) stays.set(stay.room_id, [...(stays.get(stay.room_id) ?? []), stay])
  return stays
}

/** Who lived there on a day: whose since-day is not known may have been there before any that is. */
export function stayOn<One extends Pick<Stay, 'from_on' | 'to_on' | 'is_known'>>(stays: readonly One[], day: string) {
  const there = stays.find(({ from_on, to_on }) => from_on <= day && (to_on === null || day < to_on))
  return there ?? stays.find(({ from_on, is_known }, n) => n === 0 && !is_known && day < from_on) ?? null
}

const nobodyThen = (day: string) => ({
  key: 'number',
  column: columnName('visits', 'number'),
  words: {
    zh: `${formatDay('zh', day)}住在这里的人家不在名册里，请先登记`,
    en: `Who lived there on ${formatDay('en', day)} is not in the register: enter them first`,
  },
})

const atOnce = 1000

/** After a book was read: in the buildings of which it tells, who is not in it was not visited that quarter. */
export async function keepOthers(tx: Tx, batch: Batch, covered: Covered): Promise<number> {
  let written = 0
  for (const [firstOn, buildings] of covered) {
    const { toOn } = periodOf('quarter', firstOn)
    const lastOn = dayFromNumber(dayNumberFrom(toOn) - 1)
    const { rows } = await sql<{ id: string }>`select id from households.households where tenant_id = ${batch.tenantId}
      and building_id = any(${[...buildings]}::uuid[]) and (from_on <= ${lastOn}::date or not from_is_known)
      and (to_on is null or to_on > ${lastOn}::date) order by id`.execute(tx)
    for (let from = 0; from < rows.length; from += atOnce) {
      const ids = rows.slice(from, from + atOnce).map(({ id }) => id)
      written += await keepNotVisited(tx, pastOf(batch), firstOn, ids)
    }
  }
  return written
}
