import type { Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { DelayView, EvidenceView, PublicStage, StageView } from './contract.ts'
import { postNames } from './names.ts'
import { isMoving } from './project.ts'
import { stagesOf } from './project-service.ts'
import { evidenceOf, piecesOf, questionsIn, stageFacts } from './stage-facts.ts'
import { daysLate, finishObstacle, stageStateOf, wantedOf } from './stage-rules.ts'
import { stageOf, stages } from './stages.ts'
import { type DelayRecord, type EvidenceRecord, mine, type ProjectRecord, type StageRecord } from './tables.ts'

const delaysOf = (tx: Tx, { tenant_id, id }: ProjectRecord): Promise<DelayRecord[]> =>
  mine(tx)
    .selectFrom('renewal.delays')
    .selectAll()
    .where('tenant_id', '=', tenant_id)
    .where('project_id', '=', id)
    .orderBy('missed_on')
    .orderBy('id')
    .execute()

const delayView = (row: DelayRecord): DelayView => ({
  ...{ id: row.id, stage: row.stage, missedOn: row.missed_on, newOn: row.new_on, reason: row.reason, words: row.words },
  foundAt: row.found_at.toISOString(),
  reasonedAt: row.reasoned_at?.toISOString() ?? null,
})

const publicOf = (row: StageRecord, delays: readonly DelayRecord[], today: string): PublicStage => ({
  ...{ stage: row.stage, plannedFrom: row.planned_from, plannedUntil: row.planned_until },
  ...{ firstPlannedUntil: row.first_until, beganOn: row.began_on, finishedOn: row.finished_on },
  ...{ state: stageStateOf(row), daysLate: daysLate(row, today) },
  delays: delays.filter(({ stage }) => stage === row.stage).map(delayView),
})

/** The stages as everybody sees them. */
export async function publicStages(tx: Tx, project: ProjectRecord, now: Date): Promise<PublicStage[]> {
  const delays = await delaysOf(tx, project)
  return (await stagesOf(tx, project)).map((row) => publicOf(row, delays, dayOf(now)))
}

type Questions = Awaited<ReturnType<typeof questionsIn>>
type PostName = Awaited<ReturnType<typeof postNames>>

function evidenceView(row: EvidenceRecord, questions: Questions, post: PostName): EvidenceView {
  const question = row.question_id ? questions.get(row.question_id) : undefined
  return {
    ...{ id: row.id, code: row.code, onDay: row.on_day, words: row.words, fileIds: row.file_ids, asked: row.asked },
    ...{ agreed: row.agreed, fromOn: row.from_on, untilOn: row.until_on, department: row.department },
    ...{ verdict: row.verdict, party: row.party, keeper: row.keeper, by: post(row.by_post) },
    question: question
      ? { id: question.id, code: question.code, title: question.title, passed: question.passed }
      : null,
    at: row.at.toISOString(),
    undone: row.undone_at && row.undone_why ? { why: row.undone_why, at: row.undone_at.toISOString() } : null,
  }
}

/** The stages with their evidence and what is missing, as staff see them. */
export async function stageViews(tx: Tx, project: ProjectRecord, now: Date): Promise<StageView[]> {
  const [rows, delays, evidence] = [
    await stagesOf(tx, project),
    await delaysOf(tx, project),
    await evidenceOf(tx, project),
  ]
  const questions = await questionsIn(tx, project, evidence)
  const facts = await stageFacts(tx, project, now)
  const post = await postNames(
    tx,
    project.tenant_id,
    evidence.map(({ by_post }) => by_post),
  )
  const moving = isMoving(project.state)
  return rows.map((row) => {
    const spec = stageOf(row.stage)
    const own = evidence.filter(({ stage }) => stage === row.stage)
    const pieces = piecesOf(own, questions)
    const state = stageStateOf(row)
    // A finished stage was judged when it was finished.
    const wanted = wantedOf(spec, pieces, facts).map((line) =>
      row.finished_on ? { ...line, met: true, missing: null } : line,
    )
    const waiting = stages.filter(
      ({ code }) => spec.after.includes(code) && !rows.some((one) => one.stage === code && one.finished_on),
    )
    return {
      ...publicOf(row, delays, dayOf(now)),
      wanted,
      evidence: own.map((one) => evidenceView(one, questions, post)),
      unreasoned: delays.find(({ stage, reason }) => stage === row.stage && reason === null)?.id ?? null,
      begin:
        moving && !row.began_on
          ? {
              obstacle: row.ready
                ? null
                : {
                    zh: `要先完成：${waiting.map(({ name }) => name.zh).join('、')}`,
                    en: `This has to be finished first: ${waiting.map(({ name }) => name.en).join(', ')}`,
                  },
            }
          : null,
      finish: moving && state === 'running' ? { obstacle: finishObstacle(spec, pieces, facts) } : null,
    }
  })
}
