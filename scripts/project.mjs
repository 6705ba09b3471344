// What the scripts share. Plain Node without packages: it runs before anything is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const inRoot = (...parts) => join(root, ...parts)

/** Stops with a sentence if this Node is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Liren needs Node 20.19 or newer; this is ${process.version}. Get one at https://nodejs.org`)
  process.exit(1)
}

/**
 * Runs a program to its end, with our terminal. Signals that we get are passed on, and we wait for it to end.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code, 128 + n after signal n.
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options })
    const pass = (signal) => child.kill(signal)
    // Ctrl-C at a terminal reaches the whole group by itself: passing it on would make it two.
    const interrupt = process.stdin.isTTY ? () => {} : pass
    process.on('SIGINT', interrupt).on('SIGTERM', pass).on('SIGHUP', pass)
    const orphaned = watchNpm(() => pass('SIGTERM'))
    const done = (code) => {
      clearInterval(orphaned)
      process.off('SIGINT', interrupt).off('SIGTERM', pass).off('SIGHUP', pass)
      resolve(code)
    }
    child.once('error', (error) => {
      console.error(`${program}: ${error.message}`)
      done(127)
    })
    child.once('exit', (code, signal) => done(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}

/**
 * npm runs us through a shell. If npm is told to stop, it stops that shell, which does not tell us: we would run on
 * without anybody knowing. That our parent has changed is the only sign.
 */
function watchNpm(stop) {
  const parent = process.ppid
  if (!process.env.npm_lifecycle_event) return undefined
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stop()
  }, 500)
  return watch.unref()
}

/** Runs a package's program with this Node. `script` is its file below node_modules. */
export const runTool = (script, args, options) =>
  run(process.execPath, [inRoot('node_modules', script), ...args], options)

/** `npm ci`, if node_modules is missing or holds other versions than the lockfile. Ends the process if it fails. */
export async function install() {
  if (isInstalled()) return
  console.log('installing …')
  // With NODE_ENV=production npm would leave out what builds the apps.
  const code = await npm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) process.exit(code)
}

/** By content, not by date: a fresh clone's lockfile may well be younger than what was installed from it. */
function isInstalled() {
  const there = inRoot('node_modules/.package-lock.json')
  if (!existsSync(there)) return false
  const installed = JSON.parse(readFileSync(there, 'utf8')).packages
  const wanted = Object.entries(JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages)
  return wanted.every(
    ([path, { version, optional, link }]) => path === '' || link || optional || installed[path]?.version === version,
  )
}

function npm(args) {
  // Under `npm run` npm says where it lies; a shell is needed for npm.cmd on Windows only.
  const own = process.env.npm_execpath
  if (own?.endsWith('npm-cli.js')) return run(process.execPath, [own, ...args])
  return run('npm', args, { shell: process.platform === 'win32' })
}

/**
 * What a build consists of. Each part is built again when one of its sources has another size or date; SQL is read
 * where it lies.
 */
const parts = {
  programs: {
    product: 'dist/liren.mjs',
    folders: ['apps', 'kernel', 'modules'],
    leavesOut: /\/(desk|pocket)\/|\.(test\.tsx?|tsx|css|md|sql)$/,
  },
  pages: {
    product: 'dist/desk/index.html',
    folders: ['apps', 'kernel', 'modules', 'ui', 'vite'],
    leavesOut: /^apps\/(cli|demo|server)\/|-(store|queries|service)\.ts$|\.(test\.tsx?|md|sql)$/,
  },
}
const always = ['build', 'project', 'threads']
  .map((name) => `scripts/${name}.mjs`)
  .concat('package-lock.json', 'tsconfig.json')

const markOf = (part) => inRoot('dist', `.${part}-built-from`)

/** A number for the sources of a part as they stand: names, sizes and dates. */
export function sourcesOf(part) {
  const { folders, leavesOut } = parts[part]
  const found = folders
    .filter((folder) => existsSync(inRoot(folder)))
    .flatMap((folder) =>
      readdirSync(inRoot(folder), { recursive: true }).map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
    )
  const hash = createHash('sha256')
  for (const file of [...always, ...found.filter((name) => !leavesOut.test(name)).sort()]) {
    const stat = statSync(inRoot(file), { throwIfNoEntry: false })
    if (stat?.isFile()) hash.update(`${file} ${stat.size} ${stat.mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/** Remembers what a part was built from. */
export const markBuilt = (part, sources) => writeFileSync(markOf(part), sources)

/** Whether what is in dist was built from the sources as they stand. */
function isBuilt(part) {
  if (!existsSync(inRoot(parts[part].product)) || !existsSync(markOf(part))) return false
  return readFileSync(markOf(part), 'utf8') === sourcesOf(part)
}

/**
 * Builds what is missing or older than its sources. Ends the process if that fails.
 * @param {{ only?: ('programs' | 'pages')[], quiet?: boolean }} [options]
 */
export async function build({ only = ['programs', 'pages'], quiet = false } = {}) {
  const stale = only.filter((part) => !isBuilt(part))
  if (stale.length === 0) return
  const stdio = quiet ? ['ignore', 'ignore', 'inherit'] : 'inherit'
  const code = await run(process.execPath, [inRoot('scripts/build.mjs'), ...stale], { stdio })
  if (code !== 0) process.exit(code)
}
