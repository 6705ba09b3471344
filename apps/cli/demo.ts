import { rm } from 'node:fs/promises'
import { readConfig } from '../../kernel/config.ts'
import { openLog } from '../../kernel/running/log.ts'
import { startWorker } from '../../kernel/worker.ts'
import { demoIsFilled, demoSignIns, fillDemo } from '../demo/fill.ts'
import { openLiren } from '../server/liren.ts'
import { modules } from '../server/modules.ts'
import { serve } from '../server/serve.ts'
import { type Command, portOf, stopAsked } from './options.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** The whole of Liren in one process on an embedded database, with a district in which a year has gone by. */
export const demo: Command = async ({ port, data, reset, lang }) => {
  if (lang !== undefined && lang !== 'zh' && lang !== 'en') throw new Error('--lang is zh or en')
  const config = readConfig(process.env, data)
  if (reset && config.databaseUrl) throw new Error('--reset only clears the embedded database; empty your own by hand')
  if (reset) await rm(config.dataDir, { recursive: true, force: true })
  const liren = await openLiren({ config, connections: 16 })
  if (!(await demoIsFilled(liren))) await fillDemo(liren, { log: say })
  const serving = await serve(liren, { port: portOf(port, 8080), host: '127.0.0.1' })
  const worker = await startWorker(
    liren,
    modules,
    openLog((line) => process.stderr.write(line)),
  )
  say(`ready ${serving.address}`)
  say(await demoSignIns(liren, serving.address, lang ?? 'zh'))
  await stopAsked()
  await serving.stop()
  await worker.stop()
  await liren.close()
  return 0
}
