import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import type { TestApp, TestClient } from '../../kernel/testing/app.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { recordBuilding } from '../enterprises/buildings-contract.ts'
import { addContact, confirmContact } from '../enterprises/contacts-contract.ts'
import { type FirmId, registerFirm } from '../enterprises/contract.ts'
import { listPushes, publish, push, saveDraft } from './contract.ts'
import { runEvaluation } from './evaluation-job.ts'
import type { PolicySpec } from './policy.ts'

/** A policy of one fact, which a test bends to its needs: firms with ten people or more get 2,000 yuan a graduate. */
export const plainSpec: PolicySpec = {
  title: { zh: '用工补贴（示例）', en: 'Staff subsidy (example)' },
  summary: { zh: '在职 10 人及以上的企业，每招用一名毕业生补贴 2,000 元。', en: 'CNY 2,000 for each graduate hired.' },
  forWhom: { zh: '在职 10 人及以上的企业', en: 'Firms with ten people or more' },
  conditions: { '>=': [{ fact: 'staff' }, 10] },
  amount: { kind: 'per_head', heads: { fact: 'graduatesHired' }, each: 200_000, cap: 10_000_000 },
  validFrom: '2026-01-01',
  validUntil: null,
  documents: [{ zh: '营业执照', en: 'business licence' }],
  office: 'employment',
  how: 'apply',
  applyBy: null,
  source: '示例〔2026〕20号',
  version: 1,
}

export type Known = Readonly<Record<string, number | boolean | string | null>>

/** Registers a firm in a building with facts. */
export async function firmWith(desk: TestClient, placeId: PlaceId, name: string, known: Known = {}): Promise<FirmId> {
  const facts = Object.entries(known).map(([key, value]) => ({ key, value }))
  return (await desk.call(registerFirm, { body: { name, placeId, facts } })).firmId
}

/** Somebody of the town speaks for a firm from now on, by a phone that is not their own. */
export async function speaksFor(app: TestApp, desk: TestClient, firmId: FirmId, who: PersonKey, phone: string) {
  const contact = { name: '王厂长', phone, duty: '厂长' }
  const { contactId } = await desk.call(addContact, { params: { firmId }, body: contact })
  await desk.call(confirmContact, { params: { contactId }, body: { how: '上门核实' } })
  const personId = app.town.persons[who]
  await app.db.tx((tx) =>
    sql`update enterprises.contacts set person_id = ${personId} where id = ${contactId}`.execute(tx),
  )
}

export async function officeBuilding(desk: TestClient, placeId: PlaceId): Promise<void> {
  await desk.call(recordBuilding, { body: { placeId, floorsAbove: 3, purpose: 'office', openedOn: '2025-01-01' } })
}

/** Saves and publishes a policy, and carries its evaluation to the end as the worker would. */
export async function publishPolicy(
  app: TestApp,
  desk: TestClient,
  code: string,
  spec: Partial<PolicySpec> = {},
): Promise<number> {
  const { version } = await desk.call(saveDraft, { params: { code }, body: { spec: { ...plainSpec, ...spec } } })
  const { runId } = await desk.call(publish, { params: { code, version } })
  await runEvaluation(app.services, app.town.tenantId, runId)
  return version
}

export interface KeptVerdict {
  readonly firm_id: FirmId
  readonly version: number
  readonly verdict: string
  readonly amount_from: number
  readonly missing: string[]
  readonly evaluated_on: string
}

export async function verdictsKept({ db, town }: TestApp, code: string): Promise<Map<FirmId, KeptVerdict>> {
  const { rows } = await db.read((tx) =>
    sql<KeptVerdict>`select * from policies.firm_verdicts where tenant_id = ${town.tenantId} and code = ${code}`.execute(
      tx,
    ),
  )
  return new Map(rows.map((row) => [row.firm_id, row]))
}

/** What the test of rights asks for: a firm, a policy in force that was pushed to it, and a draft. */
export async function policySubjects(desk: TestClient, name: string, placeId: PlaceId) {
  const firm = await firmWith(desk, placeId, `${name} 有限公司`, { staff: 12 })
  const [policy, draft] = [`policy_${name}`, `draft_${name}`]
  const spec = { ...plainSpec, conditions: true, amount: { kind: 'none' as const }, office: 'department' }
  for (const code of [policy, draft]) await desk.call(saveDraft, { params: { code }, body: { spec } })
  await desk.call(publish, { params: { code: policy, version: 1 } })
  await desk.call(push, { params: { code: policy }, body: { firmIds: [firm] } })
  const { rows } = await desk.call(listPushes, { query: { code: policy } })
  return { policyFirm: firm, policy, policyDraft: draft, policyPush: rows[0]?.id ?? '' }
}
