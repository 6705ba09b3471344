import { fail } from '../../kernel/contract/errors.ts'
import { type Id, type MatterId, newId } from '../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { ideaBriefs } from '../ideas/public.ts'
import { mattersInScope } from '../matters/public.ts'
import type { ChangeItemBody, ItemBody } from './contract.ts'
import { mayChange } from './project.ts'
import {
  hashOf,
  idTaken,
  invalid,
  itemIn,
  type KeptHeld,
  lockKept,
  placeIn,
  refuse,
  refuseUnless,
  tell,
} from './project-store.ts'
import type { Doing } from './scope.ts'
import { type ItemId, type ItemRecord, mine, type ProjectId } from './tables.ts'
import { workItemOf } from './work-items.ts'

/** All of an item that people rely on. */
export const itemHash = (item: ItemRecord): string =>
  hashOf([item.code, item.place_id, item.words, item.planned_fen, item.final_fen, item.by_vote])

function refuseUnknownCode(code: string): void {
  if (!workItemOf(code))
    invalid('code', 'no_work_item', { zh: '没有这项标准内容', en: 'There is no such standard item' })
}

/** Adds what will be done, with where it came from. */
export async function addItem(tx: Tx, doing: Doing, id: ProjectId, body: ItemBody): Promise<{ id: ItemId }> {
  const held = await lockKept(tx, doing, id)
  refuseUnless(mayChange(held.project.state))
  refuseUnknownCode(body.code)
  const place = await placeIn(tx, held.project, body.placeId)
  const item: ItemRecord = {
    ...{ tenant_id: held.project.tenant_id, project_id: id, id: body.id ?? newId<'renewal_item'>() },
    ...{ code: body.code, place_id: place.id, words: body.words.trim(), planned_fen: body.plannedFen ?? null },
    ...{ final_fen: body.finalFen ?? null, by_vote: body.byVote ?? false, created_at: held.at },
    ...{ dropped_why: null, dropped_at: null },
  }
  const added = await mine(tx)
    .insertInto('renewal.items')
    .values(item)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) idTaken()
  const origins = { ideaIds: body.ideaIds ?? [], hazardIds: body.hazardIds ?? [] }
  await takeUp(tx, doing, held, item.id, origins)
  await tell(tx, held, 'itemAdded', { ofId: item.id, hash: itemHash(item), facts: { code: item.code, ...origins } })
  return { id: item.id }
}

/** Changes an item until the project is accepted; its final cost is entered in this way too. */
export async function changeItem(tx: Tx, doing: Doing, id: ProjectId, itemId: ItemId, body: ChangeItemBody) {
  const held = await lockKept(tx, doing, id)
  refuseUnless(mayChange(held.project.state))
  const item = await itemIn(tx, held.project, itemId)
  if (body.code !== undefined) refuseUnknownCode(body.code)
  const set: Partial<ItemRecord> = {
    ...(body.code === undefined ? {} : { code: body.code }),
    ...(body.placeId === undefined ? {} : { place_id: (await placeIn(tx, held.project, body.placeId)).id }),
    ...(body.words === undefined ? {} : { words: body.words.trim() }),
    ...(body.plannedFen === undefined ? {} : { planned_fen: body.plannedFen }),
    ...(body.finalFen === undefined ? {} : { final_fen: body.finalFen }),
    ...(body.byVote === undefined ? {} : { by_vote: body.byVote }),
  }
  if (Object.keys(set).length > 0)
    await mine(tx)
      .updateTable('renewal.items')
      .set(set)
      .where('tenant_id', '=', item.tenant_id)
      .where('id', '=', itemId)
      .execute()
  if (body.ideaIds || body.hazardIds)
    await takeUp(tx, doing, held, itemId, {
      ideaIds: body.ideaIds ?? (await takenIdeas(tx, item)),
      hazardIds: body.hazardIds ?? (await takenHazards(tx, item)),
    })
  const { ideaIds, hazardIds } = body
  const facts = { changed: Object.keys(set), ...(ideaIds ? { ideaIds } : {}), ...(hazardIds ? { hazardIds } : {}) }
  await tell(tx, held, 'itemChanged', { ofId: itemId, hash: itemHash({ ...item, ...set }), facts })
}

