import { fail } from '../../../kernel/contract/errors.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { dayNumberFrom, hourMs, startOfDayMs } from '../../../kernel/time/day.ts'
import { returnReasons, voidReasons } from '../contract.ts'
import { after, clockFor, clockUntil, type Effect, handlingSince, type Step } from '../effect.ts'
import { superiorOf, whyOf } from '../routing.ts'
import { own } from '../tables.ts'
import { endRally, endReturn, refuseWithMerged } from './loose-ends.ts'
import { missing } from './needs.ts'
import { givenPost, postAround } from './posts.ts'
import { assignTo } from './road.ts'

function reasonOf(step: Step, known: readonly string[]): string {
  const { reason } = step.input
  if (!reason || !known.includes(reason)) return missing('reason')
  return reason
}

/** 退单(派单异议): back to the post above with a reason; that post reviews it (北京市接诉即办工作条例 art. 12). */
export async function giveBack(step: Step): Promise<Effect> {
  const { matter, around, at, tx } = step
  const holder = postAround(step, matter.holder_post_id)
  if (!holder || holder.reportsTo === null)
    fail('refused', 'matters.nobody_above', {
      zh: '您已是最上一级，不能退单',
      en: 'There is no post above to return it to',
    })
  const reviewer = superiorOf(holder, around)
  const reason = reasonOf(step, returnReasons)
  await own(tx)
    .insertInto('matters.returns')
    .values({
      tenant_id: matter.tenant_id,
      id: newId(),
      matter_id: matter.id,
      from_post_id: holder.postId,
      reviewer_post_id: reviewer.postId,
      reason,
      at,
      reviewed_at: null,
      upheld: null,
    })
    .execute()
  const ended = await endRally(step)
  return {
    to: 'returned',
    holder: { postId: reviewer.postId, why: whyOf('review', reviewer, around) },
    clock: clockFor(step, 'review'),
    set: { returns: matter.returns + 1, ...ended },
    facts: { reason },
  }
}

/** 退单审核: upheld, it goes to another post; refused, it goes back to the one who returned it. */
export async function reviewReturn(step: Step): Promise<Effect> {
  const { matter, input, tx, at } = step
  const open = await own(tx)
    .selectFrom('matters.returns')
    .selectAll()
    .where('tenant_id', '=', matter.tenant_id)
    .where('matter_id', '=', matter.id)
    .where('reviewed_at', 'is', null)
    .executeTakeFirst()
  if (!open) fail('refused', 'matters.no_return', { zh: '没有待审核的退单', en: 'There is no return to review' })
  const upheld = input.approve === true
  const post = upheld ? givenPost(step) : givenPost(step, open.from_post_id)
  if (upheld && post.postId === open.from_post_id)
    fail(
      'invalid',
      'matters.same_post',
      { zh: '同意退单后请派给另一个岗位', en: 'Having accepted the return, choose another post' },
      [{ path: 'postId', words: { zh: '请选另一个岗位', en: 'choose another post' } }],
    )
  await own(tx)
    .updateTable('matters.returns')
    .set({ reviewed_at: at, upheld })
    .where('tenant_id', '=', matter.tenant_id)
    .where('id', '=', open.id)
    .execute()
  const effect = await assignTo(step, post, 'returned')
  return { ...effect, facts: { ...effect.facts, upheld } }
}

/** 转办: to another post, by somebody above. */
export async function reassign(step: Step): Promise<Effect> {
  const post = givenPost(step)
  if (post.postId === step.matter.holder_post_id)
    fail('invalid', 'matters.same_post', { zh: '已经在这个岗位上了', en: 'It is already with that post' }, [
      { path: 'postId', words: { zh: '请选另一个岗位', en: 'choose another post' } },
    ])
  const ended = await endRally(step)
  const effect = await assignTo(step, post, 'assigned')
  return { ...effect, set: { ...effect.set, ...ended } }
}

