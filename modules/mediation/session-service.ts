import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { attachFiles } from '../files/public.ts'
import { clockStates, openStates } from './case.ts'
import { inStates } from './case-service.ts'
import { daysBetween } from './clocks.ts'
import type { EvidenceBody, ExtendBody, SessionBody } from './contract.ts'
import type { Doing } from './scope.ts'
import { addRow, lockCase, setCase, tell } from './store.ts'
import type { CaseId, CaseRecord, PartyId } from './tables.ts'
import { mediatorsNow, type Whole, wholeOf } from './whole.ts'

/** Photos of evidence in a case: all are bound into the file, a page each. */
export const mostPhotos = 60

/** Pictures of a case: `files` asks its guard who may see them. */
export const subjectOf = (caseId: CaseId): string => `mediation:${caseId}`

export const knownParties = ({ parties }: Whole, ids: readonly PartyId[]): void => {
  if (!ids.every((id) => parties.some((party) => party.id === id))) notFound()
}

/** What was said, who came, what is tried until the next time. */
export async function holdSession(tx: Tx, doing: Doing, caseId: CaseId, body: SessionBody): Promise<void> {
  const { tenantId, secrets, at } = doing
  const held = await lockCase(tx, doing, caseId)
  inStates(held, ['mediating'], { zh: '调解开始后才能记录', en: 'Sessions are recorded once mediation has begun' })
  const whole = await wholeOf(tx, held.row)
  knownParties(whole, body.partyIds)
  const heldAt = new Date(body.heldAt)
  if (heldAt > at || dayOf(heldAt) < (held.row.accepted_on ?? ''))
    fail('invalid', 'mediation.session_when', { zh: '时间应在受理之后、现在之前', en: 'Between acceptance and now' }, [
      { path: 'heldAt', words: { zh: '请核对时间', en: 'Check the time' } },
    ])
  const told = await addRow(tx, 'sessions', tenantId, body.id ?? newId<'mediation_session'>(), {
    ...{ case_id: caseId, held_at: heldAt, where_sealed: secrets.seal(body.where.trim()), party_ids: body.partyIds },
    mediator_ids: mediatorsNow(whole).map(({ person_id }) => person_id),
    words_sealed: secrets.seal(body.words.trim()),
    tried_sealed: body.tried?.trim() ? secrets.seal(body.tried.trim()) : null,
    ...{ next_on: body.nextOn ?? null, written_at: at },
  })
  await tell(tx, doing, held.row, 'session_held', [told])
}

/** A piece of evidence: what it is, from whom, how many pages, photos. */
export async function keepEvidence(tx: Tx, doing: Doing, caseId: CaseId, body: EvidenceBody): Promise<void> {
  const { tenantId, secrets, at, uploader } = doing
  const held = await lockCase(tx, doing, caseId)
  inStates(held, openStates, { zh: '案件已结束', en: 'The case is over' })
  if (body.partyId) knownParties(await wholeOf(tx, held.row), [body.partyId])
  const fileIds = body.fileIds ?? []
  await refuseMany(tx, held.row, fileIds.length)
  await attachFiles(tx, { tenantId, fileIds, subject: subjectOf(caseId), uploader })
  const told = await addRow(tx, 'evidence', tenantId, newId<'mediation_evidence'>(), {
    ...{ case_id: caseId, party_id: body.partyId ?? null, what_sealed: secrets.seal(body.what.trim()) },
    ...{ pages: body.pages, file_ids: fileIds, at },
  })
  await tell(tx, doing, held.row, 'evidence_kept', [told])
}

async function refuseMany(tx: Tx, row: CaseRecord, more: number): Promise<void> {
  const { evidence } = await wholeOf(tx, row)
  const kept = evidence.reduce((sum, { file_ids }) => sum + file_ids.length, 0)
  if (kept + more > mostPhotos)
    fail('refused', 'mediation.many_photos', {
      zh: `一起案件的证据照片最多 ${mostPhotos} 张，请挑要紧的`,
      en: `At most ${mostPhotos} photos of evidence: please choose those that matter`,
    })
}

/** A later last day, when every party agrees. */
export async function extendCase(tx: Tx, doing: Doing, caseId: CaseId, body: ExtendBody): Promise<void> {
  const { tenantId, secrets, at } = doing
  const held = await lockCase(tx, doing, caseId)
  inStates(held, clockStates, { zh: '现在没有期限可延长', en: 'No days are running' })
  const whole = await wholeOf(tx, held.row)
  knownParties(whole, body.partyIds)
  const due = held.row.due_on ?? notFound()
  if (body.partyIds.length < whole.parties.length)
    fail('refused', 'mediation.extension_consent', {
      zh: '延长期限要各方当事人都同意',
      en: 'The days are extended only when every party agrees',
    })
  if (daysBetween(due, body.toOn) <= 0 || body.toOn <= dayOf(at))
    fail(
      'invalid',
      'mediation.extension_day',
      { zh: '新的日期应晚于原来的期限和今天', en: 'Later than the last day and today' },
      [{ path: 'toOn', words: { zh: '请选更晚的日期', en: 'Choose a later day' } }],
    )
  const told = await addRow(tx, 'extensions', tenantId, newId<'mediation_extension'>(), {
    ...{ case_id: caseId, from_on: due, to_on: body.toOn, party_ids: body.partyIds, way: body.way },
    ...{ why_sealed: secrets.seal(body.why.trim()), at },
  })
  const set = await setCase(tx, doing, caseId, { due_on: body.toOn, warned_on: null, over_on: null })
  await tell(tx, doing, held.row, 'extended', [told, set])
}
