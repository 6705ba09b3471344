import { readConfig } from '../../kernel/config.ts'
import { startWorker } from '../../kernel/worker.ts'
import { openSetUp } from '../../modules/people/public.ts'
import { openLiren } from '../server/liren.ts'
import { modules } from '../server/modules.ts'
import { serve } from '../server/serve.ts'
import { backupCommand } from './backup.ts'
import { chooseCommand } from './choose.ts'
import { groupsCommand } from './groups.ts'
import { importCommand } from './import.ts'
import { type Command, portOf, stopAsked } from './options.ts'
import { planCommand } from './plan.ts'
import { restoreCommand } from './restore.ts'
import { verify } from './verify.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const warn = (line: string) => process.stderr.write(`${line}\n`)

const serveCommand: Command = async ({ port, host, data }) => {
  const config = readConfig(process.env, data)
  const liren = await openLiren({ config, connections: 20, log: warn })
  const setUpCode = await openSetUp(liren.db, liren.clock)
  const serving = await serve(liren, {
    port: portOf(port, 8080),
    host: host ?? '127.0.0.1',
    trustProxy: config.trustProxy,
    log: true,
  })
  if (setUpCode) say(`first start: open ${serving.address}/desk/set-up and enter the code ${setUpCode}`)
  say(`ready ${serving.address}`)
  await stopAsked()
  await serving.stop()
  await liren.close()
  return 0
}

const workerCommand: Command = async ({ data }) => {
  const liren = await openLiren({ config: readConfig(process.env, data), log: warn })
  const worker = await startWorker(liren, modules, warn)
  say('ready worker')
  await stopAsked()
  await worker.stop()
  await liren.close()
  return 0
}

const migrateCommand: Command = async ({ data }) => {
  const liren = await openLiren({ config: readConfig(process.env, data), log: warn })
  await liren.close()
  say('the database is up to date')
  return 0
}

export const commands: Readonly<Record<string, Command>> = {
  serve: serveCommand,
  worker: workerCommand,
  migrate: migrateCommand,
  import: importCommand,
  groups: groupsCommand,
  verify,
  backup: backupCommand,
  restore: restoreCommand,
  choose: chooseCommand,
  plan: planCommand,
}
