import { cpus, loadavg } from 'node:os'
import { centredRows } from '../modules/consultations/groups/centred-rows.ts'
import { type GroupsState, newGroups, updateGroups } from '../modules/consultations/groups/opinion-groups.ts'
import { componentsOf } from '../modules/consultations/groups/principal-components.ts'
import { randomFrom } from '../modules/consultations/groups/random.ts'
import { nothingModerated, type Vote, type VoteCast } from '../modules/consultations/groups/vote.ts'
import { columnOf, noVotes, type VotesMatrix, voteOf, withVotes } from '../modules/consultations/groups/votes-matrix.ts'
import { denseComponents } from './dense-components.ts'
import { median, rounded } from './figures.ts'

export interface OpinionBench {
  readonly people: number
  readonly statements: number
  /** Share of the statements that somebody votes on, in the mean. */
  readonly share: number
  readonly rounds: number
  readonly json: boolean
  readonly say: (line: string) => void
}

const shown = (figure: number): string => figure.toLocaleString('en')

function timed<T>(what: () => T): { readonly ms: number; readonly result: T } {
  const started = performance.now()
  const result = what()
  return { ms: performance.now() - started, result }
}

/** `npm run bench -- groups`: opinion groups of a large consultation, and its components beside dense ones. */
export function benchOpinions({ people, statements, share, rounds, json, say }: OpinionBench): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}`
  say(`${machine}, Node ${process.version}; load ${loadavg()[0]?.toFixed(1)}`)
  const { ms: readMs, result: matrix } = timed(() => town(people, statements, share))
  const votes = matrix.cells.length
  say(
    `${shown(people)} people × ${shown(statements)} statements, ${shown(votes)} votes, laid into rows in ${Math.round(readMs)} ms`,
  )
  const compared = compare(matrix, rounds, say)
  const updates = live(matrix, rounds, say)
  const mb = Math.round(process.memoryUsage().rss / 1_048_576)
  say(`${mb} MB in all`)
  const at = new Date().toISOString()
  const sizes = { people, statements, share, votes }
  if (json)
    say(JSON.stringify({ name: 'groups', ...sizes, ...compared, ...updates, mb, at, machine, node: process.version }))
}

/** Of every hundred people so many belong to each camp. */
const campSizes = [40, 25, 17, 11, 7]

/** Camps, each of one mind about most statements; some people vote on much more than others. */
function town(people: number, statements: number, share: number): VotesMatrix {
  const random = randomFrom(1)
  const opinions = campSizes.map(() => Array.from({ length: statements }, () => random()))
  let matrix = noVotes
  for (let from = 0; from < people; from += 1000) {
    const log: VoteCast[] = []
    for (let person = from; person < Math.min(people, from + 1000); person++) {
      const camp = campOf(person % 100)
      const diligence = Math.min(1, share * (0.2 + 1.6 * random()))
      for (let statement = 0; statement < statements; statement++)
        if (share === 1 || random() < diligence)
          log.push({ person, statement, vote: said(opinions[camp]?.[statement] ?? 0, random), at: 0 })
    }
    matrix = withVotes(matrix, log).matrix
  }
  return matrix
}

function campOf(hundredth: number): number {
  let upTo = 0
  return campSizes.findIndex((size) => {
    upTo += size
    return hundredth < upTo
  })
}

const said = (liking: number, random: () => number): Vote =>
  random() < 0.15 ? 0 : random() < (liking > 0.5 ? 0.8 : 0.2) ? -1 : 1

/** The same components from sparse rows and from a filled table, in turn. */
function compare(matrix: VotesMatrix, rounds: number, say: OpinionBench['say']) {
  const table = filled(matrix)
  const runs = []
  for (let round = 1; round <= rounds; round++) {
    const ours = timed(() => componentsOf(matrix, nothingModerated, { seed: round }))
    // The same random start as ours: where directions are about equally strong, the start decides.
    const dense = timed(() => denseComponents(table, matrix.statements.length, round + matrix.cells.length))
    for (const n of [0, 1] as const) {
      const cosine = Math.abs(dense.result[n].reduce((sum, part, i) => sum + part * (ours.result.axes[n][i] ?? 0), 0))
      if (cosine < 0.999999) throw new Error(`the directions differ: ${cosine}`)
    }
    const ratio = rounded(dense.ms / ours.ms, 1)
    say(
      `run ${round}: components in ${Math.round(ours.ms)} ms; of the filled table in ${Math.round(dense.ms)} ms; ${ratio} times`,
    )
    runs.push({ sparseMs: Math.round(ours.ms), denseMs: Math.round(dense.ms), ratio })
  }
  const ratio = median(runs.map((run) => run.ratio))
  say(`${ratio} times as fast as the filled table (median of ${rounds})`)
  return { ratio, components: runs }
}

/** Every cell written down, less the mean of its column; what was not seen is the mean. */
function filled(matrix: VotesMatrix): Float64Array {
  const { center } = centredRows(matrix, nothingModerated)
  const width = matrix.statements.length
  const table = new Float64Array(matrix.people.length * width)
  for (let row = 0; row < matrix.people.length; row++)
    for (let i = matrix.starts[row] ?? 0; i < (matrix.starts[row + 1] ?? 0); i++) {
      const cell = matrix.cells[i] ?? 0
      table[row * width + columnOf(cell)] = voteOf(cell) - (center[columnOf(cell)] ?? 0)
    }
  return table
}

/** All of an update: after nothing, and then after each new vote. */
function live(matrix: VotesMatrix, rounds: number, say: OpinionBench['say']) {
  const cold = timed(() => updateGroups(newGroups(1), matrix, nothingModerated))
  const { groups, silhouettes } = cold.result.found
  say(
    `first update: ${Math.round(cold.ms)} ms, ${groups.length} groups of ${groups.map(({ members }) => members.length).join(', ')} (silhouettes ${[...silhouettes.values()].map((one) => one.toFixed(2)).join(', ')})`,
  )
  const random = randomFrom(9)
  const [votesMs, updateMs]: [number[], number[]] = [[], []]
  let state: GroupsState = cold.result.state
  let rows = matrix
  for (let round = 0; round < 5 * rounds; round++) {
    const pick = (ids: readonly number[]) => ids[Math.floor(random() * ids.length)] ?? 0
    const vote: VoteCast = { person: pick(rows.people), statement: pick(rows.statements), vote: -1, at: round }
    const laid = timed(() => withVotes(rows, [vote]).matrix)
    const next = timed(() => updateGroups(state, laid.result, nothingModerated))
    rows = laid.result
    state = next.result.state
    votesMs.push(laid.ms)
    updateMs.push(next.ms)
  }
  const figures = {
    coldMs: Math.round(cold.ms),
    voteMs: rounded(median(votesMs), 1),
    updateMs: Math.round(median(updateMs)),
    slowestUpdateMs: Math.round(Math.max(...updateMs)),
    stateKb: Math.round(JSON.stringify(state).length / 1024),
  }
  say(
    `after one more vote: ${figures.voteMs} ms to lay it in, ${figures.updateMs} ms for the update ` +
      `(slowest ${figures.slowestUpdateMs} ms of ${updateMs.length}); ${figures.stateKb} kB of state`,
  )
  return figures
}
