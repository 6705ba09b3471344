import type { Agreed, Consensus } from '../../modules/consultations/groups/consensus.ts'
import type { GroupsOfLog } from '../../modules/consultations/groups/groups-of-log.ts'
import type { StatementFigures } from '../../modules/consultations/groups/opinion-groups.ts'
import type { Representative } from '../../modules/consultations/groups/representative.ts'
import { isOut, type Moderation } from '../../modules/consultations/groups/vote.ts'

/** What `liren groups` prints; numbers of people and statements are those of the file. */
export interface GroupsReport {
  readonly people: number
  readonly statements: number
  readonly votes: number
  /** Votes beyond the limits, left out. */
  readonly left: number
  /** People in the conversation: those who are grouped. */
  readonly inConversation: number
  readonly moderatedOut: readonly number[]
  readonly k: number
  /** Mean silhouette by number of groups. */
  readonly silhouettes: Readonly<Record<string, number>>
  readonly groups: readonly {
    readonly id: number
    readonly members: readonly number[]
    readonly subgroups: readonly (readonly number[])[]
    readonly representative: readonly Representative[]
  }[]
  readonly consensus: Consensus
  /** What every group agrees on, the most first. */
  readonly groupAware: readonly { readonly statement: number; readonly consensus: number }[]
  readonly figures: readonly Omit<StatementFigures, 'groupAware'>[]
}

export function groupsReport(
  { people, left, found }: GroupsOfLog,
  moderation: Moderation,
  votes: number,
): GroupsReport {
  const named = (members: readonly number[]) => members.map((number) => people[number] ?? -1).sort((a, b) => a - b)
  const inMathematics = found.statements.filter(({ statement }) => !isOut(moderation, statement))
  return {
    people: people.length,
    statements: found.statements.length,
    votes,
    left,
    inConversation: found.inside.length,
    moderatedOut: found.statements
      .map(({ statement }) => statement)
      .filter((statement) => isOut(moderation, statement)),
    k: found.groups.length,
    silhouettes: Object.fromEntries(found.silhouettes),
    groups: found.groups.map(({ id, members, subgroups, representative }) => ({
      id,
      members: named(members),
      subgroups: subgroups.map(named),
      representative,
    })),
    consensus: found.consensus,
    groupAware: inMathematics
      .map(({ statement, groupAware }) => ({ statement, consensus: groupAware }))
      .sort((a, b) => b.consensus - a.consensus),
    figures: found.statements.map(({ groupAware: _, ...figures }) => figures),
  }
}

/** The report in lines for a terminal. */
export function reportLines(report: GroupsReport): string[] {
  const { people, statements, votes, left, inConversation, moderatedOut, k, groups, consensus } = report
  return [
    `${votes} votes of ${people} people on ${statements} statements; ${inConversation} people in the conversation`,
    ...(left > 0 ? [`${left} votes left out: too many people or statements`] : []),
    ...(moderatedOut.length > 0 ? [`moderated out: ${moderatedOut.join(', ')}`] : []),
    '',
    `${k} ${k === 1 ? 'group' : 'groups'}`,
    ...groups.flatMap(({ id, members, representative }) => [
      '',
      `group ${id}: ${members.length} people (${members.join(', ')})`,
      ...representative.map(representativeLine),
    ]),
    '',
    'what unites all',
    ...consensusLines(consensus),
  ]
}

const percent = (share: number): string => `${Math.round(share * 100)} %`

const representativeLine = ({ statement, direction, votes, seen, share, ratio }: Representative): string =>
  `  ${direction === 'agree' ? 'agrees with' : 'disagrees with'} ${statement}: ${votes} of ${seen} (${percent(share)}, ${ratio.toFixed(1)} times the others)`

function consensusLines({ agree, disagree }: Consensus): string[] {
  const line = (verb: string) => (one: Agreed) =>
    `  ${verb} ${one.statement}: ${one.votes} of ${one.seen} (${percent(one.share)})`
  const lines = [...agree.map(line('agree with')), ...disagree.map(line('disagree with'))]
  return lines.length > 0 ? lines : ['  nothing beyond chance']
}
