import { readConfig } from '../../kernel/config.ts'
import { findAnew, findLeft } from '../../kernel/find-anew.ts'
import { askedAnew } from '../../kernel/key-ring.ts'
import { type Rotation, reseal, resealLeft } from '../../kernel/reseal.ts'
import { type Liren, openLiren } from '../server/liren.ts'
import type { Command } from './options.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const warn = (line: string) => process.stderr.write(`${line}\n`)

const usage = 'liren keys rotate|status [--data DIR] [--json]'
const rowsATurn = 500
/** Servers ask every `askedAnew` which key they write under; a slow one has asked by then. */
const settleMs = 3 * askedAnew

/** What is left of a change of keys. */
interface Left {
  readonly sealed: readonly Rotation[]
  readonly found: readonly Rotation[]
}

/**
 * `liren keys rotate` seals everything under the newest key, and hashes anew what is found by a keyed hash, while others
 * work; `liren keys status` says how much is not. Exit status 0: nothing is left under another key; 1: something is; 2: a
 * wrong command line.
 */
export const keysCommand: Command = async ({ rest, data, json }) => {
  const [what, ...more] = rest
  if ((what !== 'rotate' && what !== 'status') || more.length > 0) {
    warn(usage)
    return 2
  }
  const liren = await openLiren({ config: readConfig(process.env, data), log: warn, connections: 2 })
  try {
    return tell(what === 'rotate' ? await rotate(liren, json ?? false) : await left(liren), json ?? false)
  } finally {
    await liren.close()
  }
}

async function rotate({ db, secrets, clock }: Liren, quiet: boolean): Promise<Left> {
  const onTable =
    (how: string) =>
    ({ table, done }: Rotation) => {
      if (done > 0 && !quiet) say(`${table}: ${done} ${how}`)
    }
  const settle = () => new Promise<void>((done) => setTimeout(done, settleMs))
  const found = await findAnew(db, secrets, { batch: rowsATurn, settle, onTable: onTable('hashed') })
  const sealed = await reseal(db, secrets, { batch: rowsATurn, now: () => clock.now(), onTable: onTable('sealed') })
  return { sealed, found }
}

async function left({ db, secrets }: Liren): Promise<Left> {
  return { sealed: await resealLeft(db, secrets), found: await findLeft(db, secrets) }
}

function tell({ sealed, found }: Left, json: boolean): number {
  const sum = (all: readonly Rotation[], of: 'done' | 'left') => all.reduce((n, one) => n + one[of], 0)
  const [toSeal, toHash] = [sum(sealed, 'left'), sum(found, 'left')]
  const [done, hashed] = [sum(sealed, 'done'), sum(found, 'done')]
  if (json) {
    const leftIn = (all: readonly Rotation[]) => all.filter((one) => one.left > 0)
    const hashes = { hashed, toHash, toHashIn: leftIn(found) }
    say(JSON.stringify({ tables: sealed.length, done, left: toSeal, leftIn: leftIn(sealed), ...hashes }))
  } else {
    for (const one of sealed) if (one.left > 0) say(`${one.table}: ${one.left} left`)
    for (const one of found) if (one.left > 0) say(`${one.table}: ${one.left} left to hash anew`)
    say(`${sealed.length} tables, ${done} rows sealed anew, ${toSeal} left under another key`)
    say(`${hashed} rows hashed anew for look-ups, ${toHash} left under another key`)
    if (toSeal + toHash === 0) say('LIREN_KEY_OLD (or liren.key.old) is needed no more, but for backups from before')
  }
  return toSeal + toHash === 0 ? 0 : 1
}