/** Drops an item that no money was paid for; its ideas and hazards may be taken up by another. */
export async function dropItem(tx: Tx, doing: Doing, id: ProjectId, itemId: ItemId, why: string): Promise<void> {
  const held = await lockKept(tx, doing, id)
  refuseUnless(mayChange(held.project.state))
  const item = await itemIn(tx, held.project, itemId)
  const { rows } = await sql`select from renewal.payments where tenant_id = ${item.tenant_id} and item_id = ${itemId}
    and undone_at is null limit 1`.execute(tx)
  if (rows.length > 0)
    refuse('item_paid', {
      zh: '这项内容已有支付，不能取消',
      en: 'Money was paid for this item, so it cannot be dropped',
    })
  await mine(tx)
    .updateTable('renewal.items')
    .set({ dropped_at: held.at, dropped_why: why.trim() })
    .where('tenant_id', '=', item.tenant_id)
    .where('id', '=', itemId)
    .execute()
  await leave(tx, item)
  await tell(tx, held, 'itemDropped', { ofId: itemId, hash: hashOf(why.trim()) })
}

interface Origins {
  readonly ideaIds: readonly Id<'idea'>[]
  readonly hazardIds: readonly MatterId[]
}

async function leave(tx: Tx, { tenant_id, id }: Pick<ItemRecord, 'tenant_id' | 'id'>): Promise<void> {
  await sql`delete from renewal.item_ideas where tenant_id = ${tenant_id} and item_id = ${id}`.execute(tx)
  await sql`delete from renewal.item_hazards where tenant_id = ${tenant_id} and item_id = ${id}`.execute(tx)
}

/** Takes up exactly these ideas (adopted ones) and hazards (matters that the actor sees). */
async function takeUp(tx: Tx, { actor, tenantId, secrets }: Doing, { project }: KeptHeld, itemId: ItemId, of: Origins) {
  const { ideaIds, hazardIds } = of
  const before = { tenant_id: tenantId, id: itemId }
  const [hadIdeas, hadHazards] = [await takenIdeas(tx, before), await takenHazards(tx, before)]
  const briefs = await ideaBriefs(tx, { tenantId, secrets }, ideaIds)
  const adopted = new Set(briefs.filter((one) => one.adopted).map((one) => one.id))
  if (ideaIds.some((one) => !adopted.has(one) && !hadIdeas.includes(one)))
    invalid('ideaIds', 'not_adopted', { zh: '只能选已采纳的金点子', en: 'Only adopted ideas can be taken up' })
  const seen = await mattersInScope(tx, actor, hazardIds)
  if (hazardIds.some((one) => !seen.has(one) && !hadHazards.includes(one)))
    invalid('hazardIds', 'no_matter', { zh: '没有找到其中的事项', en: 'Some of these matters were not found' })
  await leave(tx, before)
  try {
    await sql`insert into renewal.item_ideas (tenant_id, item_id, project_id, idea_id)
      select ${tenantId}, ${itemId}, ${project.id}, unnest(${[...ideaIds]}::uuid[])`.execute(tx)
    await sql`insert into renewal.item_hazards (tenant_id, item_id, project_id, matter_id)
      select ${tenantId}, ${itemId}, ${project.id}, unnest(${[...hazardIds]}::uuid[])`.execute(tx)
  } catch (error) {
    const constraint = constraintOf(error)
    if (constraint !== 'item_ideas_once' && constraint !== 'item_hazards_once') throw error
    fail('refused', 'renewal.taken_up', {
      zh: '其中有的已纳入别的改造内容，请刷新后重选',
      en: 'Some of these are part of another work item already. Reload and choose again',
    })
  }
}

async function takenIdeas(tx: Tx, { tenant_id, id }: Pick<ItemRecord, 'tenant_id' | 'id'>): Promise<Id<'idea'>[]> {
  const { rows } = await sql<{ id: Id<'idea'> }>`select idea_id as id from renewal.item_ideas
    where tenant_id = ${tenant_id} and item_id = ${id}`.execute(tx)
  return rows.map((row) => row.id)
}

async function takenHazards(tx: Tx, { tenant_id, id }: Pick<ItemRecord, 'tenant_id' | 'id'>): Promise<MatterId[]> {
  const { rows } = await sql<{ id: MatterId }>`select matter_id as id from renewal.item_hazards
    where tenant_id = ${tenant_id} and item_id = ${id}`.execute(tx)
  return rows.map((row) => row.id)
}
