import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { requestHash } from '../../kernel/http/command.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { ancestorsOf, placeOf } from '../places/public.ts'
import type { ChangeBody, PlanBody } from './contract.ts'
import { countOf, outcomeJson } from './counting.ts'
import { roomEnSql, roomSql } from './owners/owner-store.ts'
import { daysAfter, obstacle, type QuestionState, type Step, transitionOf } from './question.ts'
import { type Held, hashOf, lockKept, newCode, tell, wordsHash } from './question-store.ts'
import { type Doing, keepingPost } from './scope.ts'
import type { QuestionId, QuestionRecord } from './tables.ts'
import type { MatterNumber, Outcome } from './threshold.ts'

const columnsOf = (body: ChangeBody) => ({
  title: body.title.trim(),
  words: body.words.trim(),
  matter: body.matter as MatterNumber,
  basis: body.basis?.trim() || null,
  follow_rule: body.followRule?.trim() || null,
  notice_days: body.noticeDays ?? 15,
  voting_days: body.votingDays ?? 30,
  objection_days: body.objectionDays ?? 7,
})

/** A new question to the owners of a compound, or of one building of it; a draft until notice is given. */
export async function planQuestion(tx: Tx, doing: Doing, body: PlanBody): Promise<{ id: QuestionId; code: string }> {
  const { tenantId, actor, at } = doing
  const place = await placeOf(tx, tenantId, body.placeId)
  const postId = place && !place.ended ? keepingPost(actor, place.path) : null
  if (!place || !postId) return notFound()
  const above = await ancestorsOf(tx, tenantId, place.id)
  const compound = above.find(({ levelKind }) => levelKind === 'compound')
  if (!compound || (place.levelKind !== 'compound' && place.levelKind !== 'building')) {
    const words = { zh: '请选一个小区或其中一栋楼', en: 'Please choose a compound, or a building of one' }
    return fail('invalid', 'choices.bad_place', words, [{ path: 'placeId', words }])
  }
  const id = body.id ?? newId<'question'>()
  const [columns, code] = [columnsOf(body), newCode()]
  const { rows } =
    await sql`insert into choices.questions (tenant_id, id, code, compound_id, place_id, place_path, post_id,
      title, words, matter, state, basis, follow_rule, notice_days, voting_days, objection_days, created_at, changed_at)
    values (${tenantId}, ${id}, ${code}, ${compound.id}, ${place.id}, ${place.path}, ${postId}, ${columns.title},
      ${columns.words}, ${columns.matter}, 'draft', ${columns.basis}, ${columns.follow_rule}, ${columns.notice_days},
      ${columns.voting_days}, ${columns.objection_days}, ${at}, ${at})
    on conflict (tenant_id, id) do nothing returning id`.execute(tx)
  if (rows.length === 0)
    fail('conflict', 'choices.id_taken', { zh: '这个编号已经用过，请重新新建', en: 'This id is taken. Plan anew' })
  const facts = { placeId: place.id, compoundId: compound.id }
  const by = { ...doing.by, postId }
  await tell(tx, { ...doing, by }, { id, matter: columns.matter }, 'planned', { hash: wordsHash(columns), facts })
  return { id, code }
}

