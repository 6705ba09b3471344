import { spawn } from 'node:child_process'
import { type FileHandle, open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Account } from './account.ts'

export interface ToolRun {
  /** The cluster's folder, passed as -D. */
  readonly folder?: string
  readonly account?: Account | undefined
  /** Arguments that must come before -D. */
  readonly before?: readonly string[]
  readonly args: readonly string[]
  /** Standard input. */
  readonly input?: string
  /** pg_ctl start only: where, in the folder, the server writes until its own log begins. */
  readonly logFile?: string
}

/**
 * Runs one of PostgreSQL's programs to its end.
 * @returns what it printed.
 * @throws Error with what it complained about.
 */
export async function runTool(program: string, run: ToolRun): Promise<string> {
  const handle = run.folder && lendsFolder(run) ? await open(run.folder, 'r') : undefined
  try {
    return await finish(program, run, handle)
  } finally {
    await handle?.close()
  }
}

/**
 * The account that PostgreSQL runs as may not be allowed to walk to the folder (below /root, say). On Linux it gets
 * the open folder instead of its path, which leaves the permissions of other people's folders alone.
 */
const lendsFolder = (run: ToolRun) => run.account !== undefined && process.platform === 'linux'

function finish(program: string, run: ToolRun, handle: FileHandle | undefined): Promise<string> {
  const { before = [], args, input, account, folder, logFile } = run
  const seenAs = handle ? '/proc/self/fd/3' : folder
  const all = [...before, ...(seenAs ? ['-D', seenAs] : []), ...args]
  if (logFile && seenAs) all.push('-l', join(seenAs, logFile))
  // The server that pg_ctl leaves behind would keep a pipe open.
  const output = logFile ? 'ignore' : 'pipe'
  return new Promise((done, failed) => {
    const child = spawn(program, all, {
      ...account,
      cwd: '/',
      env: cleanEnvironment(),
      windowsHide: true,
      stdio: [input === undefined ? 'ignore' : 'pipe', output, output, ...(handle ? [handle.fd] : [])],
    })
    let printed = ''
    let complained = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complained += text
    })
    child.once('error', failed)
    child.once('close', (code) => {
      if (code === 0) done(printed)
      else failed(new Error(`${basename(program)} ended with ${code}: ${complained || printed}`))
    })
    // It may end without reading: its exit code says why.
    child.stdin?.on('error', () => {}).end(input)
  })
}

/** PGDATA, PGPORT, PGOPTIONS and the like are meant for other databases. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'))
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}
