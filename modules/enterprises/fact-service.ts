import { fail } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { FactValue } from './contract.ts'
import { type Doing, todayOf } from './doing.ts'
import { isDay } from './fact-form.ts'
import { changeFirm, type FirmSet, lockLiveFirm, recordFirm } from './firm-store.ts'
import { industryCode } from './industry.ts'
import { type FirmId, type SizeClass, type Source, sizeClasses } from './shapes.ts'
import { type FactRecord, type FirmRecord, mine } from './tables.ts'

export interface NewFact {
  readonly key: string
  readonly value: FactValue
  /** The day for which it is true; today if left out. */
  readonly asOf?: string | undefined
}

/** Records facts of a firm in one step; each leaves an event. */
export async function recordFacts(
  tx: Tx,
  asked: Doing,
  firmId: FirmId,
  facts: readonly NewFact[],
  source: Source,
): Promise<FirmRecord> {
  const { firm, doing } = await lockLiveFirm(tx, asked, firmId)
  let standing = firm
  for (const fact of facts) standing = await recordFact(tx, doing, standing, fact, source)
  return standing
}

/**
 * Keeps a fact; the value before it stays in its history. One that is true for an earlier day than the value now known
 * goes straight to the history. Saying again what is known changes nothing.
 */
export async function recordFact(
  tx: Tx,
  doing: Doing,
  firm: FirmRecord,
  { key, value: said, asOf = todayOf(doing) }: NewFact,
  source: Source,
): Promise<FirmRecord> {
  const { tenantId, at, by } = doing
  const value = factAsKept(key, said)
  if (asOf > todayOf(doing)) bad(key, { zh: '日期不能晚于今天', en: 'the day must not lie in the future' })
  const current = await currentFact(tx, firm, key)
  if (current && current.as_of === asOf && same(current.value, value)) return firm
  const older = current !== null && current.as_of > asOf
  if (current && !older) await replace(tx, current, at)
  const id = newId()
  await mine(tx)
    .insertInto('enterprises.facts')
    .values({
      tenant_id: tenantId,
      id,
      firm_id: firm.id,
      key,
      value: JSON.stringify(value),
      source,
      as_of: asOf,
      by_person_id: by.personId,
      at,
      replaced_at: older ? at : null,
    })
    .execute()
  const projected = older ? {} : projection(key, value)
  const changed = await changeFirm(tx, firm, projected, at)
  await recordFirm(tx, doing, 'factRecorded', {
    firmId: firm.id,
    set: changed.set,
    fact: { id, ...(current && !older ? { replaced: current.id } : {}), key, value, asOf, source },
  })
  return changed.firm
}

async function currentFact(tx: Tx, firm: FirmRecord, key: string): Promise<FactRecord | null> {
  const { rows } = await sql<FactRecord>`select * from enterprises.facts where tenant_id = ${firm.tenant_id}
    and firm_id = ${firm.id} and key = ${key} and replaced_at is null`.execute(tx)
  return rows[0] ?? null
}

async function replace(tx: Tx, fact: FactRecord, at: Date): Promise<void> {
  await mine(tx)
    .updateTable('enterprises.facts')
    .set({ replaced_at: at })
    .where('tenant_id', '=', fact.tenant_id)
    .where('id', '=', fact.id)
    .execute()
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function bad(key: string, words: Words): never {
  return fail('invalid', 'enterprises.bad_fact', words, [{ path: `facts.${key}`, words }])
}

/**
 * A value as it is kept; what it cannot be is refused. Facts that stand in the firm's row keep its forms; what others mean
 * is for those who read them.
 */
export function factAsKept(key: string, value: FactValue): FactValue {
  if (value === null) return null
  switch (key) {
    case 'industry':
      return (
        industryCode(String(value)) ??
        bad(key, { zh: '没有这个行业代码（GB/T 4754）', en: 'no such industry code (GB/T 4754)' })
      )
    case 'staff':
      return isCount(value)
        ? value
        : bad(key, { zh: '人数应为不小于 0 的整数', en: 'must be a whole number, 0 or more' })
    case 'sizeClass':
      return sizeClasses.includes(value as SizeClass)
        ? value
        : bad(key, { zh: '没有这个规模', en: 'no such size class' })
    case 'foundedOn':
      return isDay(value) ? value : bad(key, { zh: '应为日期，如 2021-03-08', en: 'must be a day, such as 2021-03-08' })
    default:
      return value
  }
}

const isCount = (value: FactValue): boolean => typeof value === 'number' && value >= 0 && value <= 10_000_000

/** Facts that the firm's row shows. */
export function projection(key: string, value: FactValue): FirmSet {
  switch (key) {
    case 'industry':
      return { industry: value as string | null }
    case 'staff':
      return { staff: value as number | null }
    case 'sizeClass':
      return { size_class: value as SizeClass | null }
    case 'foundedOn':
      return { founded_on: value as string | null }
    default:
      return {}
  }
}

/** What the current facts say of the row, after they came and went (merge and its undoing). */
export async function projectionOfFacts(tx: Tx, firm: FirmRecord): Promise<FirmSet> {
  const { rows } = await sql<{ key: string; value: FactValue }>`select key, value from enterprises.facts
    where tenant_id = ${firm.tenant_id} and firm_id = ${firm.id} and replaced_at is null`.execute(tx)
  const set: FirmSet = { industry: null, staff: null, size_class: null, founded_on: null }
  for (const { key, value } of rows) Object.assign(set, projection(key, value))
  return set
}
