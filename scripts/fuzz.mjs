// `npm run fuzz [-- --requests 50000] [--seed N]`: sends hostile requests to every operation of the OpenAPI document.
import { parseArgs } from 'node:util'
import { checkNode, install, runTool } from './project.mjs'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '50000' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
  },
})
checkNode()
await install()
console.log(`seed ${values.seed}`)
const env = { ...process.env, LIREN_FUZZ_REQUESTS: values.requests, LIREN_FUZZ_SEED: values.seed }
process.exit(await runTool('vitest/vitest.mjs', ['run', 'tests/fuzz', '--disable-console-intercept'], { env }))
