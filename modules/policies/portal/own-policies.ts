import type { Actor } from '../../../kernel/actor.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { FirmId } from '../../enterprises/contract.ts'
import { type Firm, firmsOfMember, recordsOf } from '../../enterprises/public.ts'
import { type Answer, type Answering, answerAsKept, keepAnswer } from '../answer-service.ts'
import type { PushId } from '../contract.ts'
import { dictionaryFor } from '../dictionary.ts'
import type { Dictionary, FactSpec } from '../fact.ts'
import { type Assumed, assessFirm } from '../firm-policies.ts'
import { lockPush, takeStep } from '../mark-service.ts'
import { type Office, officeName, officesOf } from '../offices.ts'
import type { PolicySpec } from '../policy.ts'
import { punctuated } from '../punctuation.ts'
import { furthestSql, stepSql } from '../push-figures.ts'
import type { Pushing } from '../push-service.ts'
import { overlappingSql } from '../version-days.ts'
import type { OwnPolicies, OwnPush } from './contract.ts'

/** A firm that somebody speaks for; it does not exist for anybody else. */
async function firmOfMember(tx: Tx, { tenantId, personId }: Actor, firmId: FirmId): Promise<Firm> {
  return (await firmsOfMember(tx, tenantId, personId)).find(({ id }) => id === firmId) ?? notFound()
}

/** What policies say of a member's own firm, and what was brought to it; with `tried`, as if that were known. */
export async function ownPolicies(
  tx: Tx,
  actor: Actor,
  firmId: FirmId,
  now: Date,
  tried: Assumed | null = null,
): Promise<OwnPolicies> {
  const firm = await firmOfMember(tx, actor, firmId)
  const { tenantId } = actor
  const assumed = tried && answerAsKept(await dictionaryFor(tx, tenantId), tried)
  const { told, policies, dictionary, isHere } = await assessFirm(tx, { tenantId, now }, firm, assumed)
  const offices = await officesOf(tx, tenantId)
  return {
    ...told,
    about: Object.fromEntries(policies.map(({ code, spec }) => [code, aboutOf(spec, offices)])),
    pushes: await ownPushes(tx, firm, actor, offices),
    names: told.question ? namesFor(told.question.fact, dictionary) : null,
    mayAnswer: isHere,
  }
}

const aboutOf = ({ documents, office, source }: PolicySpec, offices: readonly Office[]) => ({
  documents: documents.map(punctuated),
  office: officeName(offices, office),
  source,
})

const namesFor = ({ type }: FactSpec, { codes }: Dictionary): OwnPolicies['names'] =>
  type.kind === 'code' || type.kind === 'codes' ? { ...codes[type.scheme] } : null

type Instants = 'pushedAt' | 'readAt' | 'appliedAt' | 'grantedAt' | 'refusedAt'
type Source = Pick<OwnPush, 'id' | 'code' | 'version' | 'step' | 'amountFrom' | 'amountTo' | 'reasons'> &
  Pick<OwnPush, 'grantedFen' | 'refusedWhy' | 'paidAlready'> &
  Record<Instants, Date | null> & { spec: PolicySpec }

/** Pushes that were not taken back, the newest first; of two records that became one, what went further. */
async function ownPushes(tx: Tx, firm: Firm, { tenantId }: Actor, offices: readonly Office[]): Promise<OwnPush[]> {
  const records = await recordsOf(tx, tenantId, [firm.id])
  const granted = sql`select from policies.pushes g where g.tenant_id = ${tenantId} and g.code = own.code
    and g.version <> own.version and g.firm_id = any(${records}::uuid[]) and g.granted_at is not null
    and g.version in (${overlappingSql(tenantId, sql.ref('own.code'), sql.ref('own.version'))})`
  const { rows } = await sql<Source>`select own.*, exists (${granted}) as "paidAlready" from (
      select distinct on (u.code, u.version) u.id, u.code, u.version, n.spec, ${stepSql} as step,
        u.amount_from as "amountFrom", u.amount_to as "amountTo", u.reasons, u.pushed_at as "pushedAt",
        u.read_at as "readAt", u.applied_at as "appliedAt", u.granted_at as "grantedAt", u.granted_fen as "grantedFen",
        u.refused_at as "refusedAt", u.refused_why as "refusedWhy"
      from policies.pushes u
      join policies.versions n on n.tenant_id = u.tenant_id and n.code = u.code and n.version = u.version
      where u.tenant_id = ${tenantId} and u.firm_id = any(${records}::uuid[]) and u.withdrawn_at is null
      order by u.code, u.version, ${furthestSql} desc, u.pushed_at desc, u.id desc) own
    order by "pushedAt" desc, id`.execute(tx)
  return rows.map(({ spec, pushedAt, readAt, appliedAt, grantedAt, refusedAt, ...push }) => {
    const { title, summary, how, applyBy } = spec
    return {
      ...push,
      ...{ title, summary, how, applyBy, ...aboutOf(spec, offices) },
      pushedAt: pushedAt?.toISOString() ?? '',
      readAt: readAt?.toISOString() ?? null,
      appliedAt: appliedAt?.toISOString() ?? null,
      grantedAt: grantedAt?.toISOString() ?? null,
      refusedAt: refusedAt?.toISOString() ?? null,
      mayApply: how === 'apply' && (push.step === 'pushed' || push.step === 'read') && !push.paidAlready,
    }
  })
}

/** A member answers for the firm: kept as said by it. */
export async function answerForOwn(tx: Tx, answering: Answering, firmId: FirmId, answer: Answer): Promise<OwnPolicies> {
  const firm = await firmOfMember(tx, answering.actor, firmId)
  await keepAnswer(tx, answering, firm, answer, 'firm')
  return ownPolicies(tx, answering.actor, firmId, answering.at)
}

/** A member has read a push, or says that the firm applied. Reading what has come to its end changes nothing. */
export async function markOwnPush(
  tx: Tx,
  pushing: Pushing,
  { firmId, pushId }: { readonly firmId: FirmId; readonly pushId: PushId },
  step: 'read' | 'applied',
): Promise<void> {
  await firmOfMember(tx, pushing.actor, firmId)
  const push = await lockPush(tx, pushing.tenantId, pushId)
  const records = await recordsOf(tx, pushing.tenantId, [firmId])
  if (!records.includes(push.firm_id) || push.withdrawn_at !== null) notFound()
  if (step === 'read' && (push.granted_at ?? push.refused_at) !== null) return
  await takeStep(tx, pushing, push, { step })
}
