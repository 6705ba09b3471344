import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupsOfLog } from './groups-of-log.ts'
import { adjustedRand } from './reference.fixture.ts'
import type { VoteCast } from './vote.ts'
import { campVotes, someLog } from './votes.fixture.ts'

/** What was found, in the log's own numbers of people. */
const readable = (log: readonly VoteCast[], name: (person: number) => number = (person) => person) => {
  const { people, found } = groupsOfLog(log)
  return {
    groups: found.groups.map(({ members, representative }) => ({
      members: members.map((member) => name(people[member] ?? -1)).sort((a, b) => a - b),
      representative,
    })),
    consensus: found.consensus,
    statements: found.statements,
  }
}

describe('groups', () => {
  it('are those of the camps that people belong to', () => {
    for (const camps of [2, 3, 4]) {
      const { found, people } = groupsOfLog(campVotes({ people: 240, statements: 40, camps, share: 0.6, seed: camps }))
      const groups = found.groups.map(({ members }) => members.map((member) => people[member] ?? -1))
      const meant = Array.from({ length: camps }, (_, camp) => [...Array(240).keys()].filter((n) => n % camps === camp))
      if (camps < 4) expect(adjustedRand(groups, meant)).toBeGreaterThan(0.95)
      else expect(found.groups.length).toBeGreaterThanOrEqual(3)
    }
  })
  it('hold everybody in the conversation exactly once, whatever was voted', () => {
    fc.assert(
      fc.property(someLog, (log) => {
        const { found } = groupsOfLog(log)
        const grouped = found.groups.flatMap(({ members }) => members).sort((a, b) => a - b)
        expect(grouped).toEqual(found.inside)
        for (const value of [...found.people.x, ...found.people.y]) expect(value).not.toBeNaN()
        for (const { members, subgroups } of found.groups)
          if (subgroups.length > 0) expect(subgroups.flat().sort((a, b) => a - b)).toEqual(members)
      }),
    )
  })
  it('do not depend on the order of rows in a file, nor on the numbers that people have', () => {
    fc.assert(
      fc.property(someLog, fc.infiniteStream(fc.nat()), fc.nat(1000), (given, keys, shift) => {
        // One vote a person and statement, one instant each: what is left is the order of rows.
        const once = [...new Map(given.map((vote) => [`${vote.person} ${vote.statement}`, vote])).values()]
        const log = once.map((vote, n) => ({ ...vote, at: n }))
        const rows = log.map((vote) => ({ vote, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key)
        const shuffled = rows.map(({ vote }) => vote).sort((a, b) => a.at - b.at)
        expect(readable(shuffled)).toEqual(readable(log))
        // A number of their own: a permutation of 0..40.
        const other = (person: number) => (person * 7 + shift) % 41
        const back = new Map([...Array(41).keys()].map((person) => [other(person), person]))
        const renamed = log.map((vote) => ({ ...vote, person: other(vote.person) }))
        expect(readable(renamed, (person) => back.get(person) ?? -1)).toEqual(readable(log))
      }),
      { numRuns: 40 },
    )
  })
  it('mirror when everybody turns round: the same people together, agreeing and disagreeing exchanged', () => {
    const log = campVotes({ people: 90, statements: 20, camps: 3, share: 0.7, seed: 5 })
    const turned = log.map((vote) => ({ ...vote, vote: (0 - vote.vote) as VoteCast['vote'] }))
    const [one, other] = [readable(log), readable(turned)]
    expect(other.groups.map(({ members }) => members)).toEqual(one.groups.map(({ members }) => members))
    const key = (list: readonly { statement: number; votes: number }[]) => list.map((s) => [s.statement, s.votes])
    expect(key(other.consensus.agree)).toEqual(key(one.consensus.disagree))
    expect(key(other.consensus.disagree)).toEqual(key(one.consensus.agree))
  })
  it('of one mind are one group', () => {
    const log = campVotes({ people: 30, statements: 10, camps: 1, share: 1, seed: 1 }).map((vote) => ({
      ...vote,
      vote: -1 as const,
    }))
    const { found } = groupsOfLog(log)
    expect(found.groups).toHaveLength(1)
    expect(found.groups[0]?.members).toHaveLength(30)
    expect(found.consensus.agree).toHaveLength(5)
    expect(groupsOfLog([]).found.groups).toEqual([])
  })
  it('a statement that was moderated out stands for nobody, and moves nobody', () => {
    fc.assert(
      fc.property(someLog, fc.nat(11), fc.boolean(), (log, out, asMeta) => {
        const some = new Set([out])
        const moderation = asMeta
          ? { rejected: new Set<number>(), meta: some }
          : { rejected: some, meta: new Set<number>() }
        const { found } = groupsOfLog(log, moderation)
        const named = [
          ...found.consensus.agree,
          ...found.consensus.disagree,
          ...found.groups.flatMap((group) => group.representative),
        ]
        expect(named.map(({ statement }) => statement)).not.toContain(out)
        const one = found.statements.find(({ statement }) => statement === out)
        if (one) expect([one.extremity, asMeta ? one.priority : 49]).toEqual([0, 49])
        // Turning round what was voted on it changes nothing but its own figures.
        const turned = log.map((vote) =>
          vote.statement === out ? { ...vote, vote: (0 - vote.vote) as VoteCast['vote'] } : vote,
        )
        const again = groupsOfLog(turned, moderation).found
        expect([again.people, again.base, again.groups]).toEqual([found.people, found.base, found.groups])
      }),
      { numRuns: 40 },
    )
  })
})
