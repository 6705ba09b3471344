import type { Actor, EventActor } from '../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { type Firm, firmOf, firmsOfMember, firmWriters, recordFacts } from '../enterprises/public.ts'
import { type CalendarDay, calendarDay } from './calendar-month.ts'
import type { FirmPolicies, PushState } from './contract.ts'
import { dictionaryFor } from './dictionary.ts'
import { type Dictionary, type FactValue, factOf } from './fact.ts'
import { rowsOfFirms } from './firm-facts.ts'
import { livePolicies } from './live-policies.ts'
import { nextQuestion } from './next-question.ts'
import { assess, isOpenOn, type Policy } from './policy.ts'
import { hasPost, pushMarkers } from './policy-rights.ts'
import { punctuated } from './punctuation.ts'
import { stepAtSql, stepSql } from './push-figures.ts'
import { reasonsOf } from './reasons.ts'
import { factFault, type Row } from './row.ts'
import { evaluateFirms } from './verdict-store.ts'

/** What all policies in force say of a firm today, from its facts as they stand. Policies whose time is over are left out. */
export async function policiesOfFirm(tx: Tx, actor: Actor, firmId: FirmId, now: Date): Promise<FirmPolicies> {
  const firm = (await firmOf(tx, actor, firmId)) ?? notFound()
  const { tenantId } = actor
  const dictionary = await dictionaryFor(tx, tenantId)
  const day = dayOf(now)
  const today = calendarDay(day)
  const row = (await rowsOfFirms(tx, { tenantId, now, dictionary }, [firmId])).get(firmId)
  const live = row ? await livePolicies(tx, tenantId, dictionary) : []
  const open = live.filter(({ policy }) => isOpenOn(policy, today))
  const pushes = await pushStates(tx, firm, tenantId)
  const sorted: Sorted = { fits: [], unknown: [], unfit: [] }
  for (const { policy, version } of open)
    sort(
      sorted,
      { policy, version, dictionary, row: row ?? [], today },
      pushes.get(`${policy.code} ${version}`) ?? null,
    )
  const possible = ({ amountTo }: { amountTo: number | null }) => amountTo ?? Number.MAX_SAFE_INTEGER
  const policies = open.map(({ policy }) => policy)
  return {
    firm: { id: firm.id, name: firm.name, nameEn: firm.nameEn },
    on: day,
    fits: sorted.fits.toSorted((a, b) => b.amountFrom - a.amountFrom || possible(b) - possible(a)),
    unknown: sorted.unknown.toSorted((a, b) => a.missing.length - b.missing.length || possible(b) - possible(a)),
    unfit: sorted.unfit.toSorted((a, b) => a.failed.length - b.failed.length),
    question: row ? question(policies, dictionary, row, today) : null,
    facts: Object.fromEntries(dictionary.facts.map(({ key, name }) => [key, name])),
    mayAnswer: row !== undefined && (keepsFirm(actor, firm) || (await isMember(tx, actor, firmId))),
    mayMark: hasPost(actor, pushMarkers),
  }
}

type Sorted = Pick<FirmPolicies, 'fits' | 'unknown' | 'unfit'>

interface Asked {
  readonly policy: Policy
  readonly version: number
  readonly dictionary: Dictionary
  readonly row: Row
  readonly today: CalendarDay
}

function sort(sorted: Sorted, { policy, version, dictionary, row, today }: Asked, push: PushState | null): void {
  const { verdict, amount, failed, missing } = assess(policy, row, today)
  const { title, summary, how, applyBy } = policy.spec
  const head = { code: policy.code, version, title, summary, how, applyBy, push }
  if (verdict === 'unfit' || amount === null)
    sorted.unfit.push({ ...head, failed: failed.map(({ words }) => punctuated(words)) })
  else if (verdict === 'unknown') sorted.unknown.push({ ...head, amountTo: amount.to, missing: [...missing] })
  else
    sorted.fits.push({
      ...head,
      amountFrom: amount.from,
      amountTo: amount.to,
      exact: amount.exact,
      reasons: reasonsOf(policy, dictionary, row, today),
      missing: [...amount.missing],
    })
}

function question(
  policies: readonly Policy[],
  dictionary: Dictionary,
  row: Row,
  today: CalendarDay,
): FirmPolicies['question'] {
  const next = nextQuestion(policies, dictionary, row, today)
  if (!next) return null
  const titles = new Map(policies.map(({ code, spec }) => [code, spec.title]))
  const fact = { ...next.fact, name: punctuated(next.fact.name), question: punctuated(next.fact.question) }
  return { fact, words: next.words, concerns: next.concerns.flatMap((code) => titles.get(code) ?? []) }
}

async function pushStates(tx: Tx, firm: Firm, tenantId: Actor['tenantId']): Promise<Map<string, PushState>> {
  const { rows } = await sql<{ code: string; version: number; id: PushState['id']; step: PushState['step']; at: Date }>`
    select u.code, u.version, u.id, ${stepSql} as step, ${stepAtSql} as at from policies.pushes u
    where u.tenant_id = ${tenantId} and u.firm_id = ${firm.id} and u.withdrawn_at is null`.execute(tx)
  return new Map(
    rows.map(({ code, version, id, step, at }) => [`${code} ${version}`, { id, step, at: at.toISOString() }]),
  )
}

/** Whether somebody keeps the register of the firm's place, as module enterprises judges it. */
export const keepsFirm = (actor: Pick<Actor, 'posts'>, { placePath, gridId }: Firm): boolean =>
  actor.posts.some(
    (post) =>
      (firmWriters as readonly Role[]).includes(post.role) &&
      (post.role === 'grid_worker'
        ? post.gridId !== null && post.gridId === gridId
        : placePath.startsWith(post.placePath)),
  )

export async function isMember(tx: Tx, { tenantId, personId }: Actor, firmId: FirmId): Promise<boolean> {
  return (await firmsOfMember(tx, tenantId, personId)).some(({ id }) => id === firmId)
}

export interface Answering {
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
  readonly secrets: Secrets
}

export interface Answer {
  readonly key: string
  readonly value: FactValue | null
  readonly asOf?: string | undefined
}

/** Records what was answered as a fact of the firm, by staff or by a member of it, and tells what it changed. */
export async function answerQuestion(
  tx: Tx,
  { actor, by, at, secrets }: Answering,
  firmId: FirmId,
  { key, value, asOf }: Answer,
): Promise<FirmPolicies> {
  const { tenantId } = actor
  const firm = (await firmOf(tx, actor, firmId)) ?? notFound()
  const dictionary = await dictionaryFor(tx, tenantId)
  const asMember = !keepsFirm(actor, firm)
  if (asMember && !(await isMember(tx, actor, firmId))) forbidden()
  checkAnswer(dictionary, key, value)
  const doing = { tenantId, actor: asMember ? null : actor, by, at, secrets }
  const kept = Array.isArray(value) ? [...value] : (value as Exclude<FactValue, readonly string[]> | null)
  await recordFacts(tx, doing, firmId, [{ key, value: kept, asOf }], asMember ? 'firm' : 'staff')
  await evaluateFirms(tx, { tenantId, now: at, dictionary }, [firmId])
  return policiesOfFirm(tx, actor, firmId, at)
}

function checkAnswer(dictionary: Dictionary, key: string, value: unknown): void {
  const spec = factOf(dictionary, key)
  const words = spec
    ? value === undefined
      ? { zh: '请填写', en: 'Please fill this in' }
      : factFault(spec, value)
    : { zh: '没有这一项信息', en: 'There is no such fact' }
  if (words) fail('invalid', 'policies.bad_answer', words, [{ path: 'value', words }])
}
