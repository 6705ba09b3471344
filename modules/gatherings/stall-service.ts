import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { allot as allotStalls, type Exhibitor, type Left, type Stall } from './allotment.ts'
import { traits } from './gathering.ts'
import { type Doing, entriesOf, type Held, lockManaged, save, tell } from './gathering-store.ts'
import { hasPlace } from './sign-up.ts'
import { drawStalls, type StallForm } from './stall-plan.ts'
import { type EntryId, type EntryRecord, type GatheringId, mine, type StallId, type StallRecord } from './tables.ts'

/** Draws the stalls of a form; what was drawn before goes, unless somebody stands there already. */
export async function layOut(tx: Tx, doing: Doing, id: GatheringId, form: StallForm): Promise<{ stalls: number }> {
  const held = await lockManaged(tx, doing, id, 'lay_out')
  if (!traits[held.gathering.kind].stalls)
    fail('refused', 'gatherings.no_stalls', { zh: '只有展会有展位', en: 'Only a fair has stalls' })
  const before = await stallsOf(tx, held)
  if (before.some((stall) => stall.entry_id))
    fail('refused', 'gatherings.stalls_in_use', {
      zh: '已有展位分出去了，请先撤下再重画',
      en: 'Some stalls are given already: free them first',
    })
  const { tenant_id, id: gathering_id } = held.gathering
  await mine(tx)
    .deleteFrom('gatherings.stalls')
    .where('tenant_id', '=', tenant_id)
    .where('gathering_id', '=', gathering_id)
    .execute()
  const drawn = drawStalls(form)
  await mine(tx)
    .insertInto('gatherings.stalls')
    .values(
      drawn.map(({ rowAt, columnAt, ...stall }) => ({
        ...{ tenant_id, id: newId<'stall'>(), gathering_id, row_at: rowAt, column_at: columnAt, ...stall },
        ...{ entry_id: null, by_hand: false, why: null },
      })),
    )
    .execute()
  await save(tx, held, { stall_form: JSON.stringify(form) as never })
  await tell(tx, held, 'stalls_laid_out', { facts: { ...form, stalls: drawn.length } })
  return { stalls: drawn.length }
}

export async function stallsOf(tx: Tx, { gathering }: Pick<Held, 'gathering'>): Promise<StallRecord[]> {
  return mine(tx)
    .selectFrom('gatherings.stalls')
    .selectAll()
    .where('tenant_id', '=', gathering.tenant_id)
    .where('gathering_id', '=', gathering.id)
    .orderBy('row_at')
    .orderBy('column_at')
    .execute()
}

async function stallOf(tx: Tx, held: Held, stallId: StallId): Promise<StallRecord> {
  const stall = (await stallsOf(tx, held)).find((one) => one.id === stallId)
  return stall ?? notFound()
}

/** Says what one stall has, or takes it off the plan. */
export async function changeStall(
  tx: Tx,
  doing: Doing,
  id: GatheringId,
  stallId: StallId,
  change: {
    readonly power?: boolean | undefined
    readonly water?: boolean | undefined
    readonly removed?: boolean | undefined
  },
): Promise<void> {
  const held = await lockManaged(tx, doing, id, 'lay_out')
  const stall = await stallOf(tx, held, stallId)
  const { power = stall.power, water = stall.water, removed = false } = change
  if (removed && stall.entry_id)
    fail('refused', 'gatherings.stalls_in_use', { zh: '这个展位已经分出去了', en: 'This stall is given already' })
  if (removed)
    await mine(tx)
      .deleteFrom('gatherings.stalls')
      .where('tenant_id', '=', stall.tenant_id)
      .where('id', '=', stallId)
      .execute()
  else await saveStall(tx, stall, { power, water })
  await tell(tx, held, 'stall_changed', { stallId, facts: { power, water, removed } })
}

async function saveStall(tx: Tx, stall: StallRecord, set: Partial<StallRecord>): Promise<void> {
  await mine(tx)
    .updateTable('gatherings.stalls')
    .set({ ...set, ...(set.why ? { why: JSON.stringify(set.why) as never } : {}) })
    .where('tenant_id', '=', stall.tenant_id)
    .where('id', '=', stall.id)
    .execute()
}

