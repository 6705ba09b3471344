import { fail, notFound } from '../../kernel/contract/errors.ts'
import { type MatterId, newId, type PlaceId, type PostId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { dayNumberFrom, dayOf, hourMs, startOfDayMs } from '../../kernel/time/day.ts'
import { mattersInScope, type Reported, reportMatterIn } from '../matters/public.ts'
import { agendaSourceOf } from './council/agenda-source.ts'
import { type Doing, type Held, hashOf, lockManaged, refuseUnless, tell } from './gathering-store.ts'
import type { Subject } from './shapes.ts'
import { type DecisionId, type GatheringId, type ItemId, type ItemRecord, mine } from './tables.ts'

export interface NewItem {
  readonly id?: ItemId | undefined
  readonly title: string
  readonly matterId?: MatterId | undefined
  readonly subject?: Subject | undefined
}

/** Adds to the end of the agenda; what it is about must be in the actor's scope. */
export async function addItem(tx: Tx, doing: Doing, id: GatheringId, item: NewItem): Promise<{ id: ItemId }> {
  const held = await lockManaged(tx, doing, id, 'agenda')
  const { matterId = null, subject = null } = item
  if (matterId && !(await mattersInScope(tx, doing.actor, [matterId])).has(matterId)) notFound()
  if (subject && !(await agendaSourceOf(subject.kind)?.inReach(tx, doing.actor, subject.id))) notFound()
  const itemId = item.id ?? newId<'item'>()
  const { rows } = await sql`insert into gatherings.items (tenant_id, id, gathering_id, position, title, matter_id,
      subject_kind, subject_id)
    select ${held.gathering.tenant_id}, ${itemId}, ${id}, coalesce(max(position), 0) + 1, ${item.title.trim()}, ${matterId}::uuid,
      ${subject?.kind ?? null}::text, ${subject?.id ?? null}::uuid
    from gatherings.items where tenant_id = ${held.gathering.tenant_id} and gathering_id = ${id}
    on conflict (tenant_id, id) do nothing returning id`.execute(tx)
  if (rows.length === 0) fail('conflict', 'gatherings.id_taken', { zh: '这个编号已经用过', en: 'This id is taken' })
  await tell(tx, held, 'item_added', {
    itemId,
    ...(matterId ? { matterId } : {}),
    ...(subject ? { facts: { subject } } : {}),
    hash: hashOf(item.title.trim()),
  })
  return { id: itemId }
}

async function itemOf(tx: Tx, { gathering }: Held, itemId: ItemId): Promise<ItemRecord> {
  const item = await mine(tx)
    .selectFrom('gatherings.items')
    .selectAll()
    .where('tenant_id', '=', gathering.tenant_id)
    .where('gathering_id', '=', gathering.id)
    .where('id', '=', itemId)
    .where('dropped_at', 'is', null)
    .executeTakeFirst()
  return item ?? notFound()
}

export interface ItemChange {
  readonly title?: string | undefined
  readonly position?: number | undefined
  readonly dropped?: boolean | undefined
  readonly discussion?: string | undefined
}

/** Rewords, moves or drops an item, or writes down what was said: the words stand here, their hash in the ledger. */
export async function changeItem(
  tx: Tx,
  doing: Doing,
  id: GatheringId,
  itemId: ItemId,
  change: ItemChange,
): Promise<void> {
  const held = await lockManaged(tx, doing, id)
  const item = await itemOf(tx, held, itemId)
  const { discussion, ...agenda } = change
  if (Object.keys(agenda).length > 0) {
    refuseUnless('agenda', held.gathering.state)
    await changeAgenda(tx, held, item, agenda)
  }
  if (discussion !== undefined) {
    refuseUnless('minutes', held.gathering.state)
    await saveItem(tx, item, { discussion: discussion.trim() || null })
    await tell(tx, held, 'minutes_written', { itemId, hash: hashOf(discussion.trim()) })
  }
}

async function changeAgenda(tx: Tx, held: Held, item: ItemRecord, change: ItemChange): Promise<void> {
  const { title, position, dropped } = change
  if (dropped && (await decisionsOn(tx, item)) > 0)
    fail('refused', 'gatherings.item_decided', {
      zh: '这个议题已有议定事项，不能撤下',
      en: 'A decision was made on this item: it stays',
    })
  if (position !== undefined) await moveItem(tx, item, position)
  await saveItem(tx, item, {
    ...(title === undefined ? {} : { title: title.trim() }),
    ...(dropped ? { dropped_at: held.at } : {}),
  })
  const facts = { ...(position === undefined ? {} : { position }), ...(dropped ? { dropped } : {}) }
  await tell(tx, held, 'item_changed', { itemId: item.id, facts, ...(title ? { hash: hashOf(title.trim()) } : {}) })
}

/** Others make room: positions of a gathering stay 1, 2, 3 … */
async function moveItem(tx: Tx, item: ItemRecord, position: number): Promise<void> {
  await sql`with moved as (
      select id, row_number() over (order by
        case when id = ${item.id} then ${position < item.position ? position - 0.5 : position + 0.5}::numeric else position end) as at
      from gatherings.items where tenant_id = ${item.tenant_id} and gathering_id = ${item.gathering_id})
    update gatherings.items i set position = moved.at from moved
    where i.tenant_id = ${item.tenant_id} and i.id = moved.id and i.position <> moved.at`.execute(tx)
}

async function saveItem(tx: Tx, item: ItemRecord, set: Partial<ItemRecord>): Promise<void> {
  if (Object.keys(set).length === 0) return
  await mine(tx)
    .updateTable('gatherings.items')
    .set(set)
    .where('tenant_id', '=', item.tenant_id)
    .where('id', '=', item.id)
    .execute()
}

async function decisionsOn(tx: Tx, item: ItemRecord): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from gatherings.decisions d
    where d.tenant_id = ${item.tenant_id} and d.item_id = ${item.id}`.execute(tx)
  return rows[0]?.n ?? 0
}

export interface NewDecision {
  readonly id?: DecisionId | undefined
  readonly itemId: ItemId
  readonly words: string
  readonly holderPostId: PostId
  /** The last day for it. */
  readonly dueOn: string
}

/** The end of the working day: who reads “by Friday” means until the office closes. */
const closingHour = 18

/** What the meeting settled becomes a matter with that holder and deadline, in the same transaction. */
export async function decide(
  tx: Tx,
  secrets: Secrets,
  doing: Doing,
  id: GatheringId,
  decision: NewDecision,
): Promise<{ id: DecisionId; matter: Pick<Reported, 'id' | 'number'> }> {
  const held = await lockManaged(tx, doing, id, 'decide')
  const { gathering, at, by } = held
  const item = await itemOf(tx, held, decision.itemId)
  const dueAt = new Date(startOfDayMs(dayNumberFrom(decision.dueOn)) + closingHour * hourMs)
  if (dueAt <= at) {
    const words = { zh: '完成期限要晚于现在', en: 'The deadline must lie ahead' }
    fail('invalid', 'gatherings.bad_deadline', words, [{ path: 'dueOn', words }])
  }
  const words = decision.words.trim()
  const source = `——《${gathering.title}》${dayOf(gathering.starts_at)}议定，议题：${item.title}`
  const { id: matterId, number } = await reportMatterIn(
    tx,
    { clock: { now: () => at }, secrets },
    {
      tenantId: gathering.tenant_id,
      id: newId<'matter'>(),
      kind: 'decision',
      category: '',
      placeId: await placeFor(tx, held, decision.holderPostId),
      ...{ placeDetail: null, point: null, title: null, body: `${words}\n${source}` },
      ...{ channel: 'meeting', selfFound: false, visibility: 'open', priority: 'normal' },
      ...{ reporterId: null, reporterName: null, reporterPhone: null, recordedBy: by.personId },
      ...{ fileIds: [], uploadKey: null, actor: by, patrolPost: null },
      decided: { postId: decision.holderPostId, dueAt },
    },
  )
  const decisionId = decision.id ?? newId<'decision'>()
  await mine(tx)
    .insertInto('gatherings.decisions')
    .values({
      ...{ tenant_id: gathering.tenant_id, id: decisionId, gathering_id: id, item_id: item.id },
      ...{ words, matter_id: matterId, due_on: decision.dueOn, decided_at: at },
    })
    .execute()
  const facts = { holderPostId: decision.holderPostId, dueOn: decision.dueOn }
  await tell(tx, held, 'decision_made', { decisionId, itemId: item.id, matterId, hash: hashOf(words), facts })
  return { id: decisionId, matter: { id: matterId, number } }
}

/** Where the decision's matter lies: at the gathering's place; at the holder's own where that is further down. */
async function placeFor(tx: Tx, { gathering }: Held, postId: PostId): Promise<PlaceId> {
  const { rows } = await sql<{ placeId: PlaceId; path: string }>`select place_id as "placeId", place_path as path
    from people.posts_view where tenant_id = ${gathering.tenant_id} and id = ${postId} and abolished_at is null`.execute(
    tx,
  )
  const post = rows[0]
  return post?.path.startsWith(gathering.place_path) ? post.placeId : gathering.place_id
}
