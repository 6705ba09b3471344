import { systemActor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { doorCode } from '../../kernel/receipt-code.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { addSpan } from '../../kernel/time/span.ts'
import { calendarOf } from '../matters/public.ts'
import { printedText } from '../people/public.ts'
import { placeOf } from '../places/public.ts'
import {
  type CallStanding,
  type CallStep,
  callMayChange,
  callObstacle,
  callTransition,
  endWithinWorkingDays,
} from './call.ts'
import type { ChangeBody, PlanBody } from './contract.ts'
import { appealedSql } from './figures.ts'
import { unendedStates } from './idea.ts'
import { managingPost } from './ideas-scope.ts'
import { type ActorDoing, type HeldCall, hashOf, lockManagedCall, saveCall, tellCall } from './ideas-store.ts'
import { paperPurpose } from './shapes.ts'
import { type CallId, type CallRecord, mine } from './tables.ts'

function refuseBadDays({ from_on, until_on }: Pick<CallRecord, 'from_on' | 'until_on'>): void {
  if (until_on >= from_on) return
  const words = { zh: '截止日期不能早于开始日期', en: 'The last day cannot come before the first' }
  fail('invalid', 'ideas.bad_days', words, [{ path: 'untilOn', words }])
}

/** Plans a call at a place of the actor's; a draft until it is opened. */
export async function planCall(tx: Tx, doing: ActorDoing, body: PlanBody): Promise<{ id: CallId; code: string }> {
  const { tenantId, actor, by, at } = doing
  const place = await placeOf(tx, tenantId, body.placeId)
  const postId = place && managingPost(actor, place.path)
  if (!place || place.ended || !postId) return notFound()
  const call: CallRecord = {
    ...{ tenant_id: tenantId, id: body.id ?? newId<'call'>(), state: 'draft', title: body.title.trim() },
    ...{ words: body.words?.trim() ?? '', theme: body.theme, place_id: place.id, place_path: place.path },
    ...{ from_on: body.fromOn, until_on: body.untilOn, moderation: body.moderation },
    ...{ may_be_anonymous: body.mayBeAnonymous, budget_hint_fen: body.budgetHintFen || null, post_id: postId },
    ...{ code: doorCode(), forms_issued: 0, opened_at: null, closed_at: null, due_at: null, frozen_at: null },
    ...{ decided_at: null, cancelled_why: null, overdue_told_at: null, created_at: at, changed_at: at },
  }
  refuseBadDays(call)
  const added = await mine(tx)
    .insertInto('ideas.calls')
    .values(call)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added)
    fail('conflict', 'ideas.id_taken', { zh: '这个编号已经用过，请重新新建', en: 'This id is taken. Plan anew' })
  const { theme, moderation, from_on, until_on } = call
  await tellCall(tx, { call, by: { ...by, postId }, at }, 'planned', {
    hash: hashOf([call.title, call.words]),
    facts: { placeId: place.id, theme, moderation, fromOn: from_on, untilOn: until_on },
  })
  return { id: call.id, code: call.code }
}

/** Changes what was planned; how it is moderated is settled once it is open, for people gave ideas knowing it. */
export async function changeCall(tx: Tx, doing: ActorDoing, id: CallId, body: ChangeBody): Promise<void> {
  const held = await lockManagedCall(tx, doing, id)
  const { call } = held
  if (!callMayChange(call.state))
    fail('conflict', 'ideas.wrong_state', { zh: '征集已结束，不能再改', en: 'The call is over and stays as it is' })
  const set: Partial<CallRecord> = {
    ...(body.title === undefined ? {} : { title: body.title.trim() }),
    ...(body.words === undefined ? {} : { words: body.words.trim() }),
    ...(body.theme === undefined ? {} : { theme: body.theme }),
    ...(body.fromOn === undefined ? {} : { from_on: body.fromOn }),
    ...(body.untilOn === undefined ? {} : { until_on: body.untilOn }),
    ...(body.moderation === undefined ? {} : { moderation: body.moderation }),
    ...(body.mayBeAnonymous === undefined ? {} : { may_be_anonymous: body.mayBeAnonymous }),
    ...(body.budgetHintFen === undefined ? {} : { budget_hint_fen: body.budgetHintFen || null }),
  }
  const changed = (Object.keys(set) as (keyof CallRecord)[]).filter((name) => set[name] !== call[name])
  if (changed.length === 0) return
  if (call.state !== 'draft' && changed.includes('moderation'))
    fail('refused', 'ideas.moderation_settled', {
      zh: '已经开始征集，审核方式不能再改',
      en: 'It is open: how it is moderated stays',
    })
  const after = { ...call, ...set }
  refuseBadDays(after)
  await saveCall(tx, held, set)
  await tellCall(tx, held, 'changed', { hash: hashOf([after.title, after.words]), facts: { changed } })
}

