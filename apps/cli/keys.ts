import { readConfig } from '../../kernel/config.ts'
import { type Rotation, reseal, resealLeft } from '../../kernel/reseal.ts'
import { openLiren } from '../server/liren.ts'
import type { Command } from './options.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const warn = (line: string) => process.stderr.write(`${line}\n`)

const usage = 'liren keys rotate|status [--data DIR] [--json]'
const rowsATurn = 500

/**
 * `liren keys rotate` seals everything under the newest key, while others work; `liren keys status` says how much is not.
 * Exit status 0: nothing is left under another key; 1: something is; 2: a wrong command line.
 */
export const keysCommand: Command = async ({ rest, data, json }) => {
  const [what, ...more] = rest
  if ((what !== 'rotate' && what !== 'status') || more.length > 0) {
    warn(usage)
    return 2
  }
  const liren = await openLiren({ config: readConfig(process.env, data), log: warn, connections: 2 })
  try {
    const { db, secrets, clock } = liren
    const onTable = ({ table, done }: Rotation) => {
      if (done > 0 && !json) say(`${table}: ${done}`)
    }
    const all =
      what === 'rotate'
        ? await reseal(db, secrets, { batch: rowsATurn, now: () => clock.now(), onTable })
        : await resealLeft(db, secrets)
    return tell(all, json ?? false)
  } finally {
    await liren.close()
  }
}

function tell(all: readonly Rotation[], json: boolean): number {
  const done = all.reduce((sum, one) => sum + one.done, 0)
  const left = all.reduce((sum, one) => sum + one.left, 0)
  if (json) say(JSON.stringify({ tables: all.length, done, left, leftIn: all.filter((one) => one.left > 0) }))
  else {
    for (const one of all) if (one.left > 0) say(`${one.table}: ${one.left} left`)
    say(`${all.length} tables, ${done} rows sealed anew, ${left} left under another key`)
    if (left === 0) say('LIREN_KEY_OLD (or liren.key.old) is needed no more, but for backups from before')
  }
  return left === 0 ? 0 : 1
}
