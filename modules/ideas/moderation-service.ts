import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { HideReason } from './idea.ts'
import {
  type ActorDoing,
  type Doing,
  type HeldIdea,
  hashOf,
  hasMembers,
  lockIdea,
  lockManagedIdea,
  refuseUnless,
  saveIdea,
  tellIdea,
} from './ideas-store.ts'
import {
  type AppealId,
  type AppealRecord,
  type IdeaId,
  type ModerationRecord,
  mine,
  type RemarkId,
  type RemarkRecord,
} from './tables.ts'

export interface Moderating {
  readonly act: 'publish' | 'hide'
  readonly remarkId?: RemarkId | undefined
  readonly reason?: HideReason | undefined
  readonly words?: string | undefined
}

type Managed = Awaited<ReturnType<typeof lockManagedIdea>>

/** Publishes what waits, or hides what must not stand there: the idea, or a question or answer under it. */
export async function moderate(tx: Tx, doing: ActorDoing, ideaId: IdeaId, order: Moderating): Promise<void> {
  const held = await lockManagedIdea(tx, doing, ideaId)
  const words = order.words?.trim() || null
  if (order.act === 'hide') refuseNoReason(order.reason, words)
  const remark = order.remarkId ? await remarkOf(tx, held, order.remarkId) : null
  if (!remark) {
    refuseUnless(order.act, held)
    if (order.act === 'hide') await refuseReceived(tx, held)
  } else if (remark.state === 'hidden' || (order.act === 'publish' && remark.state !== 'pending')) refuseRemark()
  const moderation = await note(tx, doing, held, { act: order.act, remark, reason: order.reason ?? null, words })
  const state = order.act === 'publish' ? 'published' : 'hidden'
  if (remark) await saveRemark(tx, remark, state)
  else await saveIdea(tx, held, { state })
  await tellIdea(tx, held, order.act === 'publish' ? 'published' : 'hidden', {
    to: remark ? held.idea.state : state,
    ...(remark ? { remarkId: remark.id } : {}),
    ...(words ? { hash: hashOf(words) } : {}),
    facts: { moderationId: moderation.id, reason: moderation.reason },
  })
}

/** Those that went into it would be out of sight with it, and without an end. */
async function refuseReceived(tx: Tx, { idea }: HeldIdea): Promise<void> {
  if (await hasMembers(tx, idea))
    fail('refused', 'ideas.has_members', {
      zh: '别人的金点子已并入这一条，请先撤销合并，再隐藏',
      en: 'Ideas of others were merged into this one: undo the merge first, then hide it',
    })
}

function refuseNoReason(reason: HideReason | undefined, said: string | null): void {
  const words = { zh: '请选择原因', en: 'Please choose a reason' }
  if (!reason) fail('invalid', 'ideas.reason_missing', words, [{ path: 'reason', words }])
  const more = { zh: '请写明是什么原因', en: 'Please say what the reason is' }
  if (reason === 'other' && !said) fail('invalid', 'ideas.words_missing', more, [{ path: 'words', words: more }])
}

const refuseRemark = (): never =>
  fail('conflict', 'ideas.wrong_state', {
    zh: '这条留言的状态已变，请刷新看看',
    en: 'It has changed. Reload to see it',
  })

async function remarkOf(tx: Tx, { idea }: HeldIdea, id: RemarkId): Promise<RemarkRecord> {
  const remark = await mine(tx)
    .selectFrom('ideas.remarks')
    .selectAll()
    .where('tenant_id', '=', idea.tenant_id)
    .where('idea_id', '=', idea.id)
    .where('id', '=', id)
    .executeTakeFirst()
  return remark ?? notFound()
}

async function saveRemark(tx: Tx, remark: RemarkRecord, state: RemarkRecord['state']): Promise<void> {
  await mine(tx)
    .updateTable('ideas.remarks')
    .set({ state })
    .where('tenant_id', '=', remark.tenant_id)
    .where('id', '=', remark.id)
    .execute()
}

interface Noted {
  readonly act: ModerationRecord['act']
  readonly remark: RemarkRecord | null
  readonly reason: string | null
  readonly words: string | null
}

async function note(tx: Tx, { actor }: ActorDoing, held: Managed, noted: Noted): Promise<ModerationRecord> {
  const row: ModerationRecord = {
    ...{ tenant_id: held.idea.tenant_id, id: newId<'moderation'>(), idea_id: held.idea.id },
    ...{ remark_id: noted.remark?.id ?? null, act: noted.act, reason: noted.reason, words: noted.words },
    ...{ by_person: actor.personId, by_post: held.postId, at: held.at },
  }
  await mine(tx).insertInto('ideas.moderations').values(row).execute()
  return row
}

