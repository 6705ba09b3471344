// The server of a bench: the same as `liren serve`, but without the limits that hold back one address (all requests of a
// bench come from one) and without a log.

import { stopAsked } from '../apps/cli/options.ts'
import { openLiren } from '../apps/server/liren.ts'
import { serve } from '../apps/server/serve.ts'
import { readConfig } from '../kernel/config.ts'

const liren = await openLiren({
  config: readConfig(process.env, undefined),
  connections: Number(process.env.BENCH_CONNECTIONS),
})
const serving = await serve(liren, { port: 0, host: '127.0.0.1', rateLimits: false })
process.stdout.write(`ready ${serving.address}\n`)
await stopAsked()
await serving.stop()
await liren.close()
