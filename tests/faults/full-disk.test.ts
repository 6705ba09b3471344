import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { postmasterOf } from '../../kernel/db/embedded/cluster.ts'
import { openEmbedded } from '../../kernel/db/embedded/embedded.ts'
import { sql } from '../../kernel/db.ts'
import { aftermathOf, drained } from './aftermath.fixture.ts'
import { loadPeople, startLoad } from './load.fixture.ts'
import { freePort, Program, runLiren } from './programs.fixture.ts'
import { type SmallDisk, smallDisk } from './small-disk.fixture.ts'
import { type InstalledTown, installTown, withDatabase } from './town.fixture.ts'

const found = await smallDisk(600)
const refused = 'refused' in found ? found.refused : null
if (refused) process.stdout.write(`skipped, a full disk: ${refused}\n`)
const disk = found as SmallDisk

let port: number
let installed: InstalledTown
let server: Program
let worker: Program

beforeAll(async () => {
  if (refused) return
  port = await freePort()
  const migrated = await runLiren('migrate', '--data', disk.folder)
  if (migrated.code !== 0) throw new Error(migrated.stderr)
  installed = await installTown(disk.folder, loadPeople)
  server = new Program('serve', '--port', String(port), '--data', disk.folder)
  worker = new Program('worker', '--data', disk.folder)
  await Promise.all([server.start(), worker.start()])
}, 240_000)

afterAll(async () => {
  if (refused) return
  await disk.makeRoom()
  await Promise.all([server?.stop(), worker?.stop()])
  await disk.remove()
}, 120_000)

const say = (line: string) => process.stdout.write(`${(performance.now() / 1000).toFixed(1)} ${line}\n`)

interface Said {
  readonly status: number
  readonly reason: string
  readonly message: string
}

/** Sends one picture. @returns what was said to it, or null where nobody answered. */
async function upload(id: string, picture: Buffer): Promise<Said | 'kept' | null> {
  const form = new FormData()
  form.append('id', id)
  form.append('file', new Blob([new Uint8Array(picture)], { type: 'image/jpeg' }), 'a.jpg')
  const headers = {
    'x-liren': 'pocket',
    'x-forwarded-for': `10.9.${randomBytes(2).join('.')}`,
    'accept-language': 'en',
  }
  const cookie = installed.cookies.gridWorker12 ?? ''
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/files`, {
      ...{ method: 'POST', body: form, headers: { ...headers, cookie }, signal: AbortSignal.timeout(20_000) },
    })
    const answer = (await response.json()) as { error?: Omit<Said, 'status'> }
    if (response.ok) return 'kept'
    return { status: response.status, reason: answer.error?.reason ?? '', message: answer.error?.message ?? '' }
  } catch {
    return null
  }
}

/** Nothing that can be squeezed: some 2 MB. */
const noise = () =>
  sharp(randomBytes(900 * 900 * 3), { raw: { width: 900, height: 900, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer()

/** As PostgreSQL does when its log needs its next file: without room it panics. */
async function askForMoreLog(): Promise<void> {
  const embedded = await openEmbedded({ dataDir: disk.folder })
  const client = new pg.Client({ connectionString: embedded.url.replace('liren@/liren', 'postgres@/postgres') })
  client.on('error', () => {})
  try {
    await client.connect()
    for (let turn = 0; turn < 60; turn++) {
      await client.query(`select pg_logical_emit_message(false, 'liren', repeat('x', 1000000))`)
      await client.query('select pg_switch_wal()')
    }
  } finally {
    await client.end().catch(() => {})
    await embedded.leave()
  }
}

const postgres = () => postmasterOf(join(disk.folder, 'postgres'))

it.skipIf(refused)(
  'a disk that is full to the last byte: says so in words, loses nothing, goes on when there is room',
  async () => {
    const load = startLoad(`http://127.0.0.1:${port}`, installed)
    const kept: string[] = []
    const said: Said[] = []
    let unanswered = 0
    let uploading = true
    const uploads = (async () => {
      while (uploading) {
        const id = randomUUID()
        const answer = await upload(id, await noise())
        if (answer === 'kept') kept.push(id)
        else if (answer === null) unanswered++
        else said.push(answer)
        await pause(20)
      }
    })()
    await load.more(60)
    say(`${load.acknowledged.length} reports, ${kept.length} pictures; now the disk is filled`)
    await disk.fill()
    const until = async (what: string, so: () => boolean | Promise<boolean>, seconds = 60) => {
      for (const end = Date.now() + seconds * 1000; !(await so()); await pause(50))
        if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}\n${JSON.stringify(said.slice(-3))}`)
    }
    await until(
      'said that nothing was kept',
      () => said.filter(({ reason }) => reason === 'outage.nothing_kept').length > 5,
    )
    say(`full: ${JSON.stringify(said.at(-1))}`)
    // PostgreSQL's own log has no room either: it panics, and cannot start again for as long as that is so.
    await askForMoreLog().catch((error: Error) => say(`PostgreSQL: ${error.message}`))
    await disk.fill()
    const before = said.length
    await until('went on answering while PostgreSQL is away', () => said.length > before + 5)
    say(`without PostgreSQL (${await postgres()}): ${JSON.stringify(said.at(-1))}`)
    const late = await runLiren('verify', '--data', disk.folder)
    say(`a command meanwhile: ${late.code} ${late.stderr.trim().slice(0, 600)}`)
    expect(late.code).not.toBe(0)
    await Promise.race([pause(5000), server.died(), worker.died()])
    say('room again')
    const atFull = { reports: load.acknowledged.length, pictures: kept.length }
    await disk.makeRoom()
    await Promise.race([load.more(60), server.died(), worker.died()])
    await until('pictures are kept again', () => kept.length > atFull.pictures + 2)
    uploading = false
    await uploads
    await load.finish()
    say(
      `${load.acknowledged.length} reports, ${kept.length} pictures, ${said.length} refused, ${unanswered} unanswered`,
    )
    expect([...new Set(said.map(({ status }) => status))]).toEqual([503])
    for (const { message } of said) expect(message).toMatch(/nothing of this was kept|cannot say whether this was kept/)
    const seen = await withDatabase(disk.folder, async (db) => {
      await drained(db)
      const { rows } = await db.read((tx) =>
        sql<{ lost: number; halves: number }>`select
          (select count(*) from unnest(${kept}::uuid[]) k where not exists (select from files.files f where f.id = k)) as lost,
          (select count(*) from files.blobs b where not exists (select from files.files f where f.tenant_id = b.tenant_id and f.id = b.file_id)) as halves`.execute(
          tx,
        ),
      )
      return { ...(await aftermathOf(db, installed, load.acknowledged)), pictures: rows[0] }
    })
    const reports = load.acknowledged.length
    expect(seen).toMatchObject({ ...{ matters: reports, told: reports, pictures: { lost: 0, halves: 0 } } })
    expect(seen).toMatchObject({
      lost: 0,
      doubled: 0,
      contactsAstray: 0,
      reportsAstray: 0,
      orphans: 0,
      parkedDeliveries: 0,
    })
    const stopped = await Promise.all([server.stop(), worker.stop()])
    expect(stopped.map(({ status }) => status)).toEqual([0, 0])
    const verified = await runLiren('verify', '--data', disk.folder, '--json')
    expect(verified.code, verified.stdout + verified.stderr).toBe(0)
    say(verified.stdout.trim())
  },
  300_000,
)
