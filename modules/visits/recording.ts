import type { Static } from 'typebox'
import type { Actor, EventActor } from '../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { PostId } from '../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { requestHash } from '../../kernel/http/command.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { attachFiles, type Uploader } from '../files/public.ts'
import { calendarOf } from '../matters/public.ts'
import type { RecordAnswer, RecordBody } from './contract.ts'
import { keepDifficulty } from './difficulty.ts'
import { afterTry, type DueDraft } from './due.ts'
import { dropDue, makeDues, refOf } from './due-making.ts'
import { dueInScope, lockDueInScope, lockSubject, updateDue } from './due-store.ts'
import * as events from './events.ts'
import { type Asked, askedOf } from './questions.ts'
import { answerTo, factsOf, type Answer as Said } from './rule.ts'
import { sourceOf } from './subject.ts'
import type { DueId, DueRecord } from './tables.ts'
import { signalDues } from './visit-live.ts'
import { mayRecord, postFor } from './visit-policy.ts'

export interface Recording {
  readonly actor: Actor
  readonly eventActor: EventActor
  readonly secrets: Secrets
  readonly uploader: Uploader
  readonly dueId: DueId
  readonly body: Static<typeof RecordBody>
  readonly at: Date
}

type Answer = Static<typeof RecordAnswer>

/** A visit that is told so late is not told as of its own day. */
const latestMs = 31 * 86_400_000

/** Records a call or a visit. The difficulty, if one was named, is only kept: the caller makes the matter of it. */
export async function recordVisit(tx: Tx, recording: Recording): Promise<Answer> {
  const { actor, body } = recording
  const seen = await dueInScope(tx, actor, recording.dueId)
  if (!seen) return notFound()
  if (!mayRecord(actor, seen)) return forbidden()
  // The subject first, as everywhere: two who lock both never wait for each other.
  await lockSubject(tx, seen.tenant_id, refOf(seen))
  const due = (await lockDueInScope(tx, actor, recording.dueId)) ?? notFound()
  if (body.supplement !== true) await refuseEnded(tx, due)
  await refuseForeignContact(tx, due, body.contactId)
  const asked = await askedOf(tx, due, recording.at)
  const checked: Recording = { ...recording, body: { ...body, answers: checkedAnswers(asked, body) } }
  const postId = postFor(actor, due)
  await writeVisit(tx, checked, due, asked, postId)
  const again =
    body.supplement === true
      ? await tellRecorded(tx, checked, due, asked, postId)
      : await settleDue(tx, checked, due, asked, postId)
  await signalDues(tx, [due])
  const state = await stateOf(tx, due)
  return { visitId: body.visitId, state, again: again && spanOf(again), matter: null, notRaised: null }
}

const spanOf = ({ fromAt, deadlineAt }: { fromAt: Date; deadlineAt: Date }) => ({
  fromAt: fromAt.toISOString(),
  deadlineAt: deadlineAt.toISOString(),
})

/** Somebody was quicker, or it was let go: said in words, nothing of what was typed is lost on the sender's side. */
async function refuseEnded(tx: Tx, due: DueRecord): Promise<void> {
  if (due.state === 'open') return
  const { rows } = await sql<{ zh: string; en: string; at: Date }>`
    select p.name as zh, p.name_en as en, v.held_at as at from visits.visits v
    left join people.posts_view p on p.tenant_id = v.tenant_id and p.id = v.post_id
    where v.tenant_id = ${due.tenant_id} and v.id = ${due.visit_id}`.execute(tx)
  const [by] = rows
  if (due.state === 'done' && by)
    fail('conflict', 'visits.already_recorded', {
      zh: `${by.zh ?? '同事'}已经登记过这次走访。您写的还在，可以作为补充记下`,
      en: `${by.en ?? 'A colleague'} has recorded this visit already. What you wrote is kept: add it as a supplement`,
    })
  fail('conflict', 'visits.ended', {
    zh: `这次走访已经不用做了：${due.ended_why?.zh ?? ''}。您写的还在，可以作为补充记下`,
    en: `This visit is no longer due: ${due.ended_why?.en ?? ''}. What you wrote is kept: add it as a supplement`,
  })
}