/** Those who are given a stall: exhibitors with a place, in the order of sign-up. */
export function exhibitorsAmong(entries: readonly EntryRecord[]): Exhibitor[] {
  return entries
    .filter((entry) => entry.wish && (hasPlace(entry.standing) || entry.standing === 'came'))
    .sort((a, b) => (a.queued_at?.getTime() ?? 0) - (b.queued_at?.getTime() ?? 0) || (a.id < b.id ? -1 : 1))
    .flatMap((entry, order) => (entry.wish ? [{ id: entry.id, order, ...entry.wish }] : []))
}

const asStall = (stall: StallRecord): Stall => ({
  id: stall.id,
  rowAt: stall.row_at,
  columnAt: stall.column_at,
  areaCm2: stall.width * stall.depth,
  power: stall.power,
  water: stall.water,
})

/** Allots all stalls anew; those settled by hand stay. */
export async function allotAll(
  tx: Tx,
  doing: Doing,
  id: GatheringId,
): Promise<{ placed: number; left: { entryId: EntryId; why: Left['why'] }[] }> {
  const held = await lockManaged(tx, doing, id, 'allot')
  const stalls = await stallsOf(tx, held)
  const entries = await entriesOf(tx, held.gathering)
  const byHand = new Map(
    stalls.flatMap((stall) => (stall.by_hand && stall.entry_id ? [[stall.id, stall.entry_id]] : [])),
  )
  const { placed, left } = allotStalls(exhibitorsAmong(entries), stalls.map(asStall), byHand)
  const wanted = new Map(placed.map((one) => [one.stallId, one]))
  // First all that move are lifted, then set down: nobody stands on two stalls in between.
  const moving = stalls.filter((stall) => (wanted.get(stall.id)?.exhibitorId ?? null) !== stall.entry_id)
  for (const stall of moving) if (stall.entry_id) await saveStall(tx, stall, { entry_id: null, why: null })
  for (const stall of stalls) {
    const one = wanted.get(stall.id)
    if (one) await saveStall(tx, stall, { entry_id: one.exhibitorId as EntryId, why: one.why })
    if (!moving.includes(stall)) continue
    if (one)
      await tell(tx, held, 'stall_allotted', {
        stallId: stall.id,
        entryId: one.exhibitorId as EntryId,
        facts: { number: stall.number, ...one.why },
      })
    else if (stall.entry_id) await tell(tx, held, 'stall_freed', { stallId: stall.id, entryId: stall.entry_id })
  }
  return { placed: placed.length, left: left.map(({ exhibitorId, why }) => ({ entryId: exhibitorId as EntryId, why })) }
}

/** Puts an exhibitor on a stall by hand (from another one, and in place of who stood there), or frees it. */
export async function allotOne(
  tx: Tx,
  doing: Doing,
  id: GatheringId,
  stallId: StallId,
  entryId: EntryId | null,
): Promise<void> {
  const held = await lockManaged(tx, doing, id, 'allot')
  const stalls = await stallsOf(tx, held)
  const stall = stalls.find((one) => one.id === stallId) ?? notFound()
  if (stall.entry_id === entryId && stall.by_hand === (entryId !== null)) return
  const exhibitors = exhibitorsAmong(await entriesOf(tx, held.gathering))
  const at = exhibitors.findIndex((one) => one.id === entryId)
  if (entryId && at < 0) notFound()
  const free = { entry_id: null, by_hand: false, why: null } as const
  if (stall.entry_id) {
    await saveStall(tx, stall, free)
    if (stall.entry_id !== entryId) await tell(tx, held, 'stall_freed', { stallId, entryId: stall.entry_id })
  }
  if (!entryId) return
  const before = stalls.find((one) => one.entry_id === entryId && one.id !== stallId)
  if (before) await saveStall(tx, before, free)
  const category = exhibitors[at]?.category ?? ''
  const alike = stalls.filter(
    (other) =>
      other.row_at === stall.row_at &&
      Math.abs(other.column_at - stall.column_at) === 1 &&
      other.entry_id !== entryId &&
      category !== '' &&
      exhibitors.find((one) => one.id === other.entry_id)?.category === category,
  ).length
  const why = { rule: 'hand', turn: at + 1, fitting: 0, alike } as const
  await saveStall(tx, stall, { entry_id: entryId, by_hand: true, why })
  await tell(tx, held, 'stall_allotted', { stallId, entryId, facts: { number: stall.number, ...why } })
}
