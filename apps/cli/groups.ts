import { createReadStream, existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UnreadableFile } from '../../modules/consultations/groups/csv-rows.ts'
import { groupsOfLog } from '../../modules/consultations/groups/groups-of-log.ts'
import {
  readModerationCsv,
  readModerationJson,
  readVotesCsv,
  readVotesJson,
} from '../../modules/consultations/groups/read-votes.ts'
import { type Moderation, nothingModerated, type VoteCast } from '../../modules/consultations/groups/vote.ts'
import { fileLines } from './file-lines.ts'
import { type GroupsReport, groupsReport, reportLines } from './groups-report.ts'
import type { Command } from './options.ts'

const usage = `liren groups FILE [--json]

FILE is votes.csv of a Polis export (timestamp, comment-id, voter-id, vote; agreeing is 1) or a list of votes as JSON.
A comments.csv or comments.json in the same folder says what was moderated out.`

/** A list in JSON is read as one text; more than this does not fit. */
const largestJson = 400_000_000

const say = (line: string) => process.stdout.write(`${line}\n`)

/**
 * Opinion groups from a file of votes, by the code that the screens call. Needs no database.
 * Exit status 0; 1 for a file that cannot be read; 2 for a wrong command line.
 */
export const groupsCommand: Command = async ({ rest: [file, ...more], json }) => {
  if (!file || more.length > 0 || !existsSync(file) || !statSync(file).isFile()) {
    process.stderr.write(file && more.length === 0 ? `there is no file ${file}\n` : `${usage}\n`)
    return 2
  }
  const started = performance.now()
  const votes = await read<VoteCast[]>(file, readVotesCsv, readVotesJson)
  const beside = moderationBeside(file)
  const moderation = beside ? await read<Moderation>(beside, readModerationCsv, readModerationJson) : nothingModerated
  const report: GroupsReport = groupsReport(groupsOfLog(votes, moderation), moderation, votes.length)
  const seconds = Number(((performance.now() - started) / 1000).toFixed(2))
  if (json) say(JSON.stringify({ ...report, seconds }))
  else for (const line of [...reportLines(report), `(${seconds} s)`]) say(line)
  return 0
}

const isJson = (file: string) => /\.json$/i.test(file)

/** The list of statements beside the votes, of the same make. */
function moderationBeside(file: string): string | null {
  const beside = join(dirname(file), isJson(file) ? 'comments.json' : 'comments.csv')
  return existsSync(beside) && statSync(beside).isFile() ? beside : null
}

/** Reads a file as JSON if its name says so, else as a table; a fault names the file and the line. */
async function read<T>(
  file: string,
  csv: (lines: AsyncIterable<string>) => Promise<T>,
  json: (text: string) => T,
): Promise<T> {
  try {
    if (!isJson(file)) return await csv(fileLines(createReadStream(file)))
    if (statSync(file).size > largestJson) throw new UnreadableFile(1, `more than ${largestJson} bytes; give it as CSV`)
    return json(await readFile(file, 'utf8'))
  } catch (error) {
    if (error instanceof UnreadableFile) throw new Error(`${file}, ${error.message}`, { cause: error })
    throw error
  }
}
