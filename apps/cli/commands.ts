import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { pastPooler, readConfig } from '../../kernel/config.ts'
import { behindGauge } from '../../kernel/db/standby.ts'
import { distribute, planDistribution } from '../../kernel/distribution.ts'
import { drainMs } from '../../kernel/running/duty.ts'
import { openLog } from '../../kernel/running/log.ts'
import { openMetrics, openMetricsDoor } from '../../kernel/running/metrics.ts'
import { readRunning } from '../../kernel/running/settings.ts'
import { openTraces } from '../../kernel/running/traces.ts'
import { startWorker } from '../../kernel/worker.ts'
import { openSetUp } from '../../modules/people/public.ts'
import { openLiren } from '../server/liren.ts'
import { modules } from '../server/modules.ts'
import { openProcessDuty, type Serving, serve } from '../server/serve.ts'
import { backupCommand } from './backup.ts'
import { channelsCommand } from './channels.ts'
import { chooseCommand } from './choose.ts'
import { deliveriesCommand } from './deliveries.ts'
import { exportAllCommand } from './export-all.ts'
import { groupsCommand } from './groups.ts'
import { importCommand } from './import.ts'
import { keysCommand } from './keys.ts'
import { type Command, portOf, stopAsked } from './options.ts'
import { personCommand } from './person.ts'
import { planCommand } from './plan.ts'
import { restoreCommand } from './restore.ts'
import { retentionCommand } from './retention.ts'
import { verify } from './verify.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const warn = (line: string) => process.stderr.write(`${line}\n`)

// The program's own lines go out, what it has to report of requests and faults beside them, one JSON object a line.
const log = openLog((line) => process.stderr.write(line))

const serveCommand: Command = async ({ port, host, data }) => {
  const config = readConfig(process.env, data)
  const running = readRunning(process.env)
  const liren = await openLiren({ config, connections: 20, log: warn })
  const setUpCode = await openSetUp(liren.db, liren.clock)
  let serving: Serving | undefined
  const behind = config.standbyUrl === null ? [] : [behindGauge(() => serving?.standby)]
  const metrics = openMetrics(liren.db, [...modules.flatMap((m) => m.gauges ?? []), ...behind])
  const traces = openTraces(running.tracesTo)
  serving = await serve(liren, {
    port: portOf(port, 8080),
    host: host ?? '127.0.0.1',
    trustProxy: config.trustProxy,
    log,
    observers: [metrics.observer, traces.observer],
  })
  const door = running.metrics && (await openMetricsDoor(running.metrics, metrics, serving.duty))
  if (setUpCode) say(`first start: open ${serving.address}/desk/set-up and enter the code ${setUpCode}`)
  if (door) say(`figures at port ${door.port}`)
  say(`ready ${serving.address}`)
  const signal = await stopAsked()
  const again = stopAsked()
  serving.duty.drain()
  if (signal === 'SIGTERM') await Promise.race([setTimeout(drainMs(serving.duty, running.drainSeconds)), again])
  await serving.stop()
  await traces.close()
  await door?.close()
  await liren.close()
  return 0
}

const workerCommand: Command = async ({ data }) => {
  const running = readRunning(process.env)
  const liren = await openLiren({ config: readConfig(process.env, data), log: warn })
  const duty = await openProcessDuty(liren.db)
  const metrics = openMetrics(
    liren.db,
    modules.flatMap((m) => m.gauges ?? []),
  )
  const door = running.metrics && (await openMetricsDoor(running.metrics, metrics, duty))
  const worker = await startWorker(liren, modules, log)
  if (door) say(`figures at port ${door.port}`)
  say('ready worker')
  await stopAsked()
  duty.drain()
  await worker.stop()
  await door?.close()
  await liren.close()
  return 0
}

const migrateCommand: Command = async ({ data, distribute: spread, 'dry-run': dry }) => {
  if (dry && !spread) throw new Error('--dry-run goes with --distribute')
  const liren = await openLiren({ config: pastPooler(readConfig(process.env, data)), log: warn })
  try {
    if (dry) return await showDistribution(liren.url)
    if (spread) for (const statement of await distribute(liren.url)) say(statement)
    say(spread ? 'every table lies by tenant' : 'the database is up to date')
    return 0
  } finally {
    await liren.close()
  }
}

/** The statements and what stands in their way. @returns 1 where something does. */
async function showDistribution(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { statements, obstacles } = await planDistribution(client)
    for (const statement of statements) say(`${statement};`)
    for (const { table, what, name } of obstacles) warn(`in the way: ${table}: ${what} ${name}`)
    return obstacles.length > 0 ? 1 : 0
  } finally {
    await client.end()
  }
}

export const commands: Readonly<Record<string, Command>> = {
  serve: serveCommand,
  worker: workerCommand,
  migrate: migrateCommand,
  import: importCommand,
  'export-all': exportAllCommand,
  groups: groupsCommand,
  verify,
  channels: channelsCommand,
  deliveries: deliveriesCommand,
  backup: backupCommand,
  restore: restoreCommand,
  choose: chooseCommand,
  plan: planCommand,
  keys: keysCommand,
  person: personCommand,
  retention: retentionCommand,
}
