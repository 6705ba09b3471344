import { cpus, loadavg } from 'node:os'
import { sumOf } from '../modules/policies/amount.ts'
import {
  fillVerdicts,
  policySet,
  readersOf,
  refillVerdicts,
  verdictAt,
  verdictTable,
} from '../modules/policies/batch.ts'
import { calendarDay } from '../modules/policies/calendar-month.ts'
import { defaultDictionary } from '../modules/policies/defaults/facts.ts'
import type { Facts } from '../modules/policies/fact.ts'
import { nextQuestion } from '../modules/policies/next-question.ts'
import { assess, type Policy } from '../modules/policies/policy.ts'
import { type Row, rowOf } from '../modules/policies/row.ts'
import { median, rounded } from './figures.ts'
import { firmAt } from './firms.ts'
import { demoLikePolicies, plainPolicies } from './policy-rules.ts'
import { handings, type RunFirm, rulesEngine } from './rules-engine.ts'

export interface PolicyBench {
  readonly firms: number
  readonly policies: number
  readonly rounds: number
  readonly json: boolean
  readonly say: (line: string) => void
}

const today = calendarDay('2026-11-23')
/** json-rules-engine gets through so many firms in a few seconds. */
const rivalFirms = 250

const facts = (firms: number, known: number): Facts[] =>
  Array.from({ length: firms }, (_, n) => firmAt(n, defaultDictionary.facts, known))
const rowsOf = (firms: readonly Facts[]): Row[] => firms.map((firm) => rowOf(defaultDictionary, firm).row)

/** Milliseconds that something takes. */
async function timed(what: () => unknown): Promise<number> {
  const started = performance.now()
  await what()
  return performance.now() - started
}

const perSecond = (evaluations: number, ms: number): number => Math.round((evaluations / ms) * 1000)
const shown = (figure: number): string => figure.toLocaleString('en')