/** 延期: a later deadline, as often and as far as the kind allows, before the old one has passed. */
export function extend(step: Step): Effect {
  const { matter, around, input, at } = step
  if (!input.dueAt || !matter.clock_due_at || !matter.clock_started_at) return missing('due')
  const dueAt = new Date(input.dueAt)
  if (at > matter.clock_due_at)
    fail('refused', 'matters.already_overdue', {
      zh: '已经超时，不能再延期',
      en: 'It is overdue already and cannot be extended',
    })
  const longest = after({ ...step, at: matter.clock_due_at }, around.kind.spec.extension.longest)
  if (dueAt <= matter.clock_due_at || dueAt > longest)
    fail(
      'invalid',
      'matters.bad_extension',
      {
        zh: '新时限须晚于现在的时限，且不超过规定的延长期',
        en: 'The new deadline must be later than the present one and within the longest extension',
      },
      [{ path: 'dueAt', words: { zh: '超出可延长的范围', en: 'outside what is allowed' } }],
    )
  const clock = clockUntil('handle', at, dueAt)
  return {
    to: 'handling',
    clock,
    set: { ...handlingSince(clock), extensions: matter.extensions + 1 },
    facts: { before: matter.clock_due_at.toISOString(), dueAt: dueAt.toISOString() },
  }
}

/** 挂账: cannot be solved for now; the clock rests until a review date, on which it comes back by itself. */
export async function suspend(step: Step): Promise<Effect> {
  const { matter, around, input, at, tx } = step
  if (!input.reviewOn || !step.remarkId) return missing('review_on')
  // Nine in the morning, when the office opens and somebody can act on it.
  const reviewAt = new Date(startOfDayMs(dayNumberFrom(input.reviewOn)) + 9 * hourMs)
  const latest = new Date(at.getTime() + around.kind.spec.suspensionDays * 86_400_000)
  if (reviewAt <= at || reviewAt > latest)
    fail(
      'invalid',
      'matters.bad_review_date',
      {
        zh: `复核日期须在今后 ${around.kind.spec.suspensionDays} 天内`,
        en: `The review date must lie within the next ${around.kind.spec.suspensionDays} days`,
      },
      [{ path: 'reviewOn', words: { zh: '日期超出范围', en: 'outside the range' } }],
    )
  await own(tx)
    .insertInto('matters.suspensions')
    .values({
      tenant_id: matter.tenant_id,
      id: newId(),
      matter_id: matter.id,
      from_at: at,
      review_at: reviewAt,
      to_at: null,
      remark_id: step.remarkId,
      post_id: step.actor.postId,
    })
    .execute()
  const ended = await endRally(step)
  return { to: 'suspended', clock: 'stop', reviewAt, set: ended, facts: { reviewOn: input.reviewOn } }
}

/** 恢复办理: by hand, or by itself on the review date. */
export async function resume(step: Step): Promise<Effect> {
  const { matter, tx, at } = step
  await own(tx)
    .updateTable('matters.suspensions')
    .set({ to_at: at })
    .where('tenant_id', '=', matter.tenant_id)
    .where('matter_id', '=', matter.id)
    .where('to_at', 'is', null)
    .execute()
  const clock = clockFor(step, 'handle')
  return { to: 'handling', clock, set: handlingSince(clock) }
}

/** 作废: not a matter at all (test, empty, malicious …); an outcome with a reason, never a deletion. */
export async function makeVoid(step: Step): Promise<Effect> {
  const { matter, tx, at, actor } = step
  const reason = reasonOf(step, voidReasons)
  await refuseWithMerged(step, {
    zh: '已有其他事项并入这一件，请先撤销并案再作废',
    en: 'Others were merged into this one. Undo the merges first',
  })
  if (matter.state === 'suspended') await resume(step)
  await endReturn(step)
  const ended = await endRally(step)
  await own(tx)
    .insertInto('matters.closures')
    .values({
      tenant_id: matter.tenant_id,
      id: newId(),
      matter_id: matter.id,
      outcome: 'void',
      at,
      person_id: actor.personId,
      post_id: actor.postId,
      how: reason,
      reopened_at: null,
    })
    .execute()
  return { to: 'void', clock: 'stop', set: { closed_at: at, outcome: 'void', ...ended }, facts: { reason } }
}
