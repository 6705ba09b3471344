// `npm test [-- vitest's arguments]`: installs and builds what is missing, runs every test, and closes with the line
// `N passed, N failed, N skipped`.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, checkNode, install, runTool } from './project.mjs'

checkNode()
await install()
await build()
// Imported only now: a browser can come with the packages.
const { findBrowser } = await import('./browser.mjs')
try {
  const { executablePath } = await findBrowser()
  console.log(`browser: ${executablePath}`)
} catch (error) {
  console.error(error.message)
  process.exit(1)
}

const folder = await mkdtemp(join(tmpdir(), 'liren-report-'))
const report = join(folder, 'report.json')
const code = await runTool('vitest/vitest.mjs', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
])
const { passed, failed, skipped } = await count(report)
await rm(folder, { recursive: true })
// An error outside of any test fails the run as well: never say "0 failed" then.
const broken = code !== 0 && failed === 0 ? 1 : failed
if (broken !== failed) console.error('the run failed outside of its tests; see above')
console.log(`${passed} passed, ${broken} failed, ${skipped} skipped`)
process.exit(code === 0 && broken > 0 ? 1 : code)

async function count(path) {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return { passed: 0, failed: 0, skipped: 0 }
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const file of JSON.parse(text).testResults) {
    const states = file.assertionResults.map((test) => test.status)
    for (const state of states) counts[state === 'passed' || state === 'failed' ? state : 'skipped'] += 1
    // A file that cannot be loaded or set up fails without a failing test.
    if (file.status === 'failed' && !states.includes('failed')) counts.failed += 1
  }
  return counts
}
