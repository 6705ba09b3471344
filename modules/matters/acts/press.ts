import { fail } from '../../../kernel/contract/errors.ts'
import { newId, type PostId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { after, clockFor, type Effect, handlingSince, type Step } from '../effect.ts'
import { owesAnswerSql } from '../matter-store.ts'
import { type RoutePost, whyOf } from '../routing.ts'
import { own } from '../tables.ts'
import { missing } from './needs.ts'
import { givenPost } from './posts.ts'

/** 催办: a nudge from above; counted, noticed, nothing else changes. */
export async function urge(step: Step): Promise<Effect> {
  const { matter } = step
  await keepEscalation(step, 'urge', matter.holder_post_id)
  return { to: matter.state, clock: 'keep', set: { urges: matter.urges + 1 }, facts: { urges: matter.urges + 1 } }
}

/** 督办: the level above watches it from now on. */
export async function supervise(step: Step): Promise<Effect> {
  const { matter, actor } = step
  await keepEscalation(step, 'supervise', actor.postId)
  const watching = actor.postId
    ? { escalated_to_post_id: actor.postId, escalation_level: matter.escalation_level + 1 }
    : {}
  const touched =
    actor.postId && !matter.touched_posts.includes(actor.postId)
      ? { touched_posts: [...matter.touched_posts, actor.postId] }
      : {}
  return {
    to: matter.state,
    clock: 'keep',
    set: { ...watching, ...touched },
    facts: { level: matter.escalation_level + 1 },
  }
}

async function keepEscalation(step: Step, cause: 'urge' | 'supervise', to: PostId | null): Promise<void> {
  const { matter, tx, at, actor } = step
  const target = to ?? matter.holder_post_id
  if (!target) return
  await own(tx)
    .insertInto('matters.escalations')
    .values({
      tenant_id: matter.tenant_id,
      id: newId(),
      matter_id: matter.id,
      level: matter.escalation_level + 1,
      cause,
      stage: matter.clock_stage,
      from_post_id: actor.postId,
      to_post_id: target,
      at,
    })
    .execute()
}

/** 吹哨: several departments are called, one leads; each must answer before it can be resolved. */
export async function rally(step: Step): Promise<Effect> {
  const { matter, around, input, tx, at } = step
  const called = [...new Set(input.departments ?? [])].map((postId) => givenPost(step, postId))
  const holds = input.leadPostId !== undefined && input.leadPostId === matter.holder_post_id
  const taking = holds ? undefined : input.leadPostId ? givenPost(step, input.leadPostId) : called[0]
  const lead = holds ? await holderOf(step) : taking
  if (!lead) return missing('departments')
  if (matter.open_rally_answers > 0)
    fail('refused', 'matters.rally_running', {
      zh: '上一次吹哨还没有全部应答',
      en: 'The last rally is still waiting for answers',
    })
  const members = called.filter((post) => post.postId !== matter.holder_post_id)
  if (members.length === 0)
    fail(
      'invalid',
      'matters.rally_of_one',
      { zh: '请选择承办岗位以外的部门', en: 'Choose departments other than the one that holds it' },
      [{ path: 'departments', words: { zh: '请另选部门', en: 'choose others' } }],
    )
  await endLastRally(step)
  const rallyId = newId()
  await own(tx)
    .insertInto('matters.rallies')
    .values({
      tenant_id: matter.tenant_id,
      id: rallyId,
      matter_id: matter.id,
      lead_post_id: lead.postId,
      called_by_post_id: step.actor.postId,
      at,
      ended_at: null,
    })
    .execute()
  const dueAt = after(step, around.kind.spec.rallyAnswer)
  await own(tx)
    .insertInto('matters.rally_members')
    .values(
      members.map((post) => ({
        tenant_id: matter.tenant_id,
        rally_id: rallyId,
        matter_id: matter.id,
        post_id: post.postId,
        due_at: dueAt,
        overdue_told_at: null,
        answered_at: null,
        remark_id: null,
      })),
    )
    .execute()
  const touched = [...new Set([...matter.touched_posts, ...called.map((post) => post.postId), lead.postId])]
  const clock = clockFor(step, 'handle')
  return {
    to: 'handling',
    ...(taking && taking.postId !== matter.holder_post_id
      ? { holder: { postId: taking.postId, why: whyOf('rally', taking, around) } }
      : {}),
    clock: matter.state === 'handling' ? 'keep' : clock,
    set: {
      touched_posts: touched,
      open_rally_answers: members.length,
      ...(matter.state === 'handling' ? {} : handlingSince(clock)),
    },
    facts: {
      lead: { zh: lead.name, en: lead.nameEn },
      departments: members.map((post) => ({ postId: post.postId, zh: post.name, en: post.nameEn })),
      dueAt: dueAt.toISOString(),
    },
  }
}

/** The post that holds it, also where it answers for the place no more: its building went to a grid without a post. */
async function holderOf({ matter, tx }: Step): Promise<Pick<RoutePost, 'postId' | 'name' | 'nameEn'> | undefined> {
  const { rows } = await sql<Pick<RoutePost, 'postId' | 'name' | 'nameEn'>>`select id as "postId", name,
    name_en as "nameEn" from people.posts_view where tenant_id = ${matter.tenant_id} and id = ${matter.holder_post_id}`.execute(
    tx,
  )
  return rows[0]
}

async function endLastRally({ tx, matter, at }: Step): Promise<void> {
  await own(tx)
    .updateTable('matters.rallies')
    .set({ ended_at: at })
    .where('tenant_id', '=', matter.tenant_id)
    .where('matter_id', '=', matter.id)
    .where('ended_at', 'is', null)
    .execute()
}

/** 应哨: a called department says what it did or will do. */
export async function answerRally(step: Step, posts: readonly PostId[]): Promise<Effect> {
  const { matter, tx, at, remarkId } = step
  const { rows: answered } = await sql<{ post_id: PostId }>`update matters.rally_members r
    set answered_at = ${at}, remark_id = ${remarkId}
    where r.tenant_id = ${matter.tenant_id} and r.matter_id = ${matter.id} and r.post_id = any(${[...posts]}::uuid[])
      and ${owesAnswerSql} returning r.post_id`.execute(tx)
  const left = Math.max(0, matter.open_rally_answers - answered.length)
  return {
    to: matter.state,
    clock: 'keep',
    set: { open_rally_answers: left },
    facts: { left, posts: answered.map((a) => a.post_id) },
  }
}
