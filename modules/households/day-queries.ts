import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayNumberOf, dayOf, startOfDayMs } from '../../kernel/time/day.ts'
import { categoriesOf, kindsInForce } from '../matters/public.ts'
import { askedOfDues, type DueId } from '../visits/public.ts'
import type { DayView, Stop } from './contract.ts'
import { type Entry, liveEntries } from './entry-store.ts'
import { contactOf, entriesByHousehold, lampOf, roomFromSql, roomSql } from './household-queries.ts'
import { memberOf } from './household-view.ts'
import { circumstancesOn, standing } from './refresh.ts'
import { type Doing, inChargeSql } from './scope.ts'
import type { FactValue, HouseholdId, Sensitivity } from './shapes.ts'
import { doorsOf } from './stairs-queries.ts'

/** Doors that one day holds at most: more than anybody climbs. */
const mostStops = 60

interface Raw {
  readonly householdId: HouseholdId
  readonly room: Stop['room']
  readonly lastReachedAt: Date | null
  readonly due: Omit<Stop['due'], 'deadlineAt' | 'lamp' | 'planned' | 'id'> & { id: DueId; at: string }
  readonly planned: boolean
  readonly waiting: number
}

/** Everything that today's walk of the actor needs, for a phone that may lose its network. */
export async function dayOfWalk(tx: Tx, doing: Doing): Promise<DayView> {
  const { tenantId, at, secrets } = doing
  const raw = await stopsOf(tx, doing)
  const ids = raw.map(({ householdId }) => householdId)
  const entries = entriesByHousehold(await liveEntries(tx, secrets, tenantId, ids))
  const notes = await lastNotes(tx, doing, ids)
  const asked = await askedOfDues(
    tx,
    tenantId,
    raw.map(({ due }) => due.id),
    at,
  )
  const stops: Stop[] = []
  for (const one of raw) {
    const asks = asked.get(one.due.id)
    const known = stopOf(one, entries.get(one.householdId) ?? [], at)
    const questions = [...(asks?.questions ?? [])]
    const form = { questions, known: asks?.known ?? 0, photos: asks?.photos ?? 0 }
    stops.push({ ...known, ...form, position: stops.length + 1, notes: notes.get(one.householdId) ?? [] })
  }
  return {
    ...{ today: dayOf(at), at: at.toISOString(), stops, waiting: Math.max(0, (raw[0]?.waiting ?? 0) - stops.length) },
    staircases: await staircasesOf(tx, doing, stops),
    categories: await categories(tx, doing),
  }
}

/**
 * What stands in today's plan, in its order of buildings; then what else is due in those buildings, then what presses.
 * Within a building staircase by staircase, from the top down: one climbs once. What was done today stays to be seen, and
 * what else is due there waits for another day.
 */
async function stopsOf(tx: Tx, { tenantId, actor, at }: Doing): Promise<Raw[]> {
  const today = new Date(startOfDayMs(dayNumberOf(at)))
  const posts = actor.posts.map(({ postId }) => postId)
  const { rows } = await sql<Raw>`
    with open as (
      select distinct on (d.subject_id) d.*, i.position from visits.dues_view d
      left join visits.plan_items_view i on i.tenant_id = d.tenant_id and i.due_id = d.id and i.day = ${dayOf(at)}::date
        and i.person_id = ${actor.personId}
      where d.tenant_id = ${tenantId} and d.subject_kind = 'household' and d.holder_post_id = any(${posts}::uuid[])
        and (d.state = 'open' and d.from_at <= ${at} or d.state = 'done' and d.last_try_at >= ${today}
          or d.state = 'open' and d.last_try_at >= ${today})
      order by d.subject_id, d.state = 'open', i.position nulls last, d.deadline_at, d.id),
    mine as (
      select h.*, o.id as due_id, o.rule_name, o.method, o.state, o.deadline_at, o.tries as due_tries, o.position,
        min(o.position) over (partition by h.building_id) as first, min(o.deadline_at) over (partition by h.building_id) as presses,
        count(*) over () as waiting
      from open o join households.households h on h.tenant_id = o.tenant_id and h.id = o.subject_id
      where ${inChargeSql(actor)}),
    chosen as (select * from mine order by position is null, first nulls last, presses, deadline_at, id limit ${mostStops})
    select h.id as "householdId", ${roomSql} as room, h.last_reached_at as "lastReachedAt", h.waiting::int as waiting,
      h.position is not null as planned,
      json_build_object('id', h.due_id, 'rule', h.rule_name, 'method', h.method, 'state', h.state, 'tries', h.due_tries,
        'at', h.deadline_at) as due
    from chosen h ${roomFromSql}
    order by h.first nulls last, h.presses, h.place_path, h.unit, h.floor desc, h.number, h.id`.execute(tx)
  return rows
}

