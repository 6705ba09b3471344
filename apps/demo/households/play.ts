import { StandingClock } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import {
  type Change,
  type DoorBody,
  type EntryId,
  enterChanges,
  type HouseholdId,
  importBook,
  keepVisits,
  raiseMatter,
  recordDoor,
} from '../../../modules/households/public.ts'
import { askedOfDue, type DueId } from '../../../modules/visits/public.ts'
import { dateOf, hour, minute } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { tolerate } from '../enterprise/matter-steps.ts'
import { officer } from '../enterprise/offices.ts'
import type { Stage } from '../replay.ts'
import { householdBook, isInBook, visitBook } from './books.ts'
import { type PlannedHousehold, type PlannedVisit, planHouseholds, registeredAt } from './plan.ts'

const lanes = 12
/** A category of resident matters to which the demo's sayings go. */
const category = '080201'

interface Registered {
  readonly id: HouseholdId
  /** The entry of whom to ask for. */
  readonly contactId: EntryId | null
}

/** 4,770 households at the doors of nine grids: 14 months of visits from the books, the last weeks as on the phone. */
export async function playHouseholds(
  stage: Stage,
  district: District,
  { seed, log, most }: { seed: number; log: (line: string) => void; most?: number },
): Promise<void> {
  const began = performance.now()
  const plan = planHouseholds(district, { seed, until: stage.until, ...(most && { most }) })
  log(`playing ${plan.length} households …`)
  await takeBook(stage, 'households', await householdBook(district, plan), log)
  await takeBook(stage, 'visits', await visitBook(district, plan), log)
  const registered = await registeredOf(stage)
  let next = 0
  const lane = async () => {
    for (let planned = plan[next++]; planned; planned = plan[next++]) await playOne(stage, planned, registered)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  log(`  households are there (${((performance.now() - began) / 1000).toFixed(0)} s)`)
}

/** A book is brought in as of the day when the register was begun. Throws where a row is wrong: the demo wrote it. */
async function takeBook(
  { db, secrets, keys, until }: Stage,
  kind: 'households' | 'visits',
  file: Buffer,
  log: (line: string) => void,
): Promise<void> {
  const began = performance.now()
  const clock = new StandingClock(new Date(registeredAt(until).getTime() + (kind === 'visits' ? 10 * minute : 0)))
  let first: unknown = null
  const counts = await importBook(
    { db, clock, secrets },
    { kind, tenantId: keys.tenantId, file, placePath: '/' },
    (_, wrong) => {
      first ??= wrong[0] ?? null
    },
  )
  if (counts.wrong > 0) throw new Error(`${counts.wrong} wrong rows in the book of ${kind}: ${JSON.stringify(first)}`)
  log(`  ${counts.read} rows of the book of ${kind} (${((performance.now() - began) / 1000).toFixed(0)} s)`)
}

async function registeredOf({ db, keys }: Stage): Promise<ReadonlyMap<string, Registered>> {
  const { rows } = await db.read((tx) =>
    sql<Registered & { building: string; unit: string; number: string }>`select h.id, e.id as "contactId",
        h.building_id as building, h.unit, h.number
      from households.households h left join households.entries e on e.tenant_id = h.tenant_id
        and e.household_id = h.id and e.kind = 'contact' and e.state = 'current'
      where h.tenant_id = ${keys.tenantId}`.execute(tx),
  )
  return new Map(rows.map((row) => [`${row.building} ${row.unit} ${row.number}`, row]))
}

const workerOf = ({ grid }: PlannedHousehold) => grid.replace('grid:', 'post:grid_worker:')

async function doingAt(stage: Stage, post: string, at: Date) {
  return { ...(await officer(stage, post, at)), tenantId: stage.keys.tenantId, secrets: stage.secrets }
}

async function playOne(
  stage: Stage,
  planned: PlannedHousehold,
  registered: ReadonlyMap<string, Registered>,
): Promise<void> {
  const { keys, db } = stage
  const known = registered.get(`${keys.place(planned.building)} ${planned.unit} ${planned.number}`)
  if (!known) throw new Error(`no household ${planned.building} ${planned.number}`)
  const { id } = known
  await tellLater(stage, planned, id)
  for (const visit of planned.visits) await playVisit(stage, planned, id, visit)
  if (planned.quarrel) await quarrel(stage, planned, known)
  // Whom we care for by the week or month is due again.
  if (planned.visits.length > 2)
    await db.tx((tx) => keepVisits(tx, { tenantId: keys.tenantId, secrets: stage.secrets, at: stage.until }, id))
}

const change = (item: Change['item'], value: Change['value']): Change => ({
  ...{ id: newId<'entry'>(), item, value, basisId: null },
})

/** What the book could not tell: other offices' values, an hour after, and what began since, on its day. */
async function tellLater(stage: Stage, planned: PlannedHousehold, id: HouseholdId): Promise<void> {
  const later = planned.circumstances.filter((one) => !isInBook(one, planned))
  for (const { code, fromOn, office } of later.toSorted((a, b) => a.fromOn.localeCompare(b.fromOn))) {
    const soonest = registeredAt(stage.until).getTime() + hour
    const at = new Date(Math.max(soonest, new Date(`${fromOn}T10:00:00+08:00`).getTime()))
    const doing = await doingAt(stage, workerOf(planned), at)
    const told = change({ kind: 'circumstance', code, memberId: null }, { fromOn })
    const source = office === null ? {} : { source: `office:${office}` }
    await stage.db.tx((tx) => enterChanges(tx, doing, id, [{ ...told, ...source }]))
  }
}

async function playVisit(stage: Stage, planned: PlannedHousehold, id: HouseholdId, visit: PlannedVisit): Promise<void> {
  const { db, keys, secrets } = stage
  const { at, reached, said } = visit
  const doing = await doingAt(stage, workerOf(planned), at)
  const noteId = newId<'note'>()
  await tolerate(stage, 'door', async () => {
    const isMade = await db.tx(async (tx) => {
      const due = (await dueAt(stage, tx, id, at)) ?? (await dueAfterKeeping(stage, tx, id, at))
      if (!due) return false
      const asks = await askedOfDue(tx, keys.tenantId, due.id, at)
      const asked = new Set(asks?.questions.map(({ code }) => code))
      const answers = Object.fromEntries(Object.entries(visit.answers).filter(([code]) => asked.has(code)))
      const body: DoorBody = {
        ...{ visitId: newId<'visit'>(), dueId: due.id, method: 'visit', reached, heldAt: at.toISOString() },
        ...(Object.keys(answers).length > 0 && { answers, bases: await basesOf(tx, keys.tenantId, id) }),
        ...(said && { note: noteOf(said, noteId) }),
      }
      await recordDoor(tx, doing, { personId: doing.actor.personId, key: null }, id, body)
      return true
    })
    if (isMade && said?.matter)
      await raiseMatter({ db, secrets, clock: new StandingClock(at) }, doing, noteId, { category, words: said.matter })
  })
}

async function dueAt({ keys }: Stage, tx: Tx, id: HouseholdId, at: Date) {
  const { rows } = await sql<{ id: DueId }>`select id from visits.dues_view where tenant_id = ${keys.tenantId}
    and subject_kind = 'household' and subject_id = ${id} and state = 'open' and from_at <= ${at}
    order by deadline_at limit 1`.execute(tx)
  return rows[0] ?? null
}

/** The dues of that time are made by night where the program runs. */
async function dueAfterKeeping(stage: Stage, tx: Tx, id: HouseholdId, at: Date) {
  await keepVisits(tx, { tenantId: stage.keys.tenantId, secrets: stage.secrets, at }, id)
  return dueAt(stage, tx, id, at)
}

type Tx = Parameters<Parameters<Stage['db']['tx']>[0]>[0]

async function basesOf(
  tx: Tx,
  tenantId: Stage['keys']['tenantId'],
  id: HouseholdId,
): Promise<NonNullable<DoorBody['bases']>> {
  const { rows } = await sql<{
    item: string
    id: NonNullable<DoorBody['bases']>[string]
  }>`select item, id from households.entries
    where tenant_id = ${tenantId} and household_id = ${id} and kind = 'fact' and state = 'current'`.execute(tx)
  return Object.fromEntries(rows.map((row) => [row.item.slice('fact:'.length), row.id]))
}

const noteOf = (said: NonNullable<PlannedVisit['said']>, id: NonNullable<DoorBody['note']>['id']) => ({
  ...{
    id,
    words: said.words,
    sensitivity: said.isOpen ? ('open_to_community' as const) : ('sealed_to_those_in_charge' as const),
  },
  ...(said.wish && { wish: { id: newId<'wish'>(), kind: said.wish } }),
  ...(said.volunteer && { volunteer: true }),
})

/** Two phones changed the head's phone, or the grid worker says otherwise than another office did. */
async function quarrel(stage: Stage, planned: PlannedHousehold, { id, contactId }: Registered): Promise<void> {
  const at = (hours: number) => new Date(stage.until.getTime() - hours * hour)
  const enter = async (post: string, when: Date, value: Change) => {
    const doing = await doingAt(stage, post, when)
    await stage.db.tx((tx) => enterChanges(tx, doing, id, [value]))
  }
  if (planned.quarrel === 'phones') {
    const [head] = planned.members
    if (!contactId || !head) return
    const given = (phone: string): Change => ({
      ...change({ kind: 'contact' }, { name: head.name, phone }),
      basisId: contactId,
    })
    await enter(workerOf(planned), at(30), given('12060000001'))
    await enter(deskOf(planned), at(20), given('12060000002'))
    return
  }
  const item = { kind: 'circumstance' as const, code: 'low_income', memberId: null }
  const told = { ...change(item, { fromOn: dateOf(registeredAt(stage.until)) }), source: 'office:民政' }
  await enter(deskOf(planned), at(50), told)
  await enter(workerOf(planned), at(26), { ...change(item, null), basisId: told.id })
}

const desks: Readonly<Record<string, string>> = { TX: '530103005006', LG: '530103002091', QS: '530103002092' }
const deskOf = ({ grid }: PlannedHousehold) => `post:community_desk:${desks[grid.replace(/^grid:|-.*$/g, '')] ?? ''}`
