import { existsSync, statSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { openRing } from '../../kernel/key-ring.ts'
import { ZipArchive } from '../../kernel/sheets/zip-archive.ts'
import { type MatterApp, matterApp } from '../../modules/matters/matter-app.fixture.ts'
import { runCommand } from './cli.fixture.ts'

let app: MatterApp
let folder: string
beforeAll(async () => {
  app = await matterApp()
  await openRing(app.db, [Buffer.alloc(32, 7)], 'aes')
  await app.reportAt('building111', '楼道灯不亮', { reporter: { name: '李秀英', phone: '10000000001' } })
  folder = await mkdtemp(join(tmpdir(), 'liren-export-'))
})
afterAll(async () => {
  await app?.close()
  await rm(folder, { recursive: true, force: true })
})

const run = (options: object) => runCommand('export-all', { rest: [], ...options }, app.db.url)

it('writes everything of a tenant into one file, for its owner alone, and tells the ledger why', async () => {
  const out = join(folder, 'all.zip')
  const { code, stdout } = await run({ out, open: true, reason: '换系统移交', json: true })
  expect(code).toBe(0)
  const told = JSON.parse(stdout) as { rows: number; bytes: number; unreadable: number }
  expect([told.bytes, told.unreadable]).toEqual([statSync(out).size, 0])
  expect(statSync(out).mode & 0o777).toBe(0o600)
  const zip = await ZipArchive.open(await readFile(out))
  expect(await zip.text('rows/matters.matters.jsonl', 1e7)).toContain('李秀英')
  expect(await zip.text('README.txt', 1e6)).toContain('换系统移交')
  await zip.close()
  const { rows } = await app.db.read((tx) =>
    sql<{ payload: object }>`select payload from kernel.events where type = 'takeouts.made'`.execute(tx),
  )
  expect(rows.map(({ payload }) => payload)).toMatchObject([{ opened: true, reason: '换系统移交', rows: told.rows }])
  // Never over another file.
  expect((await run({ out })).code).toBe('thrown')
})

it('refuses a wrong command line, and a tenant that is not there, and leaves no file', async () => {
  const out = join(folder, 'none.zip')
  expect((await run({})).code).toBe(2)
  expect((await run({ out, open: true })).code).toBe(2)
  expect((await run({ out, reason: '没有要求打开' })).code).toBe(2)
  expect((await run({ out, tenant: '000000' })).code).toBe('thrown')
  expect([existsSync(out), existsSync(`${out}.part`)]).toEqual([false, false])
})
