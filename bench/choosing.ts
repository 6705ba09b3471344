import { readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { approval, type Election } from '../modules/choices/budget/rules/election.ts'
import { electorateOf } from '../modules/choices/budget/rules/electorate.ts'
import { equalShares } from '../modules/choices/budget/rules/equal-shares.ts'
import { naiveEqualShares } from '../modules/choices/budget/rules/naive.fixture.ts'
import { readPabulib } from '../modules/choices/budget/rules/pabulib.ts'
import { choose } from '../modules/choices/budget/rules/rules.ts'
import { median, rounded } from './figures.ts'
import { randomNumbers } from './firms.ts'

export interface ChoosingBench {
  readonly rounds: number
  /** A Pabulib file to choose from as well; the largest figures are of an invented district without one. */
  readonly file: string | undefined
  readonly json: boolean
  readonly say: (line: string) => void
}

/** An invented vote: costs over three orders of magnitude, few projects that many like and many that few like. */
function inventedElection(voters: number, projects: number): Election {
  const random = randomNumbers(voters)
  const costs = Array.from({ length: projects }, () => Math.round(1_000 * 10 ** (3 * random())))
  const budget = Math.round(costs.reduce((sum, cost) => sum + cost, 0) / 4)
  const ballots = Array.from({ length: voters }, () => {
    const named = new Set<number>()
    for (let n = 1 + Math.floor(14 * random()); n > 0; n--) named.add(Math.floor(projects * random() ** 2))
    return approval([...named])
  })
  return {
    ...{ budget, decimals: 0, ballots },
    projects: costs.map((cost, n) => ({ id: String(n), name: '', cost })),
  }
}

/** Milliseconds on the clock. */
function timed(what: () => unknown): number {
  const started = performance.now()
  what()
  return performance.now() - started
}

/**
 * `npm run bench -- choosing [--file FILE.pb]`: a run of equal shares with grouped ballots and floats that know their
 * error, against the plain definition in fractions voter by voter, in turn and with the same choice; then the time of one
 * run, grouping included, and of all runs of add1 on the largest.
 */
export function benchChoosing({ rounds, file, json, say }: ChoosingBench): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}`
  say(`${machine}, Node ${process.version}; load ${loadavg()[0]?.toFixed(1)}`)
  const small = inventedElection(1_000, 30)
  const compared = compare(small, rounds, say)
  const election = file === undefined ? inventedElection(15_000, 134) : readPabulib(readFileSync(file, 'utf8')).election
  const first = timed(() => choose(election, 'mes_cost'))
  const once = Array.from({ length: rounds }, () => timed(() => choose(election, 'mes_cost')))
  let runs = 0
  const all = Array.from({ length: rounds }, () => timed(() => (runs = choose(election, 'mes_cost_add1').runs)))
  const [firstMs, oneMs, allMs] = [first, median(once), median(all)].map((ms) => rounded(ms, 1))
  const [voters, projects] = [election.ballots.length, election.projects.length]
  say(
    `${projects} projects × ${voters.toLocaleString('en')} voters${file === undefined ? ', invented' : ` of ${file}`}:`,
  )
  say(`  one run ${oneMs} ms (the first ${firstMs} ms, not yet compiled); ${runs} runs of add1 ${allMs} ms`)
  if (!json) return
  const at = new Date().toISOString()
  say(JSON.stringify({ name: 'choosing', ...compared, voters, projects, firstMs, oneMs, runs, allMs, at, machine }))
}

/** Both begin with the same ballots; ours groups them within its time. */
function compare(election: Election, rounds: number, say: ChoosingBench['say']) {
  const ids = (order: readonly number[]) => order.map((project) => election.projects[project]?.id)
  const ours = () => equalShares(electorateOf(election), 'cost')
  const plain = () => naiveEqualShares(election, 'cost')
  if (ids(ours().order).join() !== plain().order.join()) throw new Error('the two do not choose the same')
  const ratios = Array.from({ length: rounds }, (_, round) => {
    // The other one goes first in every second round; ours takes too little time to be measured once.
    const times = 50
    const own = () => timed(() => Array.from({ length: times }, ours)) / times
    const before = round % 2 === 0 ? own() : 0
    const other = timed(plain)
    const mine = before || own()
    const ratio = other / mine
    say(
      `run ${round + 1}: ${mine.toFixed(2)} ms, by the plain definition ${other.toFixed(0)} ms; ${ratio.toFixed(0)} times`,
    )
    return ratio
  })
  const ratio = rounded(median(ratios), 0)
  say(
    `${election.projects.length} projects × ${election.ballots.length} voters: ${ratio} times as fast (median of ${rounds})`,
  )
  return { ratio }
}