/** The last hiding of an idea or of a remark under it. */
async function hidingOf(tx: Tx, { idea }: HeldIdea, remarkId: RemarkId | null): Promise<ModerationRecord> {
  const hiding = await mine(tx)
    .selectFrom('ideas.moderations')
    .selectAll()
    .where('tenant_id', '=', idea.tenant_id)
    .where('idea_id', '=', idea.id)
    .where('remark_id', remarkId ? '=' : 'is', remarkId)
    .where('act', '=', 'hide')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return hiding ?? notFound()
}

/** Once every idea of a call has its end, none comes back without one. */
function refuseDecided({ call }: HeldIdea): void {
  if (call.state === 'decided')
    fail('refused', 'ideas.call_decided', {
      zh: '这次征集已全部答复，不能再申诉',
      en: 'All of this call has been answered: it is too late to appeal',
    })
}

/** The author of what was hidden asks once that another person looks at it. */
export async function appealHiding(
  tx: Tx,
  doing: Doing,
  ideaId: IdeaId,
  { words, remarkId = null }: { words: string; remarkId?: RemarkId | null },
): Promise<{ id: AppealId }> {
  const held = await lockIdea(tx, doing, ideaId)
  const remark = remarkId ? await remarkOf(tx, held, remarkId) : null
  const own = remark
    ? (remark.person_id !== null && remark.person_id === doing.actor?.personId) ||
      (remark.said_as === 'author' && held.author)
    : held.author
  if (!own) return forbidden()
  if (!remark) {
    refuseUnless('appeal', held)
    refuseDecided(held)
  } else if (remark.state !== 'hidden') refuseRemark()
  const hiding = await hidingOf(tx, held, remarkId)
  const appeal: AppealRecord = {
    ...{ tenant_id: held.idea.tenant_id, id: newId<'appeal'>(), idea_id: ideaId, remark_id: remarkId },
    ...{ moderation_id: hiding.id, hidden_by: hiding.by_person, words: words.trim(), at: held.at },
    ...{ decision: null, decided_by: null, decided_by_post: null, decided_words: null, decided_at: null },
  }
  const added = await mine(tx)
    .insertInto('ideas.appeals')
    .values(appeal)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'moderation_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added)
    fail('conflict', 'ideas.appealed_already', {
      zh: '已经申诉过，每次隐藏可申诉一次',
      en: 'You have appealed already',
    })
  await tellIdea(tx, held, 'appealed', {
    ...(remarkId ? { remarkId } : {}),
    hash: hashOf(appeal.words),
    facts: { appealId: appeal.id },
  })
  return { id: appeal.id }
}

/** Somebody else than who hid it looks again, with reasons. */
export async function decideAppeal(
  tx: Tx,
  doing: ActorDoing,
  ideaId: IdeaId,
  appealId: AppealId,
  { restore, words }: { restore: boolean; words: string },
): Promise<void> {
  const held = await lockManagedIdea(tx, doing, ideaId)
  const appeal = await appealOf(tx, held, appealId)
  if (appeal.decision)
    fail('conflict', 'ideas.appeal_decided', { zh: '这件申诉已经复核过', en: 'This appeal has been decided' })
  if (appeal.hidden_by === doing.actor.personId)
    fail('refused', 'ideas.second_person', {
      zh: '隐藏的人不能自己复核，请换一位同事',
      en: 'Whoever hid it does not decide the appeal: ask somebody else',
    })
  const said = words.trim()
  await mine(tx)
    .updateTable('ideas.appeals')
    .set({
      ...{ decision: restore ? 'restored' : 'upheld', decided_by: doing.actor.personId },
      ...{ decided_by_post: held.postId, decided_words: said, decided_at: held.at },
    })
    .where('tenant_id', '=', appeal.tenant_id)
    .where('id', '=', appeal.id)
    .execute()
  const remark = appeal.remark_id ? await remarkOf(tx, held, appeal.remark_id) : null
  if (restore) {
    await note(tx, doing, held, { act: 'restore', remark, reason: null, words: said })
    if (remark) await saveRemark(tx, remark, 'published')
    else await saveIdea(tx, held, { state: 'published' })
  }
  await tellIdea(tx, held, restore ? 'restored' : 'upheld', {
    to: restore && !remark ? 'published' : held.idea.state,
    ...(remark ? { remarkId: remark.id } : {}),
    hash: hashOf(said),
    facts: { appealId },
  })
}

async function appealOf(tx: Tx, { idea }: HeldIdea, id: AppealId): Promise<AppealRecord> {
  const appeal = await mine(tx)
    .selectFrom('ideas.appeals')
    .selectAll()
    .where('tenant_id', '=', idea.tenant_id)
    .where('idea_id', '=', idea.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return appeal ?? notFound()
}
