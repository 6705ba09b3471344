// `npm run faults [-- ROUNDS]`: kills server, worker and database again and again under load, and looks for what was lost.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, checkNode, inRoot, install, run, runTool } from './project.mjs'

checkNode()
await install()
await build({ only: ['programs'] })
const env = { ...process.env, LIREN_FAULT_ROUNDS: process.argv[2] ?? '10', LIREN_FAULT_REPORTS: '150' }
const vitest = ['run', 'tests/faults', '--disable-console-intercept']
process.exit(await (mayOnlyMountApart() ? runApart() : runTool('vitest/vitest.mjs', vitest, { env })))

/** Whoever is not root mounts in a namespace of their own, where the system has that (Linux). */
function mayOnlyMountApart() {
  if (process.platform !== 'linux' || process.getuid() === 0) return false
  return spawnSync('unshare', ['--map-root-user', '--mount', 'mount', '-t', 'tmpfs', 'trial', tmpdir()]).status === 0
}

/** As root of the namespace the small disk is mounted; then back to the own number, for PostgreSQL refuses to run as root. */
async function runApart() {
  const disk = mkdtempSync(join(tmpdir(), 'liren-small-disk-'))
  const back = `unshare --user --map-user=${process.getuid()} --map-group=${process.getgid()}`
  const first = `mount -t tmpfs -o size=600m,mode=0700 liren-small-disk "$0" && exec ${back} -- "$@"`
  const program = [process.execPath, inRoot('node_modules/vitest/vitest.mjs'), ...vitest]
  try {
    const apart = ['--map-root-user', '--mount', 'sh', '-c', first, disk, ...program]
    return await run('unshare', apart, { env: { ...env, LIREN_SMALL_DISK: disk } })
  } finally {
    rmSync(disk, { recursive: true, force: true })
  }
}
