import { groupBallots } from './ballot-groups.ts'
import { compareIds, type Election } from './election.ts'

/**
 * Ballots laid out for counting. Voters with the same ballot have the same money all along, so they are one group with a
 * weight. Rows stand one after another in one array: group g's ballot from `ballotStart[g]` to `ballotStart[g + 1]`.
 */
export interface Electorate {
  readonly election: Election
  /** All voters, those with empty ballots included. */
  readonly voters: number
  readonly groups: number
  /** Voters of each group. */
  readonly weight: Float64Array
  readonly ballotStart: Int32Array
  readonly ballotProject: Int32Array
  readonly ballotPoints: Int32Array
  readonly supporterStart: Int32Array
  readonly supporterGroup: Int32Array
  readonly supporterPoints: Int32Array
  /** Of each project: voters who gave it points, and all their points. */
  readonly votes: Float64Array
  readonly points: Float64Array
  /** The most points that anyone gave it. */
  readonly mostPoints: Float64Array
  /** Positions of projects in the order in which ties are decided, and each project's place in it. */
  readonly byId: readonly number[]
  readonly place: Int32Array
}

/** Groups the ballots of an election. Expects what `election.ts` says of them. */
export function electorateOf(election: Election): Electorate {
  const { projects, ballots } = election
  const { groups, weight, start: ballotStart, project: ballotProject, points: ballotPoints } = groupBallots(ballots)
  const votes = new Float64Array(projects.length)
  const points = new Float64Array(projects.length)
  const mostPoints = new Float64Array(projects.length)
  const supporterStart = new Int32Array(projects.length + 1)
  // By groups, so that each short loop is a call of its own: one long loop would run its whole length uncompiled.
  const count = (group: number) => {
    const voters = weight[group] ?? 0
    for (let at = ballotStart[group] ?? 0; at < (ballotStart[group + 1] ?? 0); at++) {
      const [project, given] = [ballotProject[at] ?? 0, ballotPoints[at] ?? 0]
      votes[project] = (votes[project] ?? 0) + voters
      points[project] = (points[project] ?? 0) + voters * given
      mostPoints[project] = Math.max(mostPoints[project] ?? 0, given)
      supporterStart[project + 1] = (supporterStart[project + 1] ?? 0) + 1
    }
  }
  for (let group = 0; group < groups; group++) count(group)
  for (let n = 0; n < projects.length; n++)
    supporterStart[n + 1] = (supporterStart[n + 1] ?? 0) + (supporterStart[n] ?? 0)
  const byId = projects.map((_, n) => n).sort((a, b) => compareIds(projects[a]?.id ?? '', projects[b]?.id ?? ''))
  const place = new Int32Array(projects.length)
  for (const [n, project] of byId.entries()) place[project] = n
  return {
    ...{ election, voters: ballots.length, groups, weight, ballotStart, ballotProject, ballotPoints },
    ...{ votes, points, mostPoints, byId, place },
    ...supportersOf({ ballotStart, ballotProject, ballotPoints, supporterStart }),
  }
}

type Rows = Pick<Electorate, 'ballotStart' | 'ballotProject' | 'ballotPoints' | 'supporterStart'>

/** The same marks by project instead of by group. */
function supportersOf({ ballotStart, ballotProject, ballotPoints, supporterStart }: Rows) {
  const supporterGroup = new Int32Array(ballotProject.length)
  const supporterPoints = new Int32Array(ballotProject.length)
  const next = supporterStart.slice()
  const enter = (group: number) => {
    for (let at = ballotStart[group] ?? 0; at < (ballotStart[group + 1] ?? 0); at++) {
      const project = ballotProject[at] ?? 0
      const to = next[project] ?? 0
      supporterGroup[to] = group
      supporterPoints[to] = ballotPoints[at] ?? 0
      next[project] = to + 1
    }
  }
  for (let group = 0; group + 1 < ballotStart.length; group++) enter(group)
  return { supporterStart, supporterGroup, supporterPoints }
}
