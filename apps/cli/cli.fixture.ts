import { vi } from 'vitest'
import { commands } from './commands.ts'
import type { Options } from './options.ts'

/** Runs a command in this process, on a database of its own and the key of test apps. */
export async function runCommand(
  name: string,
  options: Options,
  url: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | 'thrown'; stdout: string; stderr: string }> {
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('LIREN_KEY', '07'.repeat(32))
  for (const [key, value] of Object.entries(env)) vi.stubEnv(key, value)
  const [out, err] = (['stdout', 'stderr'] as const).map((stream) => {
    const lines: string[] = []
    vi.spyOn(process[stream], 'write').mockImplementation((text) => lines.push(String(text)) > 0)
    return lines
  })
  const said = (lines: string[] | undefined) => (lines ?? []).join('')
  try {
    const code = (await commands[name]?.(options)) ?? 'thrown'
    return { code, stdout: said(out), stderr: said(err) }
  } catch (error) {
    return { code: 'thrown', stdout: said(out), stderr: String(error) }
  } finally {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
  }
}
