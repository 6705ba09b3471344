import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { askQuestion as askEndpoint, hideQuestion as hideEndpoint } from './contract.ts'
import { hashOf, idTaken, lockKept, projectByCode, refuse, refuseUnless, tell } from './project-store.ts'
import type { Doing } from './scope.ts'
import { mine, type ProjectId, type QuestionRecord } from './tables.ts'

/** Questions of one neighbour that wait for an answer. */
const mostWaiting = 5

/** A neighbour who is signed in asks; everybody reads it. */
export async function askQuestion(tx: Tx, doing: Doing, code: string, body: BodyOf<typeof askEndpoint>) {
  const { tenantId, actor, at, by } = doing
  const project = await projectByCode(tx, tenantId, code)
  const { rows } = await sql`select from renewal.questions where tenant_id = ${tenantId} and project_id = ${project.id}
    and person_id = ${actor.personId} and answer is null and hide_reason is null`.execute(tx)
  if (rows.length >= mostWaiting)
    refuse('questions_full', {
      zh: `您有 ${mostWaiting} 个问题在等回答，请稍等`,
      en: `${mostWaiting} questions of yours wait for an answer. Please wait a little`,
    })
  const question: QuestionRecord = {
    ...{ tenant_id: tenantId, project_id: project.id, id: body.id ?? newId<'renewal_question'>() },
    ...{ person_id: actor.personId, words: body.words.trim(), at, answer: null, answered_by_post: null },
    ...{ answered_at: null, hide_reason: null, hide_words: null, hidden_at: null },
  }
  const added = await mine(tx)
    .insertInto('renewal.questions')
    .values(question)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) idTaken()
  await tell(tx, { project, by, at }, 'asked', { ofId: question.id, hash: hashOf(question.words) })
  return { id: question.id }
}

async function lockQuestion(tx: Tx, doing: Doing, id: ProjectId, questionId: QuestionRecord['id']) {
  const held = await lockKept(tx, doing, id)
  const question = await mine(tx)
    .selectFrom('renewal.questions')
    .selectAll()
    .where('tenant_id', '=', held.project.tenant_id)
    .where('project_id', '=', id)
    .where('id', '=', questionId)
    .executeTakeFirst()
  return { ...held, question: question ?? notFound() }
}

const save = (tx: Tx, question: QuestionRecord, set: Partial<QuestionRecord>) =>
  mine(tx)
    .updateTable('renewal.questions')
    .set(set)
    .where('tenant_id', '=', question.tenant_id)
    .where('id', '=', question.id)
    .execute()

/** Answers once; the answer stands. */
export async function answerQuestion(
  tx: Tx,
  doing: Doing,
  id: ProjectId,
  questionId: QuestionRecord['id'],
  words: string,
) {
  const held = await lockQuestion(tx, doing, id, questionId)
  const { question, postId, at } = held
  if (question.answer) fail('conflict', 'renewal.answered', { zh: '已经回答过了', en: 'It has been answered already' })
  refuseUnless(question.hide_reason === null)
  await save(tx, question, { answer: words.trim(), answered_by_post: postId, answered_at: at })
  await tell(tx, held, 'answered', { ofId: questionId, hash: hashOf(words.trim()) })
}

/** Hides a question with a reason that its author is told. Nobody hides their own. */
export async function hideQuestion(
  tx: Tx,
  doing: Doing,
  id: ProjectId,
  questionId: QuestionRecord['id'],
  { reason, words }: BodyOf<typeof hideEndpoint>,
) {
  const held = await lockQuestion(tx, doing, id, questionId)
  const { question, at } = held
  refuseUnless(question.hide_reason === null)
  if (question.person_id === doing.actor.personId) forbidden()
  const said = words?.trim() || null
  await save(tx, question, { hide_reason: reason, hide_words: said, hidden_at: at })
  await tell(tx, held, 'hidden', { ofId: questionId, ...(said ? { hash: hashOf(said) } : {}), facts: { reason } })
}
