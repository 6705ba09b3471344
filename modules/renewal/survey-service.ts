import { fail } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { constraintOf, type Tx } from '../../kernel/db.ts'
import type { PaperAnswersBody } from './contract.ts'
import type { Survey } from './neighbour-kinds.ts'
import type { ProjectState } from './project.ts'
import { stagesOf } from './project-service.ts'
import { hashOf, lockKept, projectByCode, refuse, tell } from './project-store.ts'
import type { Doing } from './scope.ts'
import type { StageCode } from './stages.ts'
import { type AnswerRecord, mine, type ProjectId, type ProjectRecord, type StageRecord } from './tables.ts'

/** Which survey takes answers: before until the works begin, after from acceptance until all is done. Pure. */
export function openSurvey(
  state: ProjectState,
  stages: readonly Pick<StageRecord, 'stage' | 'began_on' | 'finished_on'>[],
): Survey | null {
  if (state === 'accepted' || state === 'handed_over') return 'after'
  const begun = stages.some(({ stage, began_on }) => stage === ('start' satisfies StageCode) && began_on !== null)
  return state === 'running' && !begun ? 'before' : null
}

const answerHash = ({ survey, score, words, channel }: Pick<AnswerRecord, 'survey' | 'score' | 'words' | 'channel'>) =>
  hashOf([survey, score, words, channel])

async function write(
  tx: Tx,
  project: ProjectRecord,
  answer: Omit<AnswerRecord, 'tenant_id' | 'project_id' | 'id'>,
): Promise<AnswerRecord> {
  const row = { tenant_id: project.tenant_id, project_id: project.id, id: newId<'renewal_answer'>(), ...answer }
  try {
    await mine(tx).insertInto('renewal.answers').values(row).execute()
  } catch (error) {
    if (constraintOf(error) !== 'answers_once') throw error
    fail('conflict', 'renewal.answered_survey', {
      zh: '您已经评价过了，谢谢',
      en: 'You have answered already. Thank you',
    })
  }
  return row
}

/** A neighbour who is signed in says how satisfied they are, once a survey. */
export async function answerSurvey(
  tx: Tx,
  { tenantId, actor, by, at }: Doing,
  code: string,
  { score, words }: { readonly score: number; readonly words?: string | undefined },
): Promise<{ survey: Survey }> {
  const project = await projectByCode(tx, tenantId, code)
  const survey = openSurvey(project.state, await stagesOf(tx, project))
  if (!survey) return refuse('survey_closed', { zh: '现在没有开放的满意度调查', en: 'No survey is open now' })
  const row = await write(tx, project, {
    ...{ survey, score, words: words?.trim() || null, channel: 'phone' as const },
    ...{ person_id: actor.personId, by_post: null, at },
  })
  // Whose it is stands in no event.
  const anonymous = { ...by, personId: null, postId: null }
  await tell(tx, { project, by: anonymous, at }, 'rated', {
    ...{ ofId: row.id, hash: answerHash(row), facts: { survey, score, channel: 'phone' } },
  })
  return { survey }
}

/** Answers on paper, typed in by staff while that survey is open. */
export async function typeInAnswers(tx: Tx, doing: Doing, id: ProjectId, body: PaperAnswersBody): Promise<void> {
  const held = await lockKept(tx, doing, id)
  const { project, postId, at } = held
  if (openSurvey(project.state, await stagesOf(tx, project)) !== body.survey)
    refuse('survey_closed', { zh: '这次调查现在不开放', en: 'That survey is not open now' })
  for (const { score, words } of body.answers) {
    const row = await write(tx, project, {
      ...{ survey: body.survey, score, words: words?.trim() || null, channel: 'paper' as const },
      ...{ person_id: null, by_post: postId, at },
    })
    await tell(tx, held, 'rated', {
      ...{ ofId: row.id, hash: answerHash(row), facts: { survey: body.survey, score, channel: 'paper' } },
    })
  }
}
