import { spawn } from 'node:child_process'
import { inProject } from '../../kernel/root.ts'

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `liren …` to its end as somebody at a terminal would: the built program, in a process of its own, with that environment alone. */
export function liren(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const child = spawn(process.execPath, [inProject('bin/liren.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })))
}

/** The environment of whoever works at the database of a test, with the key of test apps. */
export const atDatabase = (url: string): NodeJS.ProcessEnv => ({
  ...process.env,
  ...{ DATABASE_URL: url, LIREN_KEY: '07'.repeat(32) },
})