/** `npm run bench -- policies`: our evaluator against json-rules-engine, then the whole batch and one firm in a form. */
export async function benchPolicies({ firms, policies, rounds, json, say }: PolicyBench): Promise<void> {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}`
  say(`${machine}, Node ${process.version}; load ${loadavg()[0]?.toFixed(1)}`)
  const compared = await compare(plainPolicies(policies), { firms, rounds, say })
  const demoLike = demoLikePolicies(policies)
  const batch = await fullBatch(demoLike, { firms, rounds, say })
  const form = oneFirm(demoLike, say)
  if (!json) return
  const at = new Date().toISOString()
  const result = { name: 'policies', ...compared, batch, form, firms, policies, at, machine, node: process.version }
  say(JSON.stringify(result))
}

interface Sizes {
  readonly firms: number
  readonly rounds: number
  readonly say: (line: string) => void
}

/** Both begin with the facts as objects; ours lays them into rows within its time. All facts are known. */
async function compare(policies: readonly Policy[], { firms, rounds, say }: Sizes) {
  const set = policySet(policies)
  const known = facts(firms, 1)
  const few = known.slice(0, rivalFirms)
  const run = rulesEngine(policies.map(({ spec }) => spec.conditions))
  const table = verdictTable(firms, set)
  const ours = () => fillVerdicts(table, set, rowsOf(known), today)
  ours()
  const fitting = await assertEqual(run, few, policies, (firm, policy) => verdictAt(table, firm, policy) === 'fits')
  say(`${policies.length} policies × ${few.length} firms: the same verdicts, ${fitting} of them fit`)
  const runs = []
  for (let round = 1; round <= rounds; round++) {
    // The other one goes first in every second round; of its two ways to take facts the faster one counts.
    const first = round % 2 === 1 ? await timed(ours) : 0
    const rivals = []
    for (const handing of handings)
      rivals.push(
        await timed(async () => {
          for (const firm of few) await run(firm, handing)
        }),
      )
    const ms = first || (await timed(ours))
    const own = perSecond(policies.length * firms, ms)
    const [cached = 0, uncached = 0] = rivals.map((time) => perSecond(policies.length * few.length, time))
    const speedup = rounded(own / Math.max(cached, uncached), 1)
    say(
      `run ${round}: Liren ${shown(own)} evaluations/s; json-rules-engine ${shown(cached)}/s with cached facts, ` +
        `${shown(uncached)}/s without; ${speedup} times`,
    )
    runs.push({ own, cached, uncached, speedup })
  }
  const speedup = median(runs.map((one) => one.speedup))
  say(`${speedup} times the throughput of json-rules-engine (median of ${rounds})`)
  return { speedup, runs }
}

async function assertEqual(
  run: RunFirm,
  firms: readonly Facts[],
  policies: readonly Policy[],
  fits: (firm: number, policy: number) => boolean,
): Promise<number> {
  let fitting = 0
  for (const [firm, known] of firms.entries())
    for (const handing of handings) {
      const found = await run(known, handing)
      for (const [policy, { code }] of policies.entries())
        if (fits(firm, policy) !== found.has(policy))
          throw new Error(`the engines differ on firm ${firm}, policy ${code}: ${JSON.stringify(known)}`)
      fitting += found.size / handings.length
    }
  return fitting
}

/** All firms × all policies of the demo's shapes, six facts of ten known, with what those that fit will get. */
async function fullBatch(policies: readonly Policy[], { firms, rounds, say }: Sizes) {
  const set = policySet(policies)
  const rows = rowsOf(facts(firms, 0.6))
  const table = verdictTable(firms, set)
  const verdictTimes = []
  const sumTimes = []
  for (let round = 0; round < rounds; round++) {
    verdictTimes.push(await timed(() => fillVerdicts(table, set, rows, today)))
    sumTimes.push(await timed(() => sums(policies, rows, (firm, policy) => verdictAt(table, firm, policy) === 'fits')))
  }
  const counts = { fits: 0, unknown: 0 }
  for (const truth of table.truths) {
    if (truth === 1) counts.fits++
    if (truth === 0) counts.unknown++
  }
  const [verdictsMs, sumsMs] = [Math.round(median(verdictTimes)), Math.round(median(sumTimes))]
  const mb = Math.round(process.memoryUsage().rss / 1_048_576)
  say(
    `${shown(firms)} firms × ${policies.length} policies, facts missing: verdicts in ${verdictsMs} ms ` +
      `(${shown(perSecond(firms * policies.length, verdictsMs))}/s), sums of the ${shown(counts.fits)} that fit in ${sumsMs} ms; ` +
      `${shown(counts.unknown)} not known; ${mb} MB in all`,
  )
  const changeUs = changedFact(policies, rows)
  say(`a changed fact of one firm: ${changeUs} µs for the policies that read it`)
  return { verdictsMs, sumsMs, ...counts, mb, changeUs }
}

function sums(
  policies: readonly Policy[],
  rows: readonly Row[],
  fits: (firm: number, policy: number) => boolean,
): number {
  let total = 0
  for (const [firm, row] of rows.entries())
    for (const [index, policy] of policies.entries())
      if (fits(firm, index)) total += sumOf(policy.amount, row, today).from
  return total
}

function changedFact(policies: readonly Policy[], rows: readonly Row[]): number {
  const set = policySet(policies)
  const table = verdictTable(rows.length, set)
  const turns = Math.min(20_000, rows.length)
  const started = performance.now()
  for (let n = 0; n < turns; n++) {
    const { key = '' } = defaultDictionary.facts[n % defaultDictionary.facts.length] ?? {}
    refillVerdicts(table, set, n, rows[n] ?? [], today, readersOf(set, [key]))
  }
  return rounded(((performance.now() - started) * 1000) / turns, 1)
}

/** As a form does with each key: lay the facts, assess every policy with reasons, find the next question. */
function oneFirm(policies: readonly Policy[], say: Sizes['say']) {
  const assessing: number[] = []
  const asking: number[] = []
  for (let n = 0; n < 60; n++) {
    const firm = firmAt(n, defaultDictionary.facts, (n % 10) / 10)
    const started = performance.now()
    const { row } = rowOf(defaultDictionary, firm)
    for (const policy of policies) assess(policy, row, today)
    const assessed = performance.now()
    nextQuestion(policies, defaultDictionary, row, today)
    assessing.push(assessed - started)
    asking.push(performance.now() - assessed)
  }
  const [assessMs, askMs] = [rounded(median(assessing), 2), rounded(median(asking), 2)]
  say(
    `one firm in a form: ${policies.length} policies with reasons in ${assessMs} ms, the next question in ${askMs} ms`,
  )
  return { assessMs, askMs, slowestAskMs: rounded(Math.max(...asking), 1) }
}
