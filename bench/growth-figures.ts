import { median, rounded } from './figures.ts'

/** What was measured of one workload at one size in one round. */
export interface SizeRun {
  readonly round: number
  readonly name: string
  readonly matters: number
  readonly httpPerSecond: number
  readonly floorPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Of processor, a request. */
  readonly serverMicroseconds: number
  readonly postgresMicroseconds: number
  readonly floorPostgresMicroseconds: number
  readonly walBytes: number
}

/** Each size against the first one of the same round; medians of the rounds. */
export interface SizeRatio {
  readonly name: string
  readonly matters: number
  /** Of requests a second over HTTP, and of the same statements by pgbench. */
  readonly ratio: number
  readonly floorRatio: number
  /** Of PostgreSQL's processor time a request. */
  readonly postgresRatio: number
}

export interface Growth {
  readonly runs: readonly SizeRun[]
  readonly ratios: readonly SizeRatio[]
  /** The lower one of the workloads at the last size. */
  readonly ratio: number
}

/** @throws Error where a size was not measured in a round in which the first one was. */
export function growthOf(runs: readonly SizeRun[], sizes: readonly number[]): Growth {
  const names = [...new Set(runs.map(({ name }) => name))]
  const ratios = names.flatMap((name) => sizes.slice(1).map((matters) => ratioOf(runs, { name, matters, sizes })))
  const last = ratios.filter(({ matters }) => matters === sizes.at(-1)).map(({ ratio }) => ratio)
  return { runs, ratios, ratio: last.length === 0 ? 1 : Math.min(...last) }
}

function ratioOf(
  runs: readonly SizeRun[],
  { name, matters, sizes }: { name: string; matters: number; sizes: readonly number[] },
): SizeRatio {
  const at = (size: number | undefined) => runs.filter((run) => run.name === name && run.matters === size)
  const pairs = at(sizes[0]).map((small) => {
    const large = at(matters).find(({ round }) => round === small.round)
    if (!large) throw new Error(`${name} was not measured at ${matters} in round ${small.round}`)
    return { small, large }
  })
  const middle = (of: (run: SizeRun) => number) =>
    rounded(median(pairs.map(({ small, large }) => of(large) / of(small))), 3)
  return {
    ...{ name, matters, ratio: middle((run) => run.httpPerSecond), floorRatio: middle((run) => run.floorPerSecond) },
    postgresRatio: middle((run) => run.postgresMicroseconds),
  }
}

/** The order of a round: forth in the first, back in the second, and so on. */
export const inTurn = <T>(all: readonly T[], round: number): readonly T[] => (round % 2 === 1 ? all : all.toReversed())

/** Bytes on disk of a matter with its event, clock, holding and their indexes; of a cluster with its log of changes. */
const bytesAMatter = 4_000
const bytesACluster = 2_500_000_000

/** Bytes on disk that so many matters take, each number in a cluster of its own. */
export const bytesNeeded = (sizes: readonly number[]): number =>
  sizes.reduce(
    (sum, matters) => sum + matters * bytesAMatter + Math.min(bytesACluster, 300_000_000 + matters * 4_000),
    0,
  )

/** `10000,100000` as numbers, the least first. @throws Error for what is none. */
export function sizesOf(text: string): readonly number[] {
  const sizes = text.split(',').map(Number)
  if (sizes.some((size) => !Number.isInteger(size) || size < 1000))
    throw new Error(`--matters ${text}: numbers from 1000 on`)
  return [...new Set(sizes)].sort((a, b) => a - b)
}