async function refuseForeignContact(tx: Tx, due: DueRecord, contactId: string | undefined): Promise<void> {
  if (contactId === undefined) return
  const source = sourceOf(due.subject_kind)
  if (await source?.hasContact(tx, due.tenant_id, due.subject_id, contactId)) return
  const words = { zh: '这位联系人不属于这次走访的对象', en: 'That contact does not belong to who is visited' }
  fail('invalid', 'visits.no_such_contact', words, [{ path: 'contactId', words }])
}

/** The answers as they are kept; refuses those that fit no question, and photos that nobody asked for. */
function checkedAnswers({ all, photos }: Asked, body: Static<typeof RecordBody>): Record<string, Said> {
  const answers: Record<string, Said> = {}
  const faults = Object.entries(body.answers ?? {}).flatMap(([code, given]) => {
    const question = all.find((one) => one.code === code)
    const answer = question ? answerTo(question, given) : null
    if (answer !== null) answers[code] = answer
    const words = { zh: '这个回答不合这道题', en: 'This answer does not fit the question' }
    return answer === null ? [{ path: `answers.${code}`, words }] : []
  })
  if (faults.length > 0)
    fail('invalid', 'visits.bad_answer', { zh: '有的回答不合题目，请看标红处', en: 'An answer does not fit' }, faults)
  if ((body.fileIds?.length ?? 0) > photos)
    fail(
      'invalid',
      'visits.too_many_photos',
      photos === 0
        ? { zh: '这张表不需要拍照', en: 'This form takes no photos' }
        : { zh: `这张表最多 ${photos} 张照片`, en: `This form takes ${photos} photos at most` },
      [{ path: 'fileIds', words: { zh: '照片太多', en: 'too many photos' } }],
    )
  if (!body.reached && (body.difficulty || body.followUp || Object.keys(answers).length > 0))
    fail('invalid', 'visits.nobody_said_it', {
      zh: '没有联系上，就没有回答可记',
      en: 'Nobody was reached, so there is no answer to keep',
    })
  return answers
}

/** The visit itself, its words sealed, its photos, its difficulty. */
async function writeVisit(
  tx: Tx,
  { body, actor, secrets, uploader, at }: Recording,
  due: DueRecord,
  { all }: Asked,
  postId: PostId | null,
): Promise<void> {
  const answers = body.answers ?? {}
  const asked = all.filter(({ code }) => answers[code] !== undefined)
  const fileIds = body.fileIds ?? []
  await sql`insert into visits.visits (tenant_id, id, due_id, subject_kind, subject_id, method, reached, supplement, held_at,
      recorded_at, person_id, post_id, contact_id, mood, follow_up, answers, questions, file_ids)
    values (${due.tenant_id}, ${body.visitId}, ${due.id}, ${due.subject_kind}, ${due.subject_id}, ${body.method},
      ${body.reached}, ${body.supplement ?? false}, ${heldAtOf(body, at)}, ${at}, ${actor.personId}, ${postId},
      ${body.contactId ?? null}, ${body.mood ?? null}, ${body.followUp ?? false}, ${JSON.stringify(answers)}::jsonb,
      ${JSON.stringify(asked)}::jsonb, ${[...fileIds]}::uuid[])`
    .execute(tx)
    .catch(refusedId)
  await attachFiles(tx, { tenantId: due.tenant_id, fileIds, subject: `visits:${body.visitId}`, uploader })
  const words = body.words?.trim()
  if (words)
    await sql`insert into visits.remarks (tenant_id, visit_id, words_sealed, words_hash)
      values (${due.tenant_id}, ${body.visitId}, ${secrets.seal(words)}, ${hashOf(words)})`.execute(tx)
  if (body.difficulty) {
    const { category, words: said } = body.difficulty
    const wordsSealed = secrets.seal(said.trim())
    await keepDifficulty(tx, { tenantId: due.tenant_id, visitId: body.visitId, category, wordsSealed, at })
  }
}

const hashOf = (words: string): string => requestHash(words).toString('hex')

/** The client makes the id: one that another visit has is told in words. */
function refusedId(error: unknown): never {
  if (constraintOf(error) !== 'visits_pkey') throw error
  return fail('conflict', 'visits.id_taken', {
    zh: '这次走访已经收到过，请刷新后再看',
    en: 'This visit has arrived before. Please reload',
  })
}

/** As of when it was, where the phone says so and it can be. */
function heldAtOf(body: Static<typeof RecordBody>, at: Date): Date {
  const held = body.heldAt ? new Date(body.heldAt) : at
  const away = at.getTime() - held.getTime()
  return away < 0 || away > latestMs ? at : held
}

