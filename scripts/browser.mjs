// Finds a Chromium for the browser tests: one without a window, which needs a sixth less of the processor (the system's, else
// the one that npm brought), else any that is there.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { inRoot } from './project.mjs'

const shells = ['chromium-headless-shell', 'chrome-headless-shell']
const installed = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * @returns {Promise<{ executablePath: string, env: Record<string, string> }>} the program and what it needs in its
 * environment.
 * @throws Error with the one command that helps.
 */
export async function findBrowser() {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (starts(given)) return { executablePath: given, env: {} }
    throw new Error(`CHROMIUM_PATH is ${given}, which does not start`)
  }
  for (const name of shells) if (starts(name)) return { executablePath: onPath(name), env: {} }
  const brought = await unpackBrought()
  if (brought) return brought
  for (const name of installed) if (starts(name)) return { executablePath: onPath(name), env: {} }
  throw new Error('No Chromium for the browser tests. Install one, for example: apt-get install -y chromium')
}

const starts = (program, env = {}) =>
  spawnSync(program, ['--version'], { env: { ...process.env, ...env }, timeout: 30_000 }).status === 0

function onPath(name) {
  const folders = (process.env.PATH ?? '').split(':')
  return folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path)) ?? name
}

/** @sparticuz/chromium holds a Chromium for Linux on x64, and the libraries that a bare system lacks. */
async function unpackBrought() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const folder = inRoot('node_modules/.cache/liren-chromium')
  if (!existsSync(folder)) await unpackTo(folder)
  const executablePath = `${folder}/chromium`
  for (const env of [{}, { LD_LIBRARY_PATH: `${folder}/al2023/lib` }]) {
    if (starts(executablePath, env)) return { executablePath, env }
  }
  return undefined
}

async function unpackTo(folder) {
  const draft = `${folder}.${process.pid}`
  await mkdir(draft, { recursive: true })
  // The package unpacks to the folder for temporary files, and its libraries only where it believes to be on Amazon's
  // machines. In a process of its own both are harmless to set.
  const code = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()"
  const env = { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: inRoot('.'),
    env,
    stdio: 'inherit',
  })
  if (done.status === 0 && (await readdir(draft)).includes('chromium')) await rename(draft, folder).catch(() => {})
  await rm(draft, { recursive: true, force: true })
}
