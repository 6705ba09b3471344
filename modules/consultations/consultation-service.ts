import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { placeOf } from '../places/public.ts'
import { obstacle, type Step, stateAfter } from './consultation.ts'
import { askingPost } from './consultation-scope.ts'
import { type Doing, type Held, lockManaged, newCode, save, tell } from './consultation-store.ts'
import type { PlanBody } from './contract.ts'
import { lockHead } from './participant.ts'
import { topStatements } from './picture.ts'
import { readFound } from './result-view.ts'
import { type ConsultationId, type ConsultationRecord, mine } from './tables.ts'
import { endVoting } from './updating.ts'
import { insertStatement } from './voting.ts'

const longestDays = 366

function refuseBadDays({ fromOn, untilOn }: Pick<PlanBody, 'fromOn' | 'untilOn'>): void {
  const days = (Date.parse(untilOn) - Date.parse(fromOn)) / 86_400_000
  if (days >= 0 && days <= longestDays) return
  const words = { zh: '截止要不早于开始，最长一年', en: 'It must end on or after its first day, within a year' }
  fail('invalid', 'consultations.bad_days', words, [{ path: 'untilOn', words }])
}

/** Plans a consultation at a place of the actor's; a draft until it is opened. */
export async function planConsultation(tx: Tx, { actor, by, at }: Doing, body: PlanBody) {
  const place = await placeOf(tx, actor.tenantId, body.placeId)
  const postId = place && askingPost(actor, place.path)
  if (!place || !postId) return notFound()
  refuseBadDays(body)
  const of: ConsultationRecord = {
    ...{ tenant_id: actor.tenantId, id: body.id ?? newId<'consultation'>(), state: 'draft' },
    ...{ title: body.title.trim(), words: body.words.trim(), place_id: place.id, place_path: place.path },
    ...{ post_id: postId, from_on: body.fromOn, until_on: body.untilOn, moderation: body.moderation, code: newCode() },
    ...{ created_at: at, opened_at: null, closed_at: null, answered_at: null, changed_at: at },
  }
  await mine(tx).insertInto('consultations.consultations').values(of).execute()
  await sql`insert into consultations.heads (tenant_id, consultation_id) values (${of.tenant_id}, ${of.id})`.execute(tx)
  const held: Held = { of, by: { ...by, postId }, at }
  await tell(tx, held, 'planned')
  for (const words of body.statements) await insertStatement(tx, held, { words, author: null, state: 'shown' })
  return { id: of.id, code: of.code }
}

/** Changes what was planned, as long as nobody has answered to it. */
export async function changeConsultation(
  tx: Tx,
  doing: Doing,
  id: ConsultationId,
  body: Pick<PlanBody, 'title' | 'words' | 'fromOn' | 'untilOn' | 'moderation'>,
): Promise<void> {
  const held = await lockManaged(tx, doing, id)
  if (held.of.state !== 'draft')
    fail('conflict', 'consultations.wrong_state', {
      zh: '已经开始，不能再改题目',
      en: 'It has begun and its question stays',
    })
  refuseBadDays(body)
  await save(tx, held, {
    ...{ title: body.title.trim(), words: body.words.trim(), from_on: body.fromOn, until_on: body.untilOn },
    moderation: body.moderation,
  })
}

/** What the rules of a step need to know. */
export async function standingOf(tx: Tx, of: ConsultationRecord, at: Date) {
  const { rows } = await sql<{ seeds: number; answered: number[] | null }>`select
      (count(*) filter (where state = 'shown'))::int as seeds,
      array_agg(number) filter (where answer is not null) as answered
    from consultations.statements where tenant_id = ${of.tenant_id} and consultation_id = ${of.id}`.execute(tx)
  const { seeds, answered } = rows[0] ?? { seeds: 0, answered: null }
  const top = topStatements((await readFound(tx, of)).found)
  const unanswered = top.filter((number) => !answered?.includes(number)).length
  return { state: of.state, seeds, untilOn: of.until_on, today: dayOf(at), unanswered }
}

/** Opens, closes or finishes. */
export async function takeStep(tx: Tx, doing: Doing, id: ConsultationId, step: Step): Promise<void> {
  const held = await lockManaged(tx, doing, id)
  const { of, at } = held
  const why = obstacle(step, await standingOf(tx, of, at))
  if (why) fail('conflict', 'consultations.not_yet', why)
  const state = stateAfter(step)
  if (step === 'close') {
    await lockHead(tx, of)
    await endVoting(tx, of, at)
  }
  await save(tx, held, {
    state,
    ...(step === 'open' ? { opened_at: at } : {}),
    ...(step === 'close' ? { closed_at: at } : {}),
    ...(step === 'finish' ? { answered_at: at } : {}),
  })
  await tell(tx, held, ({ open: 'opened', close: 'closed', finish: 'answered' } as const)[step])
}
