import { type Consensus, consensusOf, groupAware } from './consensus.ts'
import { baseClusters, type GroupingState, groupingOf, peopleOf } from './grouping.ts'
import { inConversation } from './in-conversation.ts'
import type { Cluster } from './k-means.ts'
import { type Components, componentsOf } from './principal-components.ts'
import { extremities, type Points, peopleInPlane, statementsInPlane } from './projection.ts'
import { type Representative, representativeStatements, stances } from './representative.ts'
import { priorityOf } from './routing.ts'
import { isOut, type Moderation } from './vote.ts'
import { summed, type VoteCount, voteCounts } from './vote-counts.ts'
import type { VotesMatrix } from './votes-matrix.ts'

/**
 * What one update hands to the next: plain JSON. It follows from the log of votes and where its updates ended, so it
 * can be thrown away and recomputed.
 */
export interface GroupsState {
  readonly seed: number
  /** Who is in the conversation, for ever. */
  readonly inside: readonly number[]
  readonly components: Components | null
  readonly base: readonly Cluster[]
  readonly grouping: GroupingState | null
  /** How each group divides again. */
  readonly within: readonly { readonly group: number; readonly grouping: GroupingState }[]
}

export interface OpinionGroup {
  readonly id: number
  /** Middle of the group in the picture. */
  readonly x: number
  readonly y: number
  /** Numbers of people, ascending. */
  readonly members: readonly number[]
  readonly representative: readonly Representative[]
  /** Numbers of people by subgroup; empty where the group does not divide. */
  readonly subgroups: readonly (readonly number[])[]
}

/** One statement in the picture, and how each group voted on it. */
export interface StatementFigures {
  readonly statement: number
  readonly everybody: VoteCount
  /** In the order of the groups. */
  readonly byGroup: readonly VoteCount[]
  readonly x: number
  readonly y: number
  readonly extremity: number
  readonly groupAware: number
  readonly priority: number
}

export interface OpinionGroups {
  /** All who voted, where they stand. */
  readonly people: Points
  readonly inside: readonly number[]
  readonly base: readonly Cluster[]
  readonly groups: readonly OpinionGroup[]
  readonly consensus: Consensus
  readonly statements: readonly StatementFigures[]
  /** Mean silhouette by number of groups. */
  readonly silhouettes: ReadonlyMap<number, number>
}

/** The state of a consultation without votes. @param seed of the random start of the first update. */
export const newGroups = (seed: number): GroupsState => ({
  seed,
  inside: [],
  components: null,
  base: [],
  grouping: null,
  within: [],
})

/**
 * Opinion groups by the method of Polis, from all votes so far and the state after the update before. Deterministic:
 * the same arguments give the same groups to the last digit.
 */
export function updateGroups(
  before: GroupsState,
  matrix: VotesMatrix,
  moderation: Moderation,
): { readonly state: GroupsState; readonly found: OpinionGroups } {
  const { seed } = before
  const inside = inConversation(matrix, before.inside)
  const components = componentsOf(matrix, moderation, { before: before.components, seed })
  const people = peopleInPlane(matrix, moderation, components)
  const base = baseClusters(only(people, new Set(inside)), before.base)
  const { state: grouping, groups, silhouettes } = groupingOf(base, before.grouping)
  const divided = groups.map((group) => divide(group, base, before))
  const within = divided.map(({ state }, index) => ({ group: groups[index]?.id ?? 0, grouping: state }))
  const members = groups.map((group) => peopleOf(group, base).sort((a, b) => a - b))
  const holding = whatTheyHold(matrix, moderation, components, members)
  const found: OpinionGroups = {
    people,
    inside,
    base,
    groups: groups.map(({ id, x, y }, index) => ({
      id,
      x,
      y,
      members: members[index] ?? [],
      representative: holding.representative[index] ?? [],
      subgroups: divided[index]?.subgroups ?? [],
    })),
    consensus: holding.consensus,
    statements: holding.statements,
    silhouettes,
  }
  return { state: { seed, inside, components, base, grouping, within }, found }
}

function only({ ids, x, y }: Points, wanted: ReadonlySet<number>): Points {
  const kept = Int32Array.from(ids.keys()).filter((n) => wanted.has(ids[n] ?? -1))
  const pick = (values: Float64Array) => Float64Array.from(kept, (n) => values[n] ?? 0)
  return { ids: Array.from(kept, (n) => ids[n] ?? 0), x: pick(x), y: pick(y) }
}

/** The same search for groups within one group. */
function divide(group: Cluster, base: readonly Cluster[], before: GroupsState) {
  const inside = new Set(group.members)
  const own = base.filter(({ id }) => inside.has(id))
  const earlier = before.within.find((one) => one.group === group.id)?.grouping ?? null
  const { state, groups } = groupingOf(own, earlier)
  const subgroups = groups.length < 2 ? [] : groups.map((subgroup) => peopleOf(subgroup, own).sort((a, b) => a - b))
  return { state, subgroups }
}

/** What each group holds and what unites them, from the votes as cast, for given groups of people. */
export function whatTheyHold(
  matrix: VotesMatrix,
  moderation: Moderation,
  components: Components,
  groups: readonly (readonly number[])[],
): {
  readonly representative: readonly (readonly Representative[])[]
  readonly consensus: Consensus
  readonly statements: readonly StatementFigures[]
} {
  const everybody = voteCounts(matrix)
  const byGroup = groups.map((members) => voteCounts(matrix, members))
  const countsOf = (column: number) => byGroup.flatMap((counts) => counts[column] ?? [])
  const standing = matrix.statements.map((statement, column) => ({ statement, column }))
  const shown = standing.filter(({ statement }) => !isOut(moderation, statement))
  const beside = shown.map(({ statement, column }) => stances(statement, countsOf(column)))
  const places = statementsInPlane(components)
  const extremity = extremities(places)
  return {
    representative: groups.map((_, group) => representativeStatements(beside.flatMap((one) => one[group] ?? []))),
    consensus: consensusOf(shown.map(({ statement, column }) => [statement, everybody[column] ?? summed([])])),
    statements: standing.map(({ statement, column }) => {
      const counts = countsOf(column)
      const out = extremity[column] ?? 0
      return {
        statement,
        everybody: everybody[column] ?? summed([]),
        byGroup: counts,
        x: places.x[column] ?? 0,
        y: places.y[column] ?? 0,
        extremity: out,
        groupAware: groupAware(counts),
        priority: priorityOf(summed(counts), out, moderation.meta.has(statement)),
      }
    }),
  }
}
