import { fail } from '../../../kernel/contract/errors.ts'
import { orderReasons } from '../contract.ts'
import type { Effect, Step } from '../effect.ts'
import { endMeasures, measureEffect, postsAbove } from '../ladder/measures.ts'
import { missing } from './needs.ts'

/** An order gives time to answer, and not for ever. */
const longestTermMs = 60 * 86_400_000

/** 督办单 by hand: for a reason, to be answered by a day. What the ladder does by itself goes by `ladder/firing.ts`. */
export async function order(step: Step): Promise<Effect> {
  const { tx, matter, at, input, actor } = step
  const { reason, dueAt } = input
  if (!dueAt) return missing('due')
  if (!reason || !(orderReasons as readonly string[]).includes(reason)) return missing('reason')
  if (actor.postId === matter.holder_post_id)
    fail('refused', 'matters.order_to_oneself', {
      zh: '这件事就在您手上，不能给自己发督办单',
      en: 'It is with you: nobody orders themselves',
    })
  const term = new Date(dueAt)
  if (term <= at || term.getTime() > at.getTime() + longestTermMs)
    fail(
      'invalid',
      'matters.bad_term',
      { zh: '答复期限须在今后 60 天内', en: 'The term to answer lies within the next 60 days' },
      [{ path: 'dueAt', words: { zh: '期限超出范围', en: 'outside the range' } }],
    )
  const above = await postsAbove(tx, matter)
  const by = step.around.posts.find(({ postId }) => postId === actor.postId)
  const { effect } = await measureEffect(tx, matter, at, {
    ...{ what: 'order', above, reason, remarkId: step.remarkId, dueAt: term, step: null },
    by: by ? { id: by.postId, role: by.role, name: { zh: by.name, en: by.nameEn } } : null,
  })
  return effect
}

/** 答复督办: why it is late, and what happens now; that answers every order that waits. */
export async function answerOrder(step: Step): Promise<Effect> {
  const { tx, matter } = step
  const facts = await endMeasures(tx, matter, 'order', step)
  return { to: matter.state, clock: 'keep', set: { order_due_at: null }, facts }
}

/** 约谈记录: the talk was held, with its outcome. */
export async function recordTalk(step: Step): Promise<Effect> {
  const { tx, matter } = step
  const facts = await endMeasures(tx, matter, 'talk', step)
  return { to: matter.state, clock: 'keep', set: { talk_due_at: null }, facts }
}
