import { fail } from '../../../kernel/contract/errors.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { answersInWords } from '../answers/script-service.ts'
import { clockFor, type Effect, handlingSince, type Step } from '../effect.ts'
import { checkConfirmed } from '../forms/finish.ts'
import { firstManned, whyOf } from '../routing.ts'
import { own } from '../tables.ts'
import { missing } from './needs.ts'
import { gridNow, postAround } from './posts.ts'

/** 确认: the reporter says that it is solved, and how content they are. That closes it. */
export async function confirm(step: Step): Promise<Effect> {
  const { rating } = step.input
  if (!rating) return missing('rating')
  return close(step, 'confirmed', { solved: true, satisfaction: rating })
}

/** 未解决: back to the post that resolved it, with a new clock. */
export function reject(step: Step): Effect {
  return { ...backToWork(step), facts: { rounds: step.matter.rounds + 1 } }
}

/** 重办: a closed matter comes up again; allowed for the days that the kind gives. */
export async function reopen(step: Step): Promise<Effect> {
  const { matter, around, at, tx, relations } = step
  const found = relations.has('inspector')
  const days = around.kind.spec.reopenDays
  const last = matter.closed_at ? matter.closed_at.getTime() + days * 86_400_000 : 0
  // What a sample finds counts however long ago it was closed.
  if (!found && at.getTime() > last)
    fail('refused', 'matters.too_late_to_reopen', {
      zh: `归档超过 ${days} 天，请重新上报，我们会关联原来的事项`,
      en: `It was closed more than ${days} days ago. Please report it anew`,
    })
  await own(tx)
    .updateTable('matters.closures')
    .set({ reopened_at: at })
    .where('tenant_id', '=', matter.tenant_id)
    .where('matter_id', '=', matter.id)
    .where('reopened_at', 'is', null)
    .execute()
  const back = backToWork(step)
  return {
    ...back,
    set: { ...back.set, ...gridNow(step), closed_at: null, outcome: null },
    ...(found ? { facts: { cause: 'finding' } } : {}),
  }
}

/** To the post that resolved it (or, if that is gone, by the kind's rules) with a new handling clock and one more round. */
function backToWork(step: Step): Effect {
  const { matter, around } = step
  const resolver = postAround(step, matter.resolver_post_id)
  const found = resolver ?? firstManned([{ role: 'grid_worker' }, { role: 'community' }], around)?.post
  if (!found) fail('refused', 'matters.nobody_answers', { zh: '没有可以重办的岗位', en: 'No post can take it again' })
  const clock = clockFor(step, 'handle')
  return {
    to: 'handling',
    holder: { postId: found.postId, why: whyOf('resolver', found, around) },
    clock,
    set: {
      ...handlingSince(clock),
      rounds: matter.rounds + 1,
      resolved_at: null,
      outcome: null,
      solved: false,
      satisfaction: null,
      unreached: 0,
      resolver_post_id: null,
    },
  }
}

/** 回访: what the call or the look on the spot found. Solved closes it, not solved sends it back, nobody reached is counted. */
export async function followUp(step: Step): Promise<Effect> {
  const { matter, input, tx, at } = step
  const call = input.followUp
  if (!call) return missing('follow_up')
  const answered = call.reached || call.method === 'verify'
  if (answered && call.solved === undefined)
    fail('invalid', 'matters.field_missing', { zh: '请选择是否已解决', en: 'Say whether it is solved' }, [
      { path: 'followUp.solved', words: { zh: '请选择', en: 'choose one' } },
    ])
  const solved = answered ? (call.solved ?? null) : null
  if (solved === true) checkConfirmed(step)
  const satisfaction = call.reached ? (call.satisfaction ?? null) : null
  await own(tx)
    .insertInto('matters.follow_ups')
    .values({
      tenant_id: matter.tenant_id,
      id: newId(),
      matter_id: matter.id,
      round: matter.rounds,
      at,
      method: call.method,
      reached: call.reached,
      solved,
      satisfaction,
      post_id: step.actor.postId,
      remark_id: step.remarkId,
    })
    .execute()
  const script =
    call.reached && call.script
      ? await answersInWords(tx, { tenantId: matter.tenant_id, kind: matter.kind_code, at }, call.script)
      : null
  const facts = {
    ...{ method: call.method, reached: call.reached, solved, satisfaction },
    ...(script && script.answers.length > 0 ? { answers: script.answers } : {}),
  }
  if (solved === true) return { ...(await close(step, 'followed_up', { solved, satisfaction })), facts }
  if (solved === false) return { ...backToWork(step), facts }
  const unreached = matter.unreached + 1
  return { to: 'resolved', clock: 'keep', set: { unreached }, facts: { ...facts, unreached } }
}

/** 归档 after nobody could be reached as often as the kind asks. */
export const closeUnreached = (step: Step): Promise<Effect> =>
  close(step, 'unreached', { solved: null, satisfaction: null }, 'unreached')

/** Closing is a row: who, when, how, with which outcome. */
async function close(
  step: Step,
  how: string,
  answer: { solved: boolean | null; satisfaction: number | null },
  outcome = step.matter.outcome ?? 'solved',
): Promise<Effect> {
  const { matter, tx, at, actor } = step
  await own(tx)
    .insertInto('matters.closures')
    .values({
      tenant_id: matter.tenant_id,
      id: newId(),
      matter_id: matter.id,
      outcome,
      at,
      person_id: actor.personId,
      post_id: actor.postId,
      how,
      reopened_at: null,
    })
    .execute()
  return {
    to: 'closed',
    clock: 'stop',
    set: { closed_at: at, outcome, ...answer },
    facts: { how, outcome, satisfaction: answer.satisfaction },
  }
}
