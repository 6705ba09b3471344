import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cluster } from './k-means.ts'
import type { Moderation, Vote, VoteCast } from './vote.ts'

/** Published conversations with the public server's own answers; they are not ours to ship. */
const folder = join(
  process.env['LIREN_ANCHORS'] ?? join(import.meta.dirname, '../../../../shared/anchors'),
  'participation/opinion-groups',
)
export const referencesAreThere = existsSync(folder)
export const referenceFile = (name: string, file: string): string => join(folder, name, file)

export const referenceNames = [
  '150ptpt-3gp-no-strict-no-meta',
  '25ptpt-3gp-no-strict-with-meta',
  'below-100-ptpts',
] as const

interface Counted {
  readonly tid: number
  readonly 'n-success': number
  readonly 'n-trials': number
  readonly 'p-success': number
  readonly 'p-test': number
}

export interface PublishedRepresentative extends Counted {
  readonly repness: number
  readonly 'repness-test': number
  readonly 'repful-for': 'agree' | 'disagree'
  readonly 'best-agree'?: boolean
}

/** The server's answer, as far as it is compared. */
export interface Published {
  readonly tids: readonly number[]
  readonly 'in-conv': readonly number[]
  readonly 'mod-out': readonly number[]
  readonly 'meta-tids': readonly number[]
  readonly pca: {
    readonly center: readonly number[]
    readonly comps: readonly [readonly number[], readonly number[]]
    readonly 'comment-projection': readonly [readonly number[], readonly number[]]
    readonly 'comment-extremity': readonly number[]
  }
  readonly 'base-clusters': {
    readonly id: readonly number[]
    readonly members: readonly (readonly number[])[]
    readonly x: readonly number[]
    readonly y: readonly number[]
  }
  readonly 'group-clusters': readonly {
    readonly id: number
    readonly members: readonly number[]
    readonly center: readonly [number, number]
  }[]
  readonly 'group-votes': Readonly<
    Record<
      string,
      { readonly 'n-members': number; readonly votes: Readonly<Record<string, { A: number; D: number; S: number }>> }
    >
  >
  readonly 'group-aware-consensus': Readonly<Record<string, number>>
  readonly 'comment-priorities': Readonly<Record<string, number>>
  readonly consensus: { readonly agree: readonly Counted[]; readonly disagree: readonly Counted[] }
  readonly repness: Readonly<Record<string, readonly PublishedRepresentative[]>>
}

export interface Reference {
  /** In the order of their instants. */
  readonly log: readonly VoteCast[]
  readonly moderation: Moderation
  readonly published: Published
  readonly base: readonly Cluster[]
}

const json = (name: string, file: string): unknown => JSON.parse(readFileSync(referenceFile(name, file), 'utf8'))

interface PublishedVote {
  readonly participant_id?: number
  readonly pid?: number
  readonly statement_id?: number
  readonly tid?: number
  readonly vote: number
  readonly modified: number | string
}

export function readReference(name: string): Reference {
  const published = json(name, 'math-pca2.json') as Published
  const log = (json(name, 'votes.json') as PublishedVote[])
    .map(
      (row): VoteCast => ({
        person: row.participant_id ?? row.pid ?? -1,
        statement: row.statement_id ?? row.tid ?? -1,
        vote: (0 - row.vote) as Vote,
        at: Number(row.modified),
      }),
    )
    .sort((a, b) => a.at - b.at)
  const meta = new Set(published['meta-tids'])
  const { id, members, x, y } = published['base-clusters']
  return {
    log,
    moderation: { meta, rejected: new Set(published['mod-out'].filter((statement) => !meta.has(statement))) },
    published,
    base: id.map((one, n) => ({ id: one, members: members[n] ?? [], x: x[n] ?? 0, y: y[n] ?? 0 })),
  }
}

/** The groups of people that the server published, in its order. */
export function publishedGroups({ base, published }: Reference): number[][] {
  return published['group-clusters'].map(({ members }) =>
    base.filter(({ id }) => members.includes(id)).flatMap((cluster) => cluster.members),
  )
}

/** Adjusted Rand index of two groupings of the same ids: 1 where they are the same, about 0 by chance. */
export function adjustedRand(one: readonly (readonly number[])[], other: readonly (readonly number[])[]): number {
  const pairs = (n: number) => (n * (n - 1)) / 2
  const total = pairs(one.reduce((sum, group) => sum + group.length, 0))
  const within = (groups: readonly (readonly number[])[]) => groups.reduce((sum, group) => sum + pairs(group.length), 0)
  let both = 0
  for (const group of one)
    for (const against of other) {
      const known = new Set(against)
      both += pairs(group.filter((id) => known.has(id)).length)
    }
  const expected = (within(one) * within(other)) / total
  const most = (within(one) + within(other)) / 2
  return most === expected ? 1 : (both - expected) / (most - expected)
}
