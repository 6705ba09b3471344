import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import type { Doing } from './doing.ts'
import { type ColumnSet, type FirmEvent, firmEvents, firmStream } from './events.ts'
import type { FirmSet } from './firm-store.ts'
import { foldSets } from './import/fold-sets.ts'
import { staysPast } from './move-service.ts'
import { placeColumns } from './settle.ts'
import type { MergeId, TenancyId } from './shapes.ts'
import type { FirmRecord } from './tables.ts'

/** What an event of a firm's stream says of how the firm stands. */
interface Told {
  readonly type: string
  readonly at: Date
  readonly set: ColumnSet | null
  readonly tenancies: FirmEvent['tenancies'] | null
  readonly mergeId: MergeId | null
}

/** A record that came to a firm. */
interface Came {
  readonly id: MergeId
  readonly isUndone: boolean
  readonly wasHere: boolean
  /** Since when the record stands. */
  readonly since: Day
  readonly tenancies: readonly TenancyId[]
}

/**
 * What a merge changed of how the kept firm stands, as it was before, where nobody changed it since. What merges that
 * were undone since had changed, and what stays brought about that went back with them, counts for nothing. One that had
 * left has left, unless it is here for another reason; `settled` says whether it has a suite of its own. Who is not here
 * plans no leaving.
 */
export async function standingBefore(tx: Tx, doing: Doing, kept: FirmRecord, mergeId: MergeId): Promise<FirmSet> {
  const told = await toldOf(tx, kept)
  const merges = await mergesInto(tx, kept)
  const over = new Set(merges.filter(({ id, isUndone }) => isUndone || id === mergeId).map(({ id }) => id))
  const back = staysBack(merges, over)
  const reasons = reasonsToBeHere(told, merges, over, back)
  const leaves = kept.state === 'active' && reasons.size === 0
  const stays = await staysOf(tx, kept, back)
  const isTheirs = followsFrom(stays, back, leaves ? told.slice(told.findLastIndex(isEnd) + 1) : [])
  const isOver = (event: Told) => event.mergeId !== null && over.has(event.mergeId)
  const at = told.findIndex((event) => event.type === firmEvents.mergeReceived && event.mergeId === mergeId)
  const alone = wentAlone(told.slice(0, at).filter(isOver))
  const counts = (event: Told, name: string) => (!isOver(event) || alone.has(event.mergeId)) && !isTheirs(event, name)
  const still = merges.filter(({ id }) => !over.has(id))
  const was = stoodBy(told, counts, still)
  const became = told[at]?.set ?? {}
  const from = kept.state === 'active' && was.state === 'left' && !leaves ? await hereBy(tx, kept, reasons) : was
  const isAsMerged = (name: 'since_on' | 'leaves_on' | 'place_id') => {
    const last = told.findLast(({ set }) => set && name in set)
    if (!last || (name === 'place_id' && isThere(stays, kept.place_id, last.at))) return false
    return (name in became && became[name] === kept[name]) || isOver(last) || isTheirs(last, name)
  }
  const leavesOn = isAsMerged('leaves_on') ? was.leaves_on : kept.leaves_on
  const isGone = leaves || kept.state !== 'active'
  return {
    ...(leaves ? { state: 'left' } : {}),
    ...(isAsMerged('since_on') ? { since_on: from.since_on } : {}),
    ...(isAsMerged('place_id') ? await placeColumns(tx, kept.tenant_id, from.place_id, doing.at) : {}),
    leaves_on: isGone || (leavesOn !== null && (await staysPast(tx, kept, leavesOn))) ? null : leavesOn,
  }
}

type Standing = Pick<FirmRecord, 'state' | 'since_on' | 'leaves_on' | 'place_id'>
const standing: Readonly<Record<keyof Standing, null>> = {
  state: null,
  since_on: null,
  leaves_on: null,
  place_id: null,
}

async function toldOf(tx: Tx, { tenant_id, id }: FirmRecord): Promise<readonly Told[]> {
  const { rows } = await sql<Told>`select type, at, payload -> 'set' as set, payload -> 'tenancies' as tenancies,
      payload ->> 'mergeId' as "mergeId"
    from kernel.events_view where tenant_id = ${tenant_id} and stream = ${firmStream(id)} order by seq`.execute(tx)
  return rows
}

async function mergesInto(tx: Tx, { tenant_id, id }: FirmRecord): Promise<readonly Came[]> {
  const { rows } = await sql<Came>`select m.id, m.undone_at is not null as "isUndone",
      m.moved ->> 'goneState' = 'active' as "wasHere", f.since_on as since, m.moved -> 'tenancies' as tenancies
    from enterprises.merges m join enterprises.firms f on f.tenant_id = m.tenant_id and f.id = m.gone_id
    where m.tenant_id = ${tenant_id} and m.kept_id = ${id}`.execute(tx)
  return rows
}

/** How a firm stands by what counts of what was told; records that came since make the day told last earlier. */
function stoodBy(
  told: readonly Told[],
  counts: (event: Told, name: string) => boolean,
  still: readonly Came[],
): Standing {
  const sets = told.map((event) =>
    Object.fromEntries(Object.entries(event.set ?? {}).filter(([name]) => counts(event, name))),
  )
  const stood = foldSets(sets).restored([standing]) as Standing
  const later = told.slice(sets.findLastIndex((set) => 'since_on' in set) + 1).map((event) => event.mergeId)
  const days = still.filter(({ id }) => later.includes(id)).map(({ since }) => since)
  return { ...stood, since_on: [stood.since_on, ...days].toSorted()[0] ?? stood.since_on }
}

