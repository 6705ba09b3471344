// `npm run faults [-- ROUNDS]`: kills server, worker and database again and again under load, and looks for what was lost.
import { build, checkNode, install, runTool } from './project.mjs'

checkNode()
await install()
await build({ only: ['programs'] })
const env = { ...process.env, LIREN_FAULT_ROUNDS: process.argv[2] ?? '10', LIREN_FAULT_REPORTS: '150' }
process.exit(await runTool('vitest/vitest.mjs', ['run', 'tests/faults', '--disable-console-intercept'], { env }))
