import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareIds } from './election.ts'
import { readPabulib } from './pabulib.ts'
import { FileFault } from './semicolon-rows.ts'

const file = ({
  meta = 'budget;100\nvote_type;approval',
  projects = 'project_id;cost;name\n1;60;灯\n10;40,5;"长椅;""新"""',
  votes = 'voter_id;vote\nv1;1,10\nv2;10\nv3;',
} = {}) => `META\nkey;value\n${meta}\nPROJECTS\n${projects}\nVOTES\n${votes}\n`

it('reads amounts in the smallest unit that occurs, quoted names, and empty ballots', () => {
  for (const text of [file(), file().replaceAll('\n', '\r\n'), `\uFEFF${file()}`])
    expect(readPabulib(text)).toEqual({
      oddities: [],
      election: {
        budget: 1000,
        decimals: 1,
        projects: [
          { id: '1', name: '灯', cost: 600 },
          { id: '10', name: '长椅;"新"', cost: 405 },
        ],
        ballots: [
          { projects: [0, 1], points: [1, 1] },
          { projects: [1], points: [1] },
          { projects: [], points: [] },
        ],
      },
    })
})

it('reads ranked and points ballots', () => {
  const meta = (type: string) => `budget;100\nvote_type;${type}`
  const ranked = readPabulib(file({ meta: meta('ordinal'), votes: 'voter_id;vote\nv;10,1' }))
  expect(ranked.election.ballots).toEqual([{ projects: [1, 0], points: [2, 1] }])
  const votes = 'voter_id;vote;points\nv;10,1;7,0\nw;;'
  for (const type of ['cumulative', 'scoring'])
    expect(readPabulib(file({ meta: meta(type), votes })).election.ballots).toEqual([
      { projects: [1], points: [7] },
      { projects: [], points: [] },
    ])
})

it('tells what is odd and reads on', () => {
  const meta = 'budget;100\nvote_type;approval\nnum_votes;3\nnum_projects;9'
  const { election, oddities } = readPabulib(file({ meta, votes: 'voter_id;vote\nv1;1,1\nv1;10\nv2;' }))
  expect(election.ballots[0]?.projects).toEqual([0])
  expect(oddities).toEqual([
    'line 14: the voter v1 stands there twice; both ballots count',
    'line 6: num_projects is 9, but 2 were read',
  ])
})

describe('a file that cannot be meant is refused with its line', () => {
  const points = 'budget;1\nvote_type;scoring'
  it.each([
    ['', /the section META is missing/],
    ['hello', /line 1: stands before META/],
    [file({ meta: 'vote_type;approval' }), /does not give the budget/],
    [file({ meta: 'budget;1\nbudget;2\nvote_type;approval' }), /line 4: META says budget twice/],
    [file({ meta: 'budget;-5\nvote_type;approval' }), /line 3: “-5” is not an amount/],
    [file({ meta: 'budget;1e9\nvote_type;approval' }), /line 3: “1e9” is not an amount/],
    [file({ meta: 'budget;99999999999999999999\nvote_type;approval' }), /line 3: .* too large/],
    [file({ meta: 'budget;1.1234567\nvote_type;approval' }), /line 3: .* more than 6 decimals/],
    [file({ meta: 'budget;1\nvote_type;guess' }), /line 4: vote_type is “guess”; known are approval/],
    [file({ meta: 'budget;1\nvote_type;constructor' }), /line 4: vote_type is “constructor”/],
    [file({ projects: 'project_id;price\n1;2' }), /line 6: there is no column cost/],
    [file({ projects: 'project_id;cost\n1' }), /line 7: has no column cost/],
    [file({ projects: 'project_id;cost\n1;2\n1;3' }), /line 8: the project 1 stands there twice/],
    [file({ projects: 'project_id;cost\n;2' }), /line 7: the project has no project_id/],
    [file({ votes: 'voter_id;vote\nv;1,7' }), /line 11: there is no project 7/],
    [file({ votes: 'voter_id;vote\nv;__proto__' }), /line 11: there is no project __proto__/],
    [file({ votes: 'voter_id;vote\nv;"1' }), /line 11: a quotation mark is not closed/],
    [file({ meta: points, votes: 'voter_id;vote;points\nv;1,10;3' }), /line 11: 2 projects are named, and 1 numbers/],
    [file({ meta: points, votes: 'voter_id;vote;points\nv;1;-3' }), /line 11: “-3” is not a whole number of points/],
    [file({ meta: points, votes: 'voter_id;vote;points\nv;1,1;3,3' }), /line 11: a project is named twice/],
    [`${file()}META\nkey;value\n`, /line 14: a second section META/],
  ])('%j', (text, what) => expect(() => readPabulib(text)).toThrow(what))

  it('whatever the text is: it is read, or refused as a file', () => {
    const parts = fc.constantFrom(
      'META',
      'PROJECTS',
      'VOTES',
      'key;value',
      'budget;5',
      'vote_type;approval',
      'a;1',
      '"',
      ';',
    )
    const text = fc.array(fc.oneof(parts, fc.string(), fc.constant('project_id;cost'), fc.constant('voter_id;vote')))
    fc.assert(
      fc.property(text, fc.constantFrom('\n', '\r\n', ''), (lines, end) => {
        try {
          readPabulib(lines.join(end))
        } catch (error) {
          expect(error).toBeInstanceOf(FileFault)
        }
      }),
      { numRuns: 3_000 },
    )
  })
})

it('sorts ids by code points', () => {
  const text = fc.string({ unit: fc.constantFrom('1', '0', 'a', '\uFF01', '\u{1F600}', '灯'), maxLength: 4 })
  const codes = (one: string) => [...one].map((character) => character.codePointAt(0) ?? 0)
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [left, right] = [codes(a), codes(b)]
      const at = left.findIndex((code, n) => code !== right[n])
      const expected = at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1)
      expect(Math.sign(compareIds(a, b))).toBe(Math.sign(expected))
    }),
  )
})
