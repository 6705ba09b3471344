import { csvRows, type Lines, UnreadableFile } from './csv-rows.ts'
import { itemLines } from './json-lines.ts'
import type { Moderation, Vote, VoteCast } from './vote.ts'

/** More votes than these are not read from a file. */
const mostVotes = 20_000_000
/** Numbers that others gave to people and statements; larger ones are no numbers of anything. */
const largestId = 2_147_483_647

interface RawVote {
  /** The line that it stands in; only asked for when something is wrong. */
  readonly where: () => number
  readonly person: unknown
  readonly statement: unknown
  readonly vote: unknown
  readonly at: unknown
}

/**
 * Reads `votes.csv` of a Polis export: a head with timestamp, comment-id, voter-id and vote (other columns are passed
 * over), agreeing +1. In the order of the instants. Throws UnreadableFile.
 */
export async function readVotesCsv(lines: Lines): Promise<VoteCast[]> {
  const votes: VoteCast[] = []
  for await (const { line, values } of csvRows(lines, ['timestamp', 'comment-id', 'voter-id', 'vote'])) {
    const [at, statement, person, vote] = values
    votes.push(voteOf({ where: () => line, at, statement, person, vote }))
    if (votes.length > mostVotes) throw new UnreadableFile(line, `more than ${mostVotes} votes`)
  }
  return inOrder(votes)
}

/** Reads what was moderated from `comments.csv` of a Polis export: rejected where moderated is −1. Throws UnreadableFile. */
export async function readModerationCsv(lines: Lines): Promise<Moderation> {
  const rejected = new Set<number>()
  for await (const { line, values } of csvRows(lines, ['comment-id', 'moderated'])) {
    const statement = idOf(values[0], 'statement', () => line)
    if (number(values[1]) === -1) rejected.add(statement)
  }
  return { rejected, meta: new Set() }
}

/**
 * Reads a list of votes as JSON: objects with participant_id (or pid), statement_id (or tid), vote, agreeing +1, and
 * modified (milliseconds, may be missing). In the order of the instants. Throws UnreadableFile.
 */
export function readVotesJson(text: string): VoteCast[] {
  const rows = parsedList(text)
  const lineAt = itemLines(text)
  return inOrder(
    rows.map((row, index) => {
      const where = () => lineAt(index)
      if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new UnreadableFile(where(), 'not a vote')
      const { participant_id, pid, statement_id, tid, vote, modified } = row as Record<string, unknown>
      const [person, statement] = [participant_id ?? pid, statement_id ?? tid]
      return voteOf({ where, person, statement, vote, at: modified ?? 0 })
    }),
  )
}

/**
 * Reads what was moderated from the list of statements that lies beside the votes (`comments.json`): rejected where
 * moderated (or mod) is −1, meta where is_meta is true. Throws UnreadableFile.
 */
export function readModerationJson(text: string): Moderation {
  const lineAt = itemLines(text)
  const rejected = new Set<number>()
  const meta = new Set<number>()
  for (const [index, row] of parsedList(text).entries()) {
    const where = () => lineAt(index)
    if (typeof row !== 'object' || row === null) throw new UnreadableFile(where(), 'not a statement')
    const { statement_id, tid, moderated, mod, is_meta } = row as Record<string, unknown>
    const statement = idOf(statement_id ?? tid, 'statement', where)
    if ((moderated ?? mod) === -1) rejected.add(statement)
    if (is_meta === true) meta.add(statement)
  }
  return { rejected, meta }
}

function parsedList(text: string): unknown[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new UnreadableFile(faultLine(text, error), 'this is no JSON')
  }
  if (!Array.isArray(parsed)) throw new UnreadableFile(1, 'not a list')
  if (parsed.length > mostVotes) throw new UnreadableFile(1, `more than ${mostVotes} entries`)
  return parsed
}

/** The line that JSON.parse stumbled on, if it says where; else the last one, where the file breaks off. */
function faultLine(text: string, error: unknown): number {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
  return text.slice(0, position === undefined ? text.length : Number(position)).split('\n').length
}

function voteOf({ where, person, statement, vote, at }: RawVote): VoteCast {
  const given = number(vote)
  if (given !== 1 && given !== 0 && given !== -1)
    throw new UnreadableFile(where(), `a vote is 1, 0 or -1, not ${said(vote)}`)
  const instant = number(at)
  if (instant === null || !Number.isFinite(instant) || instant < 0)
    throw new UnreadableFile(where(), `${said(at)} is no time of a vote`)
  return {
    person: idOf(person, 'person', where),
    statement: idOf(statement, 'statement', where),
    // Files say +1 for agreeing. From 0, since −0 is not 0 to everybody.
    vote: (0 - given) as Vote,
    at: instant,
  }
}

function idOf(given: unknown, what: string, where: () => number): number {
  const id = number(given)
  if (id === null || !Number.isInteger(id) || id < 0 || id > largestId)
    throw new UnreadableFile(where(), `${said(given)} is no number of a ${what}`)
  return id
}

function number(given: unknown): number | null {
  if (typeof given === 'number') return given
  return typeof given === 'string' && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(given) ? Number(given) : null
}

/** What stands in the file, short and without anything that a terminal would obey. */
function said(given: unknown): string {
  if (given === undefined) return 'nothing'
  const text = typeof given === 'string' ? given : (JSON.stringify(given) ?? typeof given)
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text
  return JSON.stringify(short).replace(/[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '?')
}

const inOrder = (votes: VoteCast[]): VoteCast[] => votes.sort((a, b) => a.at - b.at)
