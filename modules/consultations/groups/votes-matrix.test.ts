import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inConversation, inConversationByLog } from './in-conversation.ts'
import type { VoteCast } from './vote.ts'
import { voteCounts } from './vote-counts.ts'
import { someLog } from './votes.fixture.ts'
import { noVotes, seenBy, withVotes } from './votes-matrix.ts'

const matrixOf = (log: readonly VoteCast[]) => withVotes(noVotes, log).matrix

describe('the matrix of votes', () => {
  it('keeps the last vote of a person on a statement, in whatever pieces the log comes', () => {
    fc.assert(
      fc.property(someLog, fc.nat(400), (log, cut) => {
        const whole = matrixOf(log)
        const { matrix } = withVotes(matrixOf(log.slice(0, cut)), log.slice(cut))
        expect(matrix).toEqual(whole)
        const last = new Map(log.map(({ person, statement, vote }) => [`${person} ${statement}`, vote]))
        expect(whole.cells.length).toBe(last.size)
        const agrees = voteCounts(whole).reduce((sum, one) => sum + one.agrees, 0)
        expect(agrees).toBe([...last.values()].filter((vote) => vote === -1).length)
        for (const [row, person] of whole.people.entries())
          expect(seenBy(whole, row)).toBe([...last.keys()].filter((key) => key.startsWith(`${person} `)).length)
      }),
    )
  })
  it('takes 10,000 statements and 100,000 people, and says how many votes were left out', () => {
    const vote = (person: number, statement: number): VoteCast => ({ person, statement, vote: -1, at: 0 })
    const statements = withVotes(
      noVotes,
      Array.from({ length: 10_003 }, (_, n) => vote(0, n)),
    )
    expect([statements.matrix.statements.length, statements.left]).toEqual([10_000, 3])
    const people = withVotes(
      noVotes,
      Array.from({ length: 100_002 }, (_, n) => vote(n, 0)),
    )
    expect([people.matrix.people.length, people.left]).toEqual([100_000, 2])
    // Who is in may go on voting.
    expect(withVotes(people.matrix, [vote(5, 0), vote(5, 1)]).left).toBe(0)
  })
})

describe('who is in the conversation', () => {
  it('never leaves, and is at least fifteen people or all', () => {
    fc.assert(
      fc.property(someLog, fc.nat(400), (log, cut) => {
        const early = inConversationByLog(log.slice(0, cut))
        const late = inConversationByLog([...log.slice(0, cut), ...log.slice(cut).map((vote) => ({ ...vote, at: 99 }))])
        for (const person of early) expect(late).toContain(person)
        const { people } = matrixOf(log)
        expect(inConversationByLog(log).length).toBeGreaterThanOrEqual(Math.min(15, people.length))
      }),
    )
  })
  it('is the plain rule where a log has no times', () => {
    fc.assert(
      fc.property(someLog, (log) => {
        const timeless = log.map((vote) => ({ ...vote, at: 0 }))
        expect(inConversationByLog(timeless)).toEqual(inConversation(matrixOf(log), []))
      }),
    )
  })
  it('needs seven votes, once fifteen are in', () => {
    const log = Array.from({ length: 20 }, (_, person) =>
      Array.from({ length: person < 16 ? 7 : 6 }, (_, statement): VoteCast => ({ person, statement, vote: 1, at: 0 })),
    ).flat()
    expect(inConversation(matrixOf(log), [])).toHaveLength(16)
    expect(inConversation(matrixOf(log), [19])).toContain(19)
    // Person n has n % 5 + 1 votes; one has all seven. The others come in by their votes, the last place by number:
    // of those with two votes 1, 6, 11; 16 and those with one vote wait.
    const uneven = log.filter(({ person, statement }) => person === 4 || statement < 1 + (person % 5))
    expect(inConversation(matrixOf(uneven), [])).toEqual([1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14, 17, 18, 19])
    const few = log.filter(({ person }) => person > 3)
    expect(inConversation(matrixOf(few), [])).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18])
  })
})