/** What the rules of `call.ts` need to know. */
export async function callStanding(tx: Tx, call: CallRecord): Promise<CallStanding> {
  const { rows } = await sql<{ unended: number; ideas: number }>`select count(*)::int as ideas,
      count(*) filter (where i.state = any(${[...unendedStates]}::text[])
        -- One that may yet stand again.
        or (i.state = 'hidden' and ${appealedSql}))::int as unended
    from ideas.ideas i where i.tenant_id = ${call.tenant_id} and i.call_id = ${call.id}`.execute(tx)
  const { unended = 0, ideas = 0 } = rows[0] ?? {}
  return { state: call.state, fromOn: call.from_on, untilOn: call.until_on, unended, ideas }
}

const eventOf = { open: 'opened', decide: 'decided', cancel: 'cancelled' } as const

/** Opens, closes, finishes or calls off, as the table of transitions allows. */
export async function stepCall(tx: Tx, doing: ActorDoing, id: CallId, step: CallStep, why: string | null) {
  const held = await lockManagedCall(tx, doing, id)
  const { call, at } = held
  const transition = callTransition(step)
  if (!transition.from.includes(call.state))
    fail('conflict', 'ideas.wrong_state', {
      zh: `现在的状态不能「${transition.name.zh}」，请刷新看看`,
      en: `"${transition.name.en}" is not possible in its present state. Reload to see it`,
    })
  const blocked = callObstacle(step, await callStanding(tx, call), dayOf(at))
  if (blocked) fail('refused', 'ideas.blocked', blocked)
  if (transition.needsWhy && !why) {
    const words = { zh: '请写明原因', en: 'Please say why' }
    fail('invalid', 'ideas.why_missing', words, [{ path: 'why', words }])
  }
  if (step === 'close') await closeCall(tx, held)
  else {
    await saveCall(tx, held, {
      state: transition.to,
      ...(step === 'open' ? { opened_at: at } : {}),
      ...(step === 'decide' ? { decided_at: at } : {}),
      ...(step === 'cancel' ? { cancelled_why: why } : {}),
    })
    await tellCall(tx, held, eventOf[step], { to: transition.to, ...(why ? { hash: hashOf(why) } : {}) })
  }
  return { state: transition.to }
}

/** Takes no more ideas, and sets the day by which each has its end. */
async function closeCall(tx: Tx, held: HeldCall): Promise<void> {
  const { call, at } = held
  const calendar = await calendarOf(tx, call.tenant_id)
  const dueAt = addSpan(calendar, at, { amount: endWithinWorkingDays, unit: 'working_days' })
  await saveCall(tx, held, { state: 'closed', closed_at: at, due_at: dueAt })
  await tellCall(tx, held, 'closed', { to: 'closed', facts: { dueAt } })
}

/** Takes running numbers for paper forms. */
export async function numberForms(tx: Tx, doing: ActorDoing, id: CallId, copies: number) {
  const held = await lockManagedCall(tx, doing, id)
  if (held.call.state !== 'open')
    fail('conflict', 'ideas.wrong_state', { zh: '开始征集后才能印表', en: 'Forms are printed while the call is open' })
  const consent = await printedText(tx, doing, paperPurpose)
  const first = held.call.forms_issued + 1
  const last = held.call.forms_issued + copies
  await saveCall(tx, held, { forms_issued: last })
  await tellCall(tx, held, 'formsNumbered', { facts: { first, last, consentVersion: consent.version } })
  return { first, last, consent }
}

/** What a day brings by itself: calls past their last day close, posts that owe answers are told once. */
export async function passDays(tx: Tx, tenantId: TenantId, at: Date): Promise<void> {
  const { rows: over } = await sql<CallRecord>`select c.* from ideas.calls c where c.tenant_id = ${tenantId}
    and c.state = 'open' and c.until_on < ${dayOf(at)}::date order by c.id for no key update of c skip locked`.execute(
    tx,
  )
  for (const call of over) await closeCall(tx, { call, by: systemActor, at })
  const { rows: late } = await sql<CallRecord>`select c.* from ideas.calls c where c.tenant_id = ${tenantId}
    and c.state = 'closed' and c.due_at < ${at} and c.overdue_told_at is null and exists (select from ideas.ideas i
      where i.tenant_id = c.tenant_id and i.call_id = c.id and i.state = any(${[...unendedStates]}::text[]))
    order by c.id for no key update of c skip locked`.execute(tx)
  for (const call of late) {
    const held = { call, by: systemActor, at }
    await saveCall(tx, held, { overdue_told_at: at })
    const { unended } = await callStanding(tx, call)
    await tellCall(tx, held, 'overdue', { facts: { unended } })
  }
}