/** What becomes of the due, with its event. @returns when it goes on, if it does. */
async function settleDue(tx: Tx, recording: Recording, due: DueRecord, asked: Asked, postId: PostId | null) {
  const { body, at } = recording
  const tries = due.tries + 1
  if (body.reached) {
    await updateDue(tx, due, { state: 'done', visit_id: body.visitId, ended_at: at, tries, last_try_at: at }, at)
    await tellRecorded(tx, recording, due, asked, postId)
    return body.followUp === true ? followUp(tx, recording, due, asked) : null
  }
  const { retryAfter, tries: most } = asked.rule.spec
  const again = tries >= most ? null : afterTry(await calendarOf(tx, due.tenant_id), spanOfDue(due), retryAfter, at)
  await updateDue(
    tx,
    due,
    { tries, last_try_at: at, ...(again && { from_at: again.fromAt, deadline_at: again.deadlineAt }) },
    at,
  )
  const attempted: events.VisitAttempted = {
    subject: refOf(due),
    dueId: due.id,
    visitId: body.visitId,
    method: body.method,
    tries,
    againFromAt: again?.fromAt.toISOString() ?? null,
    againByAt: again?.deadlineAt.toISOString() ?? null,
  }
  await tell(tx, recording, due, postId, events.visitAttempted, attempted)
  if (!again) {
    const why = { zh: `因为 ${tries} 次都没有联系上`, en: `Because nobody was reached in ${tries} tries` }
    await dropDue(tx, due, 'unreached', why, { ...recording.eventActor, postId }, at)
  }
  // It waits for another day: its place in the week is free.
  await sql`delete from visits.plan_items where tenant_id = ${due.tenant_id} and due_id = ${due.id}`.execute(tx)
  return again
}

const spanOfDue = (due: DueRecord) => ({ deadlineAt: due.deadline_at })

async function tellRecorded(
  tx: Tx,
  recording: Recording,
  due: DueRecord,
  { all }: Asked,
  postId: PostId | null,
): Promise<null> {
  const { body, at } = recording
  const words = body.words?.trim()
  const recorded: events.VisitRecorded = {
    subject: refOf(due),
    dueId: due.id,
    visitId: body.visitId,
    rule: due.rule_code,
    method: body.method,
    heldAt: heldAtOf(body, at).toISOString(),
    supplement: body.supplement ?? false,
    mood: body.mood ?? null,
    followUp: body.followUp ?? false,
    answers: body.answers ?? {},
    facts: factsOf(all, body.answers ?? {}),
    remarkHash: words ? hashOf(words) : null,
    fileIds: body.fileIds ?? [],
  }
  await tell(tx, recording, due, postId, events.visitRecorded, recorded)
  return null
}

/** Somebody wants to hear from us again: a call by the same rule, within its time. */
async function followUp(tx: Tx, { body, at }: Recording, due: DueRecord, { rule }: Asked) {
  const subject = await lockSubject(tx, due.tenant_id, refOf(due))
  if (!subject || subject.ended_at) return null
  const calendar = await calendarOf(tx, due.tenant_id)
  const span = afterTry(calendar, { deadlineAt: at }, followUpWithin, at)
  const draft: DueDraft = {
    rule,
    origin: `follow_up:${body.visitId}`,
    standing: false,
    method: 'call',
    priority: 1,
    fromAt: at,
    deadlineAt: span.deadlineAt,
  }
  await makeDues(tx, subject, [draft], at)
  return draft
}

/** Working days in which a wish to be called again is answered. */
const followUpWithin = 5

function tell(
  tx: Tx,
  { eventActor, at }: Recording,
  due: DueRecord,
  postId: PostId | null,
  type: string,
  payload: object,
) {
  const stream = events.streamOf(due.subject_id)
  return record(tx, { tenantId: due.tenant_id, stream, type, at, actor: { ...eventActor, postId }, payload })
}

async function stateOf(tx: Tx, due: DueRecord): Promise<DueRecord['state']> {
  const { rows } = await sql<{ state: DueRecord['state'] }>`select state from visits.dues
    where tenant_id = ${due.tenant_id} and id = ${due.id}`.execute(tx)
  return rows[0]?.state ?? due.state
}
