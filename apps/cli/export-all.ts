import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { systemActor } from '../../kernel/actor.ts'
import { readConfig } from '../../kernel/config.ts'
import { newId, type TenantId } from '../../kernel/contract/ids.ts'
import { record } from '../../kernel/events/record.ts'
import { newMark } from '../../kernel/exports/mark.ts'
import { allTenants, tenantByCode, tenantName } from '../../kernel/tenants.ts'
import {
  archiveOf,
  asOneInstant,
  type TakeoutId,
  takeoutMade,
  toldOf,
  type Wanted,
  writtenStream,
} from '../../modules/takeouts/public.ts'
import { type Liren, openLiren } from '../server/liren.ts'
import { megabytes, peakMemoryMB, teller, untilStopped } from './installation.ts'
import type { Command } from './options.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const warn = (line: string) => process.stderr.write(`${line}\n`)

const usage = `liren export-all --out FILE.zip [--tenant CODE] [--files] [--open --reason TEXT] [--data DIR] [--json]
--tenant is needed where there are several; --files: the pictures as well; --open: sealed fields, with the reason`

/**
 * `liren export-all`: everything of a tenant in one file, as lines of JSON and as workbooks, while others work. Leaves an
 * event with counts and the reason. Exit status 0; 2: a wrong command line; what fails is thrown and leaves no file.
 */
export const exportAllCommand: Command = async (options) => {
  const { rest, out, tenant, files, open: opens, reason, data, json } = options
  const why = reason?.trim() ?? ''
  if (rest.length > 0 || !out || (opens ?? false) !== why.length > 1) {
    warn(usage)
    return 2
  }
  if (existsSync(out)) throw new Error(`${out} is there already: please give another name`)
  const started = performance.now()
  const liren = await openLiren({ config: readConfig(process.env, data), log: warn, connections: 3 })
  try {
    const tenantId = await tenantOf(liren, tenant)
    const name = await liren.db.read((tx) => tenantName(tx, tenantId))
    const wanted: Wanted = {
      ...{ tenantId, tenantName: `${name.zh} ${name.en}`.trim(), withFiles: files ?? false },
      ...{ secrets: opens ? liren.secrets : null, reason: opens ? why : null },
      mark: newMark('liren export-all', liren.clock.now(), 'zh'),
    }
    const made = await write(liren, wanted, out)
    await liren.db.tx(async (tx) => {
      const stream = writtenStream(newId() as TakeoutId)
      const told = { tenantId, stream, type: takeoutMade, at: liren.clock.now(), actor: systemActor }
      await record(tx, { ...told, payload: toldOf(wanted, made) })
    })
    const seconds = Number(((performance.now() - started) / 1000).toFixed(2))
    if (json) say(JSON.stringify({ file: out, ...made, seconds, peakMemoryMB: peakMemoryMB() }))
    else
      say(
        `${out}: ${made.rows} rows of ${made.tables} tables, ${made.files} pictures, ${megabytes(made.bytes)} (${seconds} s)`,
      )
    if (made.unreadable > 0) warn(`${made.unreadable} sealed fields could not be opened by the keys that are here`)
    return 0
  } finally {
    await liren.close()
  }
}

async function tenantOf({ db }: Liren, code: string | undefined): Promise<TenantId> {
  if (code !== undefined) {
    const found = await db.read((tx) => tenantByCode(tx, code))
    if (!found) throw new Error(`there is no tenant ${code}`)
    return found.id
  }
  const [only, ...others] = await db.read(allTenants)
  if (!only) throw new Error('there is no tenant yet')
  if (others.length > 0) throw new Error('there are several tenants: say which by --tenant CODE')
  return only
}

/** The file has its name only once it is whole; it is for its owner alone. */
async function write({ db }: Liren, wanted: Wanted, out: string) {
  const { signal, release } = untilStopped()
  const tell = teller(warn)
  const draft = `${out}.part`
  const file = await open(draft, 'wx', 0o600)
  const hash = createHash('sha256')
  let [bytes, total] = [0, 0]
  try {
    const found = await db.tx(async (tx) => {
      await asOneInstant(tx)
      const archive = archiveOf(tx, wanted, {
        onTotal: (rows) => {
          total = 2 * rows
        },
        onRows: (done) => tell(`${Math.floor((100 * done) / Math.max(1, total))} % of the rows`),
      })
      for await (const piece of archive.bytes) {
        signal.throwIfAborted()
        hash.update(piece)
        bytes += piece.length
        await file.write(piece)
      }
      return archive.found
    })
    await file.sync()
    await file.close()
    await rename(draft, out)
    return { ...found, bytes, sha256: hash.digest('hex') }
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(draft, { force: true })
    throw error
  } finally {
    release()
  }
}
