import type { Ballot } from './election.ts'

/** Distinct ballots, one after another, and how many voters cast each; empty ballots are left out. */
export interface BallotGroups {
  readonly groups: number
  /** Voters of each group. */
  readonly weight: Float64Array
  /** Group g's marks stand from `start[g]` to `start[g + 1]`, in the order of projects. */
  readonly start: Int32Array
  readonly project: Int32Array
  readonly points: Int32Array
}

/** A mark as one number: they sort by project. Points are below 2^20 and projects below 2^14, so it is exact. */
const pointsRoom = 2 ** 20

/** Puts equal ballots together, in whatever order their projects stand. By a hash table, since most ballots of a large vote differ. */
export function groupBallots(ballots: readonly Ballot[]): BallotGroups {
  const kept: Kept = {
    groups: 0,
    marks: new Float64Array(ballots.reduce((sum, { projects }) => sum + projects.length, 0)),
    start: new Int32Array(ballots.length + 1),
    weight: new Float64Array(ballots.length),
    slots: new Int32Array(2 ** Math.ceil(Math.log2(2 * ballots.length + 2))).fill(-1),
  }
  for (const ballot of ballots) if (ballot.projects.length > 0) keep(kept, ballot)
  const { groups, weight, start, marks } = kept
  return {
    groups,
    weight: weight.slice(0, groups),
    start: start.slice(0, groups + 1),
    ...split(marks, start[groups] ?? 0),
  }
}

interface Kept extends Pick<BallotGroups, 'weight' | 'start'> {
  groups: number
  readonly marks: Float64Array
  readonly slots: Int32Array
}

function keep(kept: Kept, { projects, points }: Ballot): void {
  const { marks, start, slots, weight } = kept
  // Written at the end of what is kept; it stays there if it is new.
  const from = start[kept.groups] ?? 0
  for (let n = 0; n < projects.length; n++) marks[from + n] = (projects[n] ?? 0) * pointsRoom + (points[n] ?? 0)
  const end = from + projects.length
  sort(marks, from, end)
  let slot = hash(marks, from, end) & (slots.length - 1)
  let group = slots[slot] ?? -1
  while (group >= 0 && !isSame(marks, start[group] ?? 0, start[group + 1] ?? 0, from, end)) {
    slot = (slot + 1) & (slots.length - 1)
    group = slots[slot] ?? -1
  }
  if (group < 0) {
    group = kept.groups++
    slots[slot] = group
    start[kept.groups] = end
  }
  weight[group] = (weight[group] ?? 0) + 1
}

function split(marks: Float64Array, length: number): Pick<BallotGroups, 'project' | 'points'> {
  const project = new Int32Array(length)
  const points = new Int32Array(length)
  for (let at = 0; at < length; at++) {
    const mark = marks[at] ?? 0
    project[at] = Math.floor(mark / pointsRoom)
    points[at] = mark - Math.floor(mark / pointsRoom) * pointsRoom
  }
  return { project, points }
}

/** Most ballots are short and nearly in order already. */
function sort(marks: Float64Array, from: number, end: number): void {
  if (end - from > 40) {
    marks.subarray(from, end).sort()
    return
  }
  for (let n = from + 1; n < end; n++) {
    const mark = marks[n] ?? 0
    let to = n
    while (to > from && (marks[to - 1] ?? 0) > mark) {
      marks[to] = marks[to - 1] ?? 0
      to--
    }
    marks[to] = mark
  }
}

function hash(marks: Float64Array, from: number, end: number): number {
  let value = 0
  for (let n = from; n < end; n++) {
    const mark = marks[n] ?? 0
    const project = Math.floor(mark / pointsRoom)
    value = Math.imul(value ^ (mark - project * pointsRoom) ^ Math.imul(project, 0x9e3779b1), 0x85ebca6b)
    value ^= value >>> 15
  }
  return value
}

function isSame(marks: Float64Array, from: number, end: number, other: number, otherEnd: number): boolean {
  if (end - from !== otherEnd - other) return false
  for (let n = from; n < end; n++) if (marks[n] !== marks[other + n - from]) return false
  return true
}
