// The worker of a bench: the same as `liren worker`, without metrics.

import { stopAsked } from '../apps/cli/options.ts'
import { openLiren } from '../apps/server/liren.ts'
import { modules } from '../apps/server/modules.ts'
import { readConfig } from '../kernel/config.ts'
import { openLog } from '../kernel/running/log.ts'
import { startWorker } from '../kernel/worker.ts'

const liren = await openLiren({ config: readConfig(process.env, undefined), connections: 10 })
const log = openLog((line) => process.stderr.write(line))
const worker = await startWorker(liren, modules, log)
process.stdout.write('ready http://nowhere\n')
await stopAsked()
await worker.stop()
await liren.close()
