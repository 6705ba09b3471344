import { fail, notFound } from '../../kernel/contract/errors.ts'
import { type MatterId, newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { reportMatterIn } from '../matters/public.ts'
import { departmentsFor } from '../people/public.ts'
import { numberOf } from './case-service.ts'
import { type DangerKind, dangerKinds } from './kinds.ts'
import type { Doing } from './scope.ts'
import { addRow, committeeOf, lockCase, setRow, tell } from './store.ts'
import type { CaseId, CaseRecord, DangerRecord } from './tables.ts'

/** 邻里纠纷 · 矛盾调解 in the tree that a tenant starts with. */
const category = '080203'
const actWithinMs = 30 * 60_000

/**
 * Danger (25), in any state: a matter of the highest urgency for the police post at once. The matter says that there is
 * danger and whom to ring; the words stay in the case.
 */
export async function raiseDanger(
  tx: Tx,
  doing: Doing,
  caseId: CaseId,
  { kind, words }: { readonly kind: DangerKind; readonly words: string },
): Promise<{ matterId: MatterId }> {
  const { tenantId, at, secrets, actor, by } = doing
  const { row } = await lockCase(tx, doing, caseId)
  const committee = (await committeeOf(tx, tenantId, row.committee_id)) ?? notFound()
  const serving = await departmentsFor(tx, tenantId, row.place_id)
  const police = serving.some(({ id }) => id === committee.police_post_id) ? committee.police_post_id : null
  const matterId = newId<'matter'>()
  await reportMatterIn(tx, doing, {
    ...{ tenantId, id: matterId, kind: 'patrol', category, placeId: row.place_id, placeDetail: null, point: null },
    title: `紧急：调解案件有危险（${dangerKinds[kind].zh}）`,
    body: `${committee.name}${numberOf(row)}：${dangerKinds[kind].zh}。请马上处置，并联系调委会主任或调解员了解情况。`,
    ...{ channel: 'patrol', selfFound: true, visibility: 'holder', priority: 'urgent' },
    ...{ reporterId: null, reporterName: null, reporterPhone: null, recordedBy: actor.personId },
    ...{ fileIds: [], uploadKey: null, actor: by, patrolPost: null },
    ...(police ? { decided: { postId: police, dueAt: new Date(at.getTime() + actWithinMs) } } : {}),
    subject: { kind: 'dispute', id: caseId },
  })
  const told = await addRow(tx, 'dangers', tenantId, newId<'mediation_danger'>(), {
    ...{ case_id: caseId, kind, words_sealed: secrets.seal(words.trim()), matter_id: matterId, at, over_at: null },
  })
  await tell(tx, doing, row, 'danger_raised', [told], { kind })
  return { matterId }
}

/** The danger is over; the matter goes its own way. */
export async function endDanger(tx: Tx, doing: Doing, caseId: CaseId, dangerId: DangerRecord['id']): Promise<void> {
  const { row } = await lockCase(tx, doing, caseId)
  const { rows } = await sql<Pick<DangerRecord, 'over_at'>>`select over_at from mediation.dangers
    where tenant_id = ${doing.tenantId} and case_id = ${caseId} and id = ${dangerId}`.execute(tx)
  const danger = rows[0] ?? notFound()
  if (danger.over_at) fail('refused', 'mediation.danger_over', { zh: '已标为解除', en: 'It is over already' })
  const told = await setRow(tx, 'dangers', doing.tenantId, dangerId, { over_at: doing.at })
  await tell(tx, doing, row, 'danger_over', [told])
}

/** Names of cases, for the matters about them: their numbers alone. */
export const caseSubject = {
  name: async (tx: Tx, tenantId: Doing['tenantId'], ids: readonly string[]) => {
    const { rows } = await sql<Pick<CaseRecord, 'id' | 'year' | 'number' | 'number_prefix'>>`select id, year,
      number, number_prefix
      from mediation.cases where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
    return new Map(
      rows.map((row) => [
        row.id as string,
        { zh: `调解案件${numberOf(row)}`, en: `Mediation ${row.year}/${row.number}` },
      ]),
    )
  },
  members: async () => [],
  subjectsOf: async () => [],
}
