import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Statement } from './statements.ts'

/** What one request asks of the database, to be repeated. */
export type Sequence = readonly Statement[]

export interface PgbenchRun {
  readonly url: string
  readonly connections: number
  readonly warmUpSeconds: number
  readonly seconds: number
  /** Chosen from at random, one at a time. */
  readonly sequences: readonly Sequence[]
  /** The word that goes out with the statements that the server vouches for. */
  readonly word: string
  /** SQL in place of a value, where each repetition needs its own; `parameter` names the value in the script. */
  readonly fresh?: (statement: Statement, index: number) => { value: string; sql: (parameter: string) => string } | null
}

/** The version that is installed. @throws Error that says how to get one. */
export function pgbenchVersion(): string {
  const { status, stdout } = spawnSync('pgbench', ['--version'], { encoding: 'utf8' })
  if (status === 0) return stdout.trim()
  throw new Error(
    'pgbench is needed as the floor and was not found. On Debian and Ubuntu: apt-get install postgresql-contrib; ' +
      'elsewhere it comes with the PostgreSQL client programs',
  )
}

/**
 * Runs pgbench -M prepared with exactly these statements and values.
 * @returns sequences a second after the warm-up (each connection plans each statement anew at its beginning), and all.
 */
export async function runPgbench(run: PgbenchRun): Promise<{ perSecond: number; sent: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'liren-pgbench-'))
  try {
    const args = ['-n', '-M', 'prepared', '-c', String(run.connections), '-j', '2', '-P', '1', '-D', `word=${run.word}`]
    args.push('-T', String(run.warmUpSeconds + run.seconds))
    for (const [at, sequence] of run.sequences.entries()) {
      const { script, variables } = scriptOf(sequence, at, run.fresh)
      const file = join(folder, `${at}.sql`)
      await writeFile(file, script)
      args.push('-f', file, ...variables.flatMap(([name, value]) => ['-D', `${name}=${value}`]))
    }
    const output = await printed([...args, run.url])
    const sent = Number(/actually processed: (\d+)/.exec(output)?.[1])
    return { perSecond: meanAfter(output, run.warmUpSeconds), sent }
  } finally {
    await rm(folder, { recursive: true })
  }
}

const saying = "select where set_config('liren.tenant', :word, true) is null;\n"

/** A script for pgbench; the values are its variables, which -M prepared sends as parameters. */
export function scriptOf(sequence: Sequence, at: number, fresh: PgbenchRun['fresh'] = () => null) {
  const variables: [string, string][] = []
  const lines = sequence.map((statement, number) => {
    const text = statement.text.replace(/\$(\d+)/g, (_, index: string) => {
      const value = statement.values[Number(index) - 1]
      if (value === undefined) throw new Error(`no value for $${index} of ${statement.text}`)
      if (value === null) return 'null'
      const name = `v${at}_${number}_${index}`
      const own = fresh(statement, Number(index))
      if (!variables.some(([known]) => known === name)) variables.push([name, own?.value ?? value])
      return own ? own.sql(`:${name}`) : `:${name}`
    })
    const line = `${text.replace(/\s*\n\s*/g, ' ').trim()};\n`
    return statement.vouched ? `\\startpipeline\n${saying}${line}\\endpipeline\n` : line
  })
  return { script: lines.join(''), variables }
}

function printed(args: readonly string[]): Promise<string> {
  const child = spawn('pgbench', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('close', (code) =>
      code === 0 ? done(output) : failed(new Error(`pgbench ended with ${code}\n${output}`)),
    )
  })
}

/** The mean of the lines `progress: 3.0 s, 2981.0 tps, lat …` after so many seconds. Throws where a statement failed. */
export function meanAfter(output: string, warmUpSeconds: number): number {
  const failed = Number(/number of failed transactions: (\d+)/.exec(output)?.[1] ?? 0)
  if (failed > 0 || /ERROR|aborted/.test(output)) throw new Error(`pgbench met errors:\n${output}`)
  const figures = [...output.matchAll(/progress: ([\d.]+) s, ([\d.]+) tps/g)]
    .filter(([, second]) => Number(second) > warmUpSeconds + 0.5)
    .map(([, , perSecond]) => Number(perSecond))
  if (figures.length === 0) throw new Error(`pgbench told no progress:\n${output}`)
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length
}
