import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { type Firm, recordsOf } from '../enterprises/public.ts'
import { type CalendarDay, calendarDay } from './calendar-month.ts'
import type { Assessed, PushState } from './contract.ts'
import { dictionaryFor } from './dictionary.ts'
import type { Dictionary, FactValue } from './fact.ts'
import { rowsOfFirms } from './firm-facts.ts'
import { livePolicies } from './live-policies.ts'
import { nextQuestion } from './next-question.ts'
import { assess, isOpenOn, type Policy } from './policy.ts'
import { punctuated } from './punctuation.ts'
import { furthestSql, stepAtSql, stepSql } from './push-figures.ts'
import { reasonsOf } from './reasons.ts'
import { type Row, rowOf } from './row.ts'
import { daysSql } from './version-days.ts'

/** A value of a fact that is taken as known: typed, and not saved yet. */
export interface Assumed {
  readonly key: string
  readonly value: FactValue | null
}

export interface FirmAssessment {
  readonly told: Assessed
  /** The policies that were looked at. */
  readonly policies: readonly Policy[]
  readonly dictionary: Dictionary
  /** Whether the firm is here, so that facts of it can be recorded. */
  readonly isHere: boolean
}

/**
 * What all policies in force say of a firm today, from its facts as they stand, with one that is only assumed. Policies
 * whose time is over are left out.
 */
export async function assessFirm(
  tx: Tx,
  { tenantId, now }: { readonly tenantId: TenantId; readonly now: Date },
  firm: Firm,
  assumed: Assumed | null = null,
): Promise<FirmAssessment> {
  const dictionary = await dictionaryFor(tx, tenantId)
  const day = dayOf(now)
  const today = calendarDay(day)
  const known = (await rowsOfFirms(tx, { tenantId, now, dictionary }, [firm.id])).get(firm.id)
  const row = known && assumed ? assuming(dictionary, known, assumed) : known
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
  const policies = open.map(({ policy }) => policy)
  const told: Assessed = {
    firm: { id: firm.id, name: firm.name, nameEn: firm.nameEn },
    on: day,
    ...ordered(sorted),
    question: row ? question(policies, dictionary, row, today) : null,
    facts: Object.fromEntries(dictionary.facts.map(({ key, name }) => [key, name])),
  }
  return { told, policies, dictionary, isHere: row !== undefined }
}

function assuming(dictionary: Dictionary, row: Row, { key, value }: Assumed): Row {
  const slot = dictionary.slots.get(key)
  return slot === undefined ? row : row.with(slot, rowOf(dictionary, { [key]: value }).row[slot])
}

type Sorted = Pick<Assessed, 'fits' | 'unknown' | 'unfit'>

function ordered({ fits, unknown, unfit }: Sorted): Sorted {
  const possible = ({ amountTo }: { amountTo: number | null }) => amountTo ?? Number.MAX_SAFE_INTEGER
  return {
    fits: fits.toSorted((a, b) => b.amountFrom - a.amountFrom || possible(b) - possible(a)),
    unknown: unknown.toSorted((a, b) => a.missing.length - b.missing.length || possible(b) - possible(a)),
    unfit: unfit.toSorted((a, b) => a.failed.length - b.failed.length),
  }
}

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
): Assessed['question'] {
  const next = nextQuestion(policies, dictionary, row, today)
  if (!next) return null
  const titles = new Map(policies.map(({ code, spec }) => [code, spec.title]))
  const fact = { ...next.fact, name: punctuated(next.fact.name), question: punctuated(next.fact.question) }
  return { fact, words: next.words, concerns: next.concerns.flatMap((code) => titles.get(code) ?? []) }
}

async function pushStates(tx: Tx, firm: Firm, tenantId: TenantId): Promise<Map<string, PushState>> {
  const records = await recordsOf(tx, tenantId, [firm.id])
  // Of two records that became one, what went further. A grant stands for the version in force if their days overlap.
  const { rows } = await sql<{ code: string; version: number; id: PushState['id']; step: PushState['step']; at: Date }>`
    select u.code, n.version, u.id, ${stepSql} as step, ${stepAtSql} as at from policies.pushes u
    join policies.versions m on m.tenant_id = u.tenant_id and m.code = u.code and m.version = u.version
    join policies.versions n on n.tenant_id = u.tenant_id and n.code = u.code and n.state = 'published'
      and (n.version = u.version or (u.granted_at is not null and ${daysSql('m')} && ${daysSql('n')}))
    where u.tenant_id = ${tenantId} and u.firm_id = any(${records}::uuid[]) and u.withdrawn_at is null
    order by ${furthestSql} desc, u.pushed_at desc, u.id desc`.execute(tx)
  return new Map(
    rows
      .toReversed()
      .map(({ code, version, id, step, at }) => [`${code} ${version}`, { id, step, at: at.toISOString() }]),
  )
}