/** Changes a draft. Once notice is given, what owners are asked stays as it is. */
export async function changeQuestion(tx: Tx, asked: Doing, id: QuestionId, body: ChangeBody): Promise<void> {
  const { question, doing } = await lockKept(tx, asked, id)
  if (question.state !== 'draft')
    fail('conflict', 'choices.announced', {
      zh: '已经公示，内容不能再改；需要改请取消后重新发起',
      en: 'Notice was given and its words stand. Cancel it and begin anew to change them',
    })
  const set = columnsOf(body)
  await sql`update choices.questions set title = ${set.title}, words = ${set.words}, matter = ${set.matter},
      basis = ${set.basis}, follow_rule = ${set.follow_rule}, notice_days = ${set.notice_days},
      voting_days = ${set.voting_days}, objection_days = ${set.objection_days}, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  await tell(tx, doing, { id, matter: set.matter }, 'changed', { hash: wordsHash(set) })
}

const eventOf = {
  announce: 'announced',
  open: 'opened',
  close: 'closed',
  publish: 'published',
  cancel: 'cancelled',
} as const

/** Gives notice, opens, closes and counts, publishes or cancels, as the table of transitions allows. */
export async function takeStep(
  tx: Tx,
  asked: Doing,
  id: QuestionId,
  step: Step,
  why: string | null,
): Promise<{ state: QuestionState }> {
  const held = await lockKept(tx, asked, id)
  const { question, doing } = held
  const transition = transitionOf(step)
  if (!transition.from.includes(question.state))
    fail('conflict', 'choices.wrong_state', {
      zh: `现在的状态不能「${transition.name.zh}」，请刷新看看`,
      en: `"${transition.name.en}" is not possible in its present state. Reload to see it`,
    })
  const outcome = await countOf(tx, question)
  const today = dayOf(doing.at)
  const blocked = obstacle(step, standingOf(question, outcome), today)
  if (blocked) fail('refused', 'choices.blocked', blocked)
  if (step === 'cancel' && !why) {
    const words = { zh: '请写明原因', en: 'Please say why' }
    fail('invalid', 'choices.why_missing', words, [{ path: 'why', words }])
  }
  const facts = await carryOut(tx, held, step, { outcome, today, why })
  await tell(tx, doing, question, eventOf[step], { ...(why ? { hash: hashOf(why) } : {}), facts })
  return { state: transition.to }
}

/** What the rules of `question.ts` need to know. */
export const standingOf = (question: QuestionRecord, { total, participated }: Outcome) => ({
  state: question.state,
  opensOn: question.opens_on,
  closesOn: question.closes_on,
  objectionsUntil: question.objections_until,
  heads: Number(total.heads),
  voted: Number(participated.heads),
})

interface Carrying {
  readonly outcome: Outcome
  readonly today: string
  readonly why: string | null
}

/** Writes what a step does. @returns the facts for the ledger */
async function carryOut(
  tx: Tx,
  { question, doing }: Held,
  step: Step,
  { outcome, today, why }: Carrying,
): Promise<Record<string, unknown>> {
  const { tenantId, at } = doing
  const { id } = question
  const update = (set: ReturnType<typeof sql>) =>
    sql`update choices.questions set state = ${transitionOf(step).to}, changed_at = ${at}, ${set}
      where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  switch (step) {
    case 'announce': {
      const opensOn = daysAfter(today, question.notice_days)
      await update(sql`announced_at = ${at}, opens_on = ${opensOn}::date`)
      return { opensOn }
    }
    case 'open': {
      const closesOn = daysAfter(today, question.voting_days)
      const roll = await drawRoll(tx, question)
      await update(sql`opened_at = ${at}, closes_on = ${closesOn}::date`)
      return { closesOn, ...roll }
    }
    case 'close':
      await update(sql`closed_at = ${at}`)
      return { outcome: outcomeJson(outcome) }
    case 'publish': {
      const until = daysAfter(today, question.objection_days)
      await update(sql`published_at = ${at}, objections_until = ${until}::date`)
      return { objectionsUntil: until }
    }
    case 'cancel':
      await update(sql`cancelled_why = ${why}`)
      return {}
  }
}

/** Takes the register of this moment as who may vote. Its hash stands in the ledger: nobody joins or leaves it in secret. */
async function drawRoll(tx: Tx, { tenant_id: tenantId, id, place_path }: QuestionRecord) {
  await sql`insert into choices.roll (tenant_id, question_id, owner_id, area_cm2, rooms, rooms_en, building_ids)
    select h.tenant_id, ${id}, h.owner_id, sum(h.area_cm2)::bigint,
      array_agg(${roomSql} order by b.path, r.unit, length(r.number), r.number),
      array_agg(${roomEnSql} order by b.path, r.unit, length(r.number), r.number), array_agg(distinct h.building_id)
    from choices.holdings h join places.rooms_view r on r.tenant_id = h.tenant_id and r.id = h.room_id
    join places.places_view b on b.tenant_id = h.tenant_id and b.id = h.building_id
    where h.tenant_id = ${tenantId} and h.to_on is null and h.building_path >= ${place_path}
      and h.building_path < ${`${place_path}:`} group by h.tenant_id, h.owner_id`.execute(tx)
  return rollFacts(tx, { tenant_id: tenantId, id })
}

/** What a roll comes to, with the hash of who is on it with how much. */
export async function rollFacts(tx: Tx, { tenant_id, id }: Pick<QuestionRecord, 'tenant_id' | 'id'>) {
  const { rows } = await sql<{ owner_id: string; area_cm2: number }>`select owner_id, area_cm2 from choices.roll
    where tenant_id = ${tenant_id} and question_id = ${id} order by owner_id`.execute(tx)
  const rollHash = requestHash(rows.map(({ owner_id, area_cm2 }) => [owner_id, area_cm2])).toString('hex')
  return { heads: rows.length, areaCm2: rows.reduce((sum, { area_cm2 }) => sum + area_cm2, 0), rollHash }
}

/** Answers an objection once; the answer stands. */
export async function answerObjection(
  tx: Tx,
  asked: Doing,
  id: QuestionId,
  objectionId: NonNullable<Parameters<typeof tell>[4]>['objectionId'] & string,
  words: string,
): Promise<void> {
  const { question, doing } = await lockKept(tx, asked, id)
  const { rows } = await sql<{ person_id: string; answer: string | null }>`select person_id, answer
    from choices.objections where tenant_id = ${doing.tenantId} and question_id = ${id} and id = ${objectionId}`.execute(
    tx,
  )
  const [objection] = rows
  if (!objection) return notFound()
  if (objection.answer) fail('conflict', 'choices.answered', { zh: '已经答复过了', en: 'It has been answered already' })
  // Nobody answers their own objection.
  if (objection.person_id === doing.actor.personId) forbidden()
  await sql`update choices.objections set answer = ${words.trim()}, answered_by = ${doing.actor.personId},
    answered_at = ${doing.at} where tenant_id = ${doing.tenantId} and id = ${objectionId}`.execute(tx)
  await tell(tx, doing, question, 'objection_answered', { objectionId, hash: hashOf(words.trim()) })
}
