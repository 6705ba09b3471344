import { fewestInGroup, fewestInPicture } from './consultation.ts'
import type { OpinionGroups } from './groups/opinion-groups.ts'
import { isOut, type Moderation } from './groups/vote.ts'
import type { VoteCount } from './groups/vote-counts.ts'

/** Votes on one statement, of everybody and of each group that is shown. */
export interface CountedStatement {
  readonly statement: number
  readonly agrees: number
  readonly disagrees: number
  readonly passes: number
  readonly byGroup: readonly { readonly agrees: number; readonly disagrees: number; readonly passes: number }[]
}

export interface ShownGroup {
  readonly letter: string
  readonly size: number
  /** Statements that say what it holds rather than the others, the most telling first. */
  readonly holds: readonly { readonly statement: number; readonly side: 'agree' | 'disagree' }[]
}

/** What an update found, as it is kept: numbers only. People are the participants' numbers and are never handed out. */
export interface Found {
  /** How many voted. */
  readonly people: number
  /** How many of them are in the conversation. */
  readonly inside: number
  /** The groups that are described, the largest first; empty until there are enough people. */
  readonly groups: readonly ShownGroup[]
  /** People in groups that are too small to be described. */
  readonly inSmall: number
  readonly statements: readonly CountedStatement[]
  readonly unites: readonly { readonly statement: number; readonly side: 'agree' | 'disagree' }[]
  readonly divides: readonly number[]
  /** Where each one in the conversation stands, within 0 to 1000; `group` is a place in `groups`, −1 in a small one. */
  readonly dots: readonly Dot[]
}
export type Dot = readonly [participant: number, x: number, y: number, group: number]

export const nothingFound: Found = {
  ...{ people: 0, inside: 0, groups: [], inSmall: 0, statements: [], unites: [], divides: [], dots: [] },
}

/** Every group beyond this share on one side: they are of one mind. */
const sharedMind = 0.6
const mostUniting = 5
const mostDividing = 3
const letters = 'ABCDEFGH'

/** What people are shown of what was found. Groups of fewer than five are left out of everything but the count of people. */
export function pictureOf(found: OpinionGroups, moderation: Moderation, statements: ReadonlySet<number>): Found {
  const large = found.groups
    .map((group, place) => ({ ...group, place }))
    .filter(({ members }) => members.length >= fewestInGroup)
    .sort((a, b) => b.members.length - a.members.length || a.id - b.id)
  const enough = found.inside.length >= fewestInPicture && large.length > 0
  const shown = enough ? large : []
  const counted = found.statements
    .filter(({ statement }) => statements.has(statement))
    .map(
      ({ statement, everybody, byGroup }): CountedStatement => ({
        statement,
        ...counts(everybody),
        byGroup: shown.map(({ place }) => counts(byGroup[place])),
      }),
    )
  const inPlay = counted.filter(({ statement }) => !isOut(moderation, statement))
  return {
    people: found.people.ids.length,
    inside: found.inside.length,
    groups: shown.map(({ members, representative }, n) => ({
      letter: letters[n] ?? '?',
      size: members.length,
      holds: shown.length < 2 ? [] : representative.map(({ statement, direction }) => ({ statement, side: direction })),
    })),
    inSmall: enough ? found.inside.length - shown.reduce((sum, { members }) => sum + members.length, 0) : 0,
    statements: counted,
    unites: uniting(inPlay),
    divides: shown.length < 2 ? [] : dividing(inPlay),
    dots: enough ? dotsOf(found, shown) : [],
  }
}

const counts = (count: VoteCount | undefined) => ({
  agrees: count?.agrees ?? 0,
  disagrees: count?.disagrees ?? 0,
  passes: count ? count.seen - count.agrees - count.disagrees : 0,
})

type Counted = Omit<CountedStatement, 'statement' | 'byGroup'>
const seen = ({ agrees, disagrees, passes }: Counted) => agrees + disagrees + passes

/** Share of those who saw it. */
export const shareOf = (count: Counted, side: 'agree' | 'disagree'): number =>
  seen(count) === 0 ? 0 : (side === 'agree' ? count.agrees : count.disagrees) / seen(count)

/** What every group holds alike: by the product of the groups' shares, so that one group alone cannot lift it. */
function uniting(statements: readonly CountedStatement[]) {
  const product = (of: CountedStatement, side: 'agree' | 'disagree') =>
    of.byGroup.reduce(
      (sum, count) => sum * (((side === 'agree' ? count.agrees : count.disagrees) + 1) / (seen(count) + 2)),
      1,
    )
  return statements
    .flatMap((of) => (['agree', 'disagree'] as const).map((side) => ({ of, side, strength: product(of, side) })))
    .filter(
      ({ of, side }) =>
        of.byGroup.length > 0 &&
        of.byGroup.every((count) => seen(count) >= fewestInGroup && shareOf(count, side) >= sharedMind),
    )
    .sort((a, b) => b.strength - a.strength || a.of.statement - b.of.statement)
    .slice(0, mostUniting)
    .map(({ of, side }) => ({ statement: of.statement, side }))
}

/** Where the groups' shares of agreement lie farthest apart. */
function dividing(statements: readonly CountedStatement[]): number[] {
  return statements
    .filter(({ byGroup }) => byGroup.every((count) => seen(count) >= fewestInGroup))
    .map(({ statement, byGroup }) => {
      const shares = byGroup.map((count) => shareOf(count, 'agree'))
      return { statement, apart: Math.max(...shares) - Math.min(...shares) }
    })
    .filter(({ apart }) => apart >= 0.3)
    .sort((a, b) => b.apart - a.apart || a.statement - b.statement)
    .slice(0, mostDividing)
    .map(({ statement }) => statement)
}

/** The plane of all in the conversation, stretched to a square of 1000 by its middle 98 %, so that nobody far out squeezes the rest. */
function dotsOf({ people, inside }: OpinionGroups, shown: readonly { readonly members: readonly number[] }[]): Dot[] {
  const groupOf = new Map(shown.flatMap(({ members }, n) => members.map((person) => [person, n] as const)))
  const at = new Map(people.ids.map((id, n) => [id, n]))
  const places = inside.map((person) => {
    const n = at.get(person) ?? 0
    return { person, x: people.x[n] ?? 0, y: people.y[n] ?? 0 }
  })
  const across = scale(places.map(({ x }) => x))
  const down = scale(places.map(({ y }) => y))
  return places.map(({ person, x, y }) => [person, across(x), down(y), groupOf.get(person) ?? -1])
}

function scale(values: readonly number[]): (value: number) => number {
  const sorted = [...values].sort((a, b) => a - b)
  const from = sorted[Math.floor(0.01 * (sorted.length - 1))] ?? 0
  const to = sorted[Math.ceil(0.99 * (sorted.length - 1))] ?? 0
  const span = to - from
  return (value) => (span === 0 ? 500 : Math.round(Math.min(1000, Math.max(0, ((value - from) / span) * 1000))))
}

/** What staff answer at the end: all that unites, and what each group holds first; where there are no groups, what most agree to. */
export function topStatements(found: Found): number[] {
  if (found.groups.length === 0)
    return found.statements
      .filter(({ agrees }) => agrees > 0)
      .toSorted((a, b) => b.agrees - a.agrees || a.statement - b.statement)
      .slice(0, 3)
      .map(({ statement }) => statement)
  const holds = found.groups.flatMap((group) => group.holds[0]?.statement ?? [])
  return [...new Set([...found.unites.map(({ statement }) => statement), ...holds])]
}
