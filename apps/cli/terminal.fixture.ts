import { spawn } from 'node:child_process'
import { inProject } from '../../kernel/root.ts'

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `liren …` to its end as somebody at a terminal would: the built program, in a process of its own. */
export function liren(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  const child = spawn(process.execPath, [inProject('bin/liren.mjs'), ...args], {
    env: { ...process.env, DATABASE_URL: '', LIREN_KEY: '07'.repeat(32), ...env },
  })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })))
}