/** Merges that went as no other that is over was there any more: how the firm stood then is told with them. */
function wentAlone(told: readonly Told[]): ReadonlySet<MergeId | null> {
  const there = new Set<MergeId | null>()
  const alone = new Set<MergeId | null>()
  for (const { type, mergeId } of told) {
    if (type === firmEvents.mergeReceived) there.add(mergeId)
    else if (there.delete(mergeId) && there.size === 0) alone.add(mergeId)
  }
  return alone
}

/** Stays that went back with merges that are over, and did not come again with another. */
function staysBack(merges: readonly Came[], over: ReadonlySet<MergeId>): ReadonlySet<TenancyId> {
  const stands = new Set(merges.filter(({ id }) => !over.has(id)).flatMap(({ tenancies }) => tenancies))
  const ended = merges.filter(({ id }) => over.has(id)).flatMap(({ tenancies }) => tenancies)
  return new Set(ended.filter((id) => !stands.has(id)))
}

/** A stay that began: of the firm itself, or one that went back. */
interface Stay {
  readonly isOwn: boolean
  readonly placeId: PlaceId
  readonly toOn: Day | null
}

async function staysOf(tx: Tx, { tenant_id, id }: FirmRecord, back: ReadonlySet<TenancyId>): Promise<readonly Stay[]> {
  const { rows } = await sql<Stay>`
    select t.firm_id = ${id} as "isOwn", s.building_id as "placeId", t.to_on as "toOn" from enterprises.tenancies t
    join enterprises.suites s on s.tenant_id = t.tenant_id and s.id = t.suite_id
    where t.tenant_id = ${tenant_id} and t.begun
      and (t.firm_id = ${id} or t.id = any(${[...back]}::uuid[]))`.execute(tx)
  return rows
}

/** Whether a firm had a suite of its own in a place after an instant. */
const isThere = (stays: readonly Stay[], placeId: ColumnSet[string] | undefined, at: Date): boolean =>
  stays.some((stay) => stay.isOwn && stay.placeId === placeId && (stay.toOn === null || stay.toOn > dayOf(at)))

const isEnd = ({ set }: Told): boolean => set?.state === 'left' || set?.state === 'closed'

const begunBy = ({ tenancies }: Told): readonly TenancyId[] =>
  (Object.entries(tenancies ?? {}) as [TenancyId, ColumnSet | null][]).flatMap(([id, stay]) => (stay?.begun ? id : []))

/** What follows from the suites of a firm, unless somebody says it. */
const following: readonly string[] = ['state', 'since_on', 'place_id'] satisfies (keyof FirmRecord)[]
const saying: readonly string[] = [firmEvents.registered, firmEvents.corrected]

/**
 * Whether an event set a column of a firm only because of stays that went back. That holds of all since it had left,
 * where nothing of its own lets it be here.
 */
const followsFrom =
  (stays: readonly Stay[], back: ReadonlySet<TenancyId>, sinceLeft: readonly Told[]) =>
  (event: Told, name: string): boolean => {
    if (!following.includes(name) || saying.includes(event.type)) return false
    const begun = begunBy(event)
    if (begun.length > 0 && begun.every((id) => back.has(id))) return true
    if (event.mergeId !== null) return false
    const placeId = event.set?.place_id
    const isTheirs = stays.some((stay) => !stay.isOwn && stay.placeId === placeId)
    return sinceLeft.includes(event) || (name === 'place_id' && isTheirs && !isThere(stays, placeId, event.at))
  }

/** By these a firm is active where its suites or another record say so, which are told with them. */
const toldBeside: readonly string[] = [firmEvents.settled, firmEvents.mergeReceived, firmEvents.mergeLost]

/**
 * What lets a firm be here since it left last: what was done to it, stays of its own that began, records that came to it.
 * Nothing that goes with merges that are over.
 */
function reasonsToBeHere(
  told: readonly Told[],
  merges: readonly Came[],
  over: ReadonlySet<MergeId>,
  back: ReadonlySet<TenancyId>,
): ReadonlySet<string> {
  const here = new Set(merges.filter(({ id, wasHere }) => wasHere && !over.has(id)).map(({ id }) => id))
  const reasons = new Set<string>()
  let stood: ColumnSet[string] = null
  for (const event of told) {
    const { type, set, tenancies, mergeId } = event
    const state = set?.state
    if (state === 'left' || state === 'closed') reasons.clear()
    else {
      const isByStays = toldBeside.includes(type) || begunBy(event).length > 0
      if (state === 'active' && stood !== 'active' && !isByStays) reasons.add(type)
      for (const [id, stay] of Object.entries(tenancies ?? {}) as [TenancyId, ColumnSet | null][])
        if (stay === null || stay.begun === false) reasons.delete(id)
        else if (stay.begun === true && !back.has(id)) reasons.add(id)
      if (mergeId && here.has(mergeId)) reasons.add(mergeId)
    }
    if (state !== undefined && state !== 'merged') stood = state
  }
  return reasons
}

/** Where and since when a firm is that is here by some of its stays and of the records that came to it. */
async function hereBy(
  tx: Tx,
  kept: FirmRecord,
  reasons: ReadonlySet<string>,
): Promise<Pick<Standing, 'since_on' | 'place_id'>> {
  const { tenant_id } = kept
  const { rows } = await sql<{ since_on: Day; place_id: PlaceId }>`
    select f.since_on, f.place_id from enterprises.merges m
    join enterprises.firms f on f.tenant_id = m.tenant_id and f.id = m.gone_id
    where m.tenant_id = ${tenant_id} and m.id::text = any(${[...reasons]}::text[])
    union all
    select t.from_on, s.building_id from enterprises.tenancies t
    join enterprises.suites s on s.tenant_id = t.tenant_id and s.id = t.suite_id
    where t.tenant_id = ${tenant_id} and t.id::text = any(${[...reasons]}::text[])
    order by since_on limit 1`.execute(tx)
  return rows[0] ?? kept
}
