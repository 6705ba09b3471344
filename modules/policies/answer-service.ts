import type { Actor, EventActor } from '../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { type Firm, factAsKept, firmOf, firmWriters, recordFacts } from '../enterprises/public.ts'
import type { FirmPolicies } from './contract.ts'
import { dictionaryFor } from './dictionary.ts'
import { type Dictionary, type FactValue, factOf } from './fact.ts'
import { type Assumed, assessFirm } from './firm-policies.ts'
import { hasPost, pushMarkers } from './policy-rights.ts'
import { factFault } from './row.ts'
import { evaluateFirms } from './verdict-store.ts'

export interface Answering {
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
  readonly secrets: Secrets
}

export interface Answer extends Assumed {
  readonly asOf?: string | undefined
}

/** What policies say of a firm in the asker's area; with `tried`, what they would say if that were known. */
export async function policiesOfFirm(
  tx: Tx,
  actor: Actor,
  firmId: FirmId,
  now: Date,
  tried: Assumed | null = null,
): Promise<FirmPolicies> {
  const firm = (await firmOf(tx, actor, firmId)) ?? notFound()
  const { tenantId } = actor
  const assumed = tried && answerAsKept(await dictionaryFor(tx, tenantId), tried)
  const { told, isHere } = await assessFirm(tx, { tenantId, now }, firm, assumed)
  return { ...told, mayAnswer: isHere && keepsFirm(actor, firm), mayMark: hasPost(actor, pushMarkers) }
}

/** Records what was answered as a fact of the firm, by who keeps its register, and tells what it changed. */
export async function answerQuestion(
  tx: Tx,
  answering: Answering,
  firmId: FirmId,
  answer: Answer,
): Promise<FirmPolicies> {
  const { actor, at } = answering
  const firm = (await firmOf(tx, actor, firmId)) ?? notFound()
  if (!keepsFirm(actor, firm)) forbidden()
  await keepAnswer(tx, answering, firm, answer, 'staff')
  return policiesOfFirm(tx, actor, firmId, at)
}

/** Keeps an answer, as said by the firm itself or by staff, and evaluates the firm again at once. */
export async function keepAnswer(
  tx: Tx,
  { actor, by, at, secrets }: Answering,
  firm: Firm,
  answer: Answer,
  source: 'firm' | 'staff',
): Promise<void> {
  const { tenantId } = actor
  const dictionary = await dictionaryFor(tx, tenantId)
  const { key, value } = answerAsKept(dictionary, answer)
  const doing = { tenantId, actor: source === 'firm' ? null : actor, by, at, secrets }
  await recordFacts(tx, doing, firm.id, [{ key, value: forRegister(value), asOf: answer.asOf }], source)
  await evaluateFirms(tx, { tenantId, now: at, dictionary }, [firm.id])
}

type Registered = Parameters<typeof factAsKept>[1]

const forRegister = (value: FactValue | null): Registered =>
  Array.isArray(value) ? [...value] : (value as Exclude<FactValue, readonly string[]> | null)

/** An answer in the form in which the register keeps it; one that the fact cannot have is refused with the reason. */
export function answerAsKept(dictionary: Dictionary, { key, value }: Assumed): Assumed {
  const spec = factOf(dictionary, key)
  const words = spec
    ? value === undefined
      ? { zh: '请填写', en: 'Please fill this in' }
      : factFault(spec, value)
    : { zh: '没有这一项信息', en: 'There is no such fact' }
  if (words) fail('invalid', 'policies.bad_answer', words, [{ path: 'value', words }])
  return { key, value: factAsKept(key, forRegister(value)) }
}

/** Whether somebody keeps the register of the firm's place, as module enterprises judges it. */
const keepsFirm = (actor: Pick<Actor, 'posts'>, { placePath, gridId }: Firm): boolean =>
  actor.posts.some(
    (post) =>
      (firmWriters as readonly Role[]).includes(post.role) &&
      (post.role === 'grid_worker'
        ? post.gridId !== null && post.gridId === gridId
        : placePath.startsWith(post.placePath)),
  )