type Known = Omit<Stop, 'questions' | 'known' | 'photos' | 'position' | 'notes'>

function stopOf({ householdId, room, lastReachedAt, due, planned }: Raw, entries: readonly Entry[], at: Date): Known {
  const counting = standing(entries)
  const today = dayOf(at)
  const { at: deadline, ...rest } = due
  const contact = counting.find(({ kind }) => kind === 'contact')
  const shown = contactOf(entries)
  return {
    ...{ householdId, room, lastReachedAt: lastReachedAt?.toISOString() ?? null },
    due: {
      ...{ ...rest, deadlineAt: new Date(deadline).toISOString(), planned },
      lamp: due.state === 'open' ? lampOf(new Date(deadline), at) : null,
    },
    contact: contact && shown ? { entryId: contact.id, ...shown } : null,
    members: counting
      .filter(({ kind }) => kind === 'member')
      .map((entry) => {
        const { memberId, name, age, sex, relation } = memberOf(entry, today)
        return { memberId, entryId: entry.id, name, age, sex, relation }
      }),
    facts: counting
      .filter(({ kind }) => kind === 'fact')
      .map(({ id, item, content, source, as_of }) => ({
        ...{ key: item.slice('fact:'.length), value: content.value as FactValue, entryId: id, source, asOf: as_of },
      })),
    circumstances: circumstancesOn(entries, today).map(({ code, memberId, entryId, untilOn }) => ({
      ...{ code, memberId, entryId, untilOn },
    })),
    openConflicts: entries.filter(({ state }) => state !== 'current').length,
  }
}

/** The last three of each. */
async function lastNotes(tx: Tx, { tenantId, secrets }: Doing, ids: readonly HouseholdId[]) {
  const { rows } = await sql<{ id: HouseholdId; at: Date; words: Buffer; sensitivity: Sensitivity }>`
    select n.household_id as id, n.at, n.words_sealed as words, n.sensitivity from unnest(${[...ids]}::uuid[]) as of(id)
    cross join lateral (select * from households.notes where tenant_id = ${tenantId} and household_id = of.id
      order by at desc limit 3) n order by n.at desc`.execute(tx)
  const byHousehold = new Map<HouseholdId, Stop['notes']>()
  for (const { id, at, words, sensitivity } of rows) {
    const note = { at: at.toISOString(), words: secrets.open(words), sensitivity }
    byHousehold.set(id, [...(byHousehold.get(id) ?? []), note])
  }
  return byHousehold
}

/** The staircases that the walk climbs, in its order. */
async function staircasesOf(tx: Tx, doing: Doing, stops: readonly Stop[]): Promise<DayView['staircases']> {
  const buildings = [...new Set(stops.map(({ room }) => room.building.id as PlaceId))]
  const doors = await doorsOf(tx, doing, buildings)
  const staircases = new Map<string, DayView['staircases'][number]>()
  for (const { room } of stops) {
    const { building, compound, unit } = room
    const key = `${building.id} ${unit}`
    if (staircases.has(key)) continue
    const own = doors.filter((door) => door.buildingId === building.id && door.unit === unit)
    staircases.set(key, { building, compound, unit, doors: own.map(({ buildingId: _, ...door }) => door) })
  }
  return [...staircases.values()]
}

async function categories(tx: Tx, { tenantId, at }: Doing): Promise<DayView['categories']> {
  const kind = (await kindsInForce(tx, tenantId, at)).find(({ code }) => code === 'demand')
  return kind ? [...(await categoriesOf(tx, tenantId, kind.categoryTree))] : []
}
