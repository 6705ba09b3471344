import type { Actor } from '../../kernel/actor.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayFromNumber, dayOf } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { type CalendarDay, calendarDay } from './calendar-month.ts'
import type { TriedFirm, VerdictCounts } from './contract.ts'
import { dictionaryFor } from './dictionary.ts'
import { factsOf, type Verdict } from './evaluate.ts'
import { type Dictionary, factOf } from './fact.ts'
import { rowsOfFirms } from './firm-facts.ts'
import { assess, type Policy } from './policy.ts'
import { countedFirms } from './policy-queries.ts'
import { hasPost } from './policy-rights.ts'
import { punctuated } from './punctuation.ts'
import { factNamesIn, reasonsOf } from './reasons.ts'
import type { Row } from './row.ts'
import { checkedSpec } from './version-service.ts'

const mostExamples = 20
const batch = 2000

interface Trial {
  readonly counts: VerdictCounts
  readonly examples: Record<Verdict, TriedFirm[]>
}

/**
 * Runs a policy that is being written against the firms of the asker's area, on the first day on which one can have it.
 * Administrators, who see no firm, are told the counts alone.
 */
export async function tryPolicy(tx: Tx, actor: Actor, spec: unknown, now: Date): Promise<Trial> {
  const { tenantId } = actor
  const policy = await checkedSpec(tx, tenantId, 'trial', withNumber(spec))
  const dictionary = await dictionaryFor(tx, tenantId)
  const today = calendarDay([dayOf(now), policy.spec.validFrom].toSorted()[1] ?? dayOf(now))
  const { rows: firms } = await sql<{ id: FirmId; name: string }>`select f.id, f.name from enterprises.firms_view f
    where f.tenant_id = ${tenantId} and f.state = 'active' and ${countedFirms(actor)} order by f.name, f.id`.execute(tx)
  const named = !hasPost(actor, ['administrator'])
  const trial: Trial = { counts: { fits: 0, unknown: 0, unfit: 0 }, examples: { fits: [], unknown: [], unfit: [] } }
  for (let from = 0; from < firms.length; from += batch) {
    const some = firms.slice(from, from + batch)
    const ids = some.map(({ id }) => id)
    const rows = await rowsOfFirms(tx, { tenantId, now, dictionary }, ids)
    for (const { id, name } of some) {
      const row = rows.get(id)
      if (!row) continue
      const { verdict } = assess(policy, row, today)
      trial.counts[verdict]++
      if (named && trial.examples[verdict].length < mostExamples)
        trial.examples[verdict].push({ firmId: id, name, ...told(policy, dictionary, row, today) })
    }
  }
  return trial
}

/** The number of a version that was not saved yet says nothing. */
const withNumber = (spec: unknown): unknown =>
  typeof spec === 'object' && spec !== null ? { version: 1, ...spec } : spec

function told(policy: Policy, dictionary: Dictionary, row: Row, today: CalendarDay) {
  const { verdict, amount, failed, missing } = assess(policy, row, today)
  const reasons =
    verdict === 'fits'
      ? reasonsOf(policy, dictionary, row, today)
      : verdict === 'unfit'
        ? failed.map(({ words }) => punctuated(words))
        : missing.map((key) => factNamesIn([key], dictionary))
  const facts = knownFacts(factsOf(policy.amount.typed), dictionary, row)
  return { verdict, amountFrom: amount?.from ?? 0, amountTo: amount === null ? 0 : amount.to, reasons, facts }
}

/** What a sum reads of a firm, so that the writer sees it worked out; sensitive facts stay where they are. */
const knownFacts = (keys: readonly string[], dictionary: Dictionary, row: Row): TriedFirm['facts'] =>
  keys.flatMap((key) => {
    const [fact, cell] = [factOf(dictionary, key), row[dictionary.slots.get(key) ?? -1]]
    if (fact === undefined || fact.sensitive || cell === undefined) return []
    return [{ key, value: fact.type.kind === 'day' && typeof cell === 'number' ? dayFromNumber(cell) : cell }]
  })
