import { notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { questionBriefs } from '../choices/public.ts'
import { attachFiles } from '../files/public.ts'
import type { EvidenceBody } from './contract.ts'
import { projectStream } from './events.ts'
import { isMoving } from './project.ts'
import { stagesOf } from './project-service.ts'
import { hashOf, idTaken, invalid, lockKept, refuseUnless, tell } from './project-store.ts'
import type { Doing } from './scope.ts'
import { fieldsMissing } from './stage-rules.ts'
import { lockStage } from './stage-service.ts'
import { type EvidenceField, type StageCode, stageOf } from './stages.ts'
import { type EvidenceRecord, mine, type ProjectId, type ProjectRecord } from './tables.ts'

/** The field of the form that is pointed at, and whether it is filled in. */
const fields: readonly (readonly [EvidenceField, string, (body: EvidenceBody) => unknown])[] = [
  ['words', 'words', (b) => b.words?.trim()],
  ['files', 'fileIds', (b) => b.fileIds?.length],
  ['asked', 'asked', (b) => b.asked !== undefined],
  ['agreed', 'agreed', (b) => b.agreed !== undefined],
  ['question', 'questionId', (b) => b.questionId],
  ['span', 'fromOn', (b) => b.fromOn && b.untilOn],
  ['department', 'department', (b) => b.department?.trim()],
  ['verdict', 'verdict', (b) => b.verdict],
  ['party', 'party', (b) => b.party],
  ['keeper', 'keeper', (b) => b.keeper?.trim()],
]

const needed: Words = { zh: '请填写', en: 'Please fill this in' }

function refuseIncomplete(body: EvidenceBody, stage: StageCode, today: string): void {
  const spec =
    stageOf(stage).evidence.find(({ code, live }) => code === body.code && !live) ??
    invalid('code', 'wrong_evidence', { zh: '这个阶段不需要这份材料', en: 'This stage does not ask for it' })
  const filled = new Set(fields.filter(([, , is]) => is(body)).map(([field]) => field))
  const [missing] = fieldsMissing(spec, filled)
  const path = fields.find(([field]) => field === missing)?.[1]
  if (path) invalid(path, 'field_missing', needed)
  if (body.onDay > today) invalid('onDay', 'bad_day', { zh: '日期不能晚于今天', en: 'The day cannot lie ahead' })
  if (body.agreed !== undefined && body.agreed > (body.asked ?? 0))
    invalid('agreed', 'bad_number', { zh: '同意户数不能多于征求户数', en: 'No more can agree than were asked' })
  if (body.fromOn && body.untilOn && body.untilOn < body.fromOn)
    invalid('untilOn', 'bad_days', { zh: '结束日期不能早于开始日期', en: 'The last day cannot come before the first' })
}

/** A question of 意愿征集 counts where it was put to owners of the project's place. */
async function refuseStrangeQuestion(tx: Tx, project: ProjectRecord, id: EvidenceBody['questionId']): Promise<void> {
  if (!id) return
  const brief = (await questionBriefs(tx, project.tenant_id, [id])).get(id)
  const around =
    brief && (brief.placePath.startsWith(project.place_path) || project.place_path.startsWith(brief.placePath))
  if (!around)
    invalid('questionId', 'bad_question', {
      zh: '没有找到这个范围内的意愿征集',
      en: 'No such question to owners of this place was found',
    })
}

/** Enters a piece of evidence of a stage that is not finished. */
export async function addEvidence(
  tx: Tx,
  doing: Doing,
  id: ProjectId,
  stage: StageCode,
  body: EvidenceBody,
): Promise<{ id: EvidenceRecord['id'] }> {
  const held = await lockStage(tx, doing, id, stage)
  const { project, row, at, by, postId } = held
  refuseUnless(row.finished_on === null)
  refuseIncomplete(body, stage, dayOf(at))
  await refuseStrangeQuestion(tx, project, body.questionId)
  const piece: EvidenceRecord = {
    ...{ tenant_id: project.tenant_id, project_id: id, id: body.id ?? newId<'renewal_evidence'>(), stage },
    ...{ code: body.code, on_day: body.onDay, words: body.words?.trim() || null, file_ids: body.fileIds ?? [] },
    ...{ asked: body.asked ?? null, agreed: body.agreed ?? null, question_id: body.questionId ?? null },
    ...{ from_on: body.fromOn ?? null, until_on: body.untilOn ?? null, department: body.department?.trim() || null },
    ...{ verdict: body.verdict ?? null, party: body.party ?? null, keeper: body.keeper?.trim() || null },
    ...{ by_person: by.personId, by_post: postId, at, undone_why: null, undone_at: null },
  }
  const { tenantId, uploader } = doing
  await attachFiles(tx, { tenantId, fileIds: piece.file_ids, subject: projectStream(id), uploader })
  const added = await mine(tx)
    .insertInto('renewal.evidence')
    .values(piece)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) idTaken()
  await tell(tx, held, 'evidenceAdded', {
    ...{ stage, ofId: piece.id, hash: evidenceHash(piece), facts: { code: piece.code } },
  })
  return { id: piece.id }
}

/** All that a piece says. */
export const evidenceHash = (piece: EvidenceRecord): string =>
  hashOf([
    ...[piece.stage, piece.code, piece.on_day, piece.words, piece.file_ids, piece.asked, piece.agreed],
    ...[piece.question_id, piece.from_on, piece.until_on, piece.department, piece.verdict, piece.party, piece.keeper],
  ])

/** Takes back what was entered wrongly; not after its stage was finished by it. */
export async function undoEvidence(
  tx: Tx,
  doing: Doing,
  id: ProjectId,
  evidenceId: EvidenceRecord['id'],
  why: string,
): Promise<void> {
  const held = await lockKept(tx, doing, id)
  refuseUnless(isMoving(held.project.state))
  const piece = await mine(tx)
    .selectFrom('renewal.evidence')
    .selectAll()
    .where('tenant_id', '=', held.project.tenant_id)
    .where('project_id', '=', id)
    .where('id', '=', evidenceId)
    .executeTakeFirst()
  if (!piece) return notFound()
  const stage = (await stagesOf(tx, held.project)).find((one) => one.stage === piece.stage)
  refuseUnless(piece.undone_at === null && stage?.finished_on === null)
  await mine(tx)
    .updateTable('renewal.evidence')
    .set({ undone_at: held.at, undone_why: why.trim() })
    .where('tenant_id', '=', held.project.tenant_id)
    .where('id', '=', evidenceId)
    .execute()
  await tell(tx, held, 'evidenceUndone', { stage: piece.stage, ofId: evidenceId, hash: hashOf(why.trim()) })
}
