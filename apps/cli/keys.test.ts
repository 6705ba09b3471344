import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { openRing } from '../../kernel/key-ring.ts'
import { openSecrets } from '../../kernel/secrets.ts'
import { type MatterApp, matterApp } from '../../modules/matters/matter-app.fixture.ts'
import { mediationSubject } from '../../modules/mediation/mediation.fixture.ts'
import { runCommand } from './cli.fixture.ts'
import type { Options } from './options.ts'

const first = Buffer.alloc(32, 7)
const second = Buffer.alloc(32, 8)
const rotating = { LIREN_KEY: second.toString('hex'), LIREN_KEY_OLD: first.toString('hex') }

let app: MatterApp
let folder: string
beforeAll(async () => {
  app = await matterApp()
  folder = await mkdtemp(join(tmpdir(), 'liren-keys-'))
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

const run = (rest: string[], env: Record<string, string> = {}, more: Partial<Options> = {}) =>
  runCommand(rest[0] ?? '', { rest: rest.slice(1), ...more }, app.db.url, env)

it('opens what was sealed before keys had names, and what another cipher sealed', () => {
  const before = Buffer.from(`01${'00'.repeat(3)}`, 'hex')
  expect(() => openSecrets(first).open(before)).toThrow()
  const sm = openSecrets(first, 'sm').seal('电话')
  expect(openSecrets(first).open(sm)).toBe('电话')
  expect(openSecrets(second, 'aes', { old: [first] }).open(sm)).toBe('电话')
  expect(() => openSecrets(second).open(sm)).toThrow('a key that is not here')
})

it('seals everything under the new key while it is served, finds phones as before, and verifies', async () => {
  const phone = '12000009999'
  const matter = await app.reportAt('building111', '楼道灯坏了几天', { reporter: { name: '李某', phone } })
  // The ledger of disputes holds hashes of sealed bytes.
  await mediationSubject(app.signInAs('community1'), app.town, '1')
  const old = app.services.secrets
  const count = async () => JSON.parse((await run(['keys', 'status'], rotating, { json: true })).stdout)
  const before = await count()
  expect(before.left).toBeGreaterThan(10)
  // A process that was not told of the old key says so at once.
  const lost = await run(['keys', 'status'], { LIREN_KEY: second.toString('hex') })
  expect(lost).toMatchObject({ code: 'thrown', stderr: expect.stringContaining('LIREN_KEY_OLD') })
  const rotated = await run(['keys', 'rotate'], rotating)
  expect(rotated).toMatchObject({ code: 0, stdout: expect.stringContaining('0 left under another key') })
  expect((await count()).left).toBe(0)
  // The old key is needed no more, and is of no use.
  expect(await run(['keys', 'status'], { LIREN_KEY: second.toString('hex') })).toMatchObject({ code: 0 })
  const { rows } = await app.db.read((tx) =>
    sql<{ sealed: Buffer; lookup: Buffer }>`select reporter_phone_sealed as sealed, reporter_phone_lookup as lookup
      from matters.matters where id = ${matter.id}`.execute(tx),
  )
  const [row] = rows
  if (!row) throw new Error('the matter is gone')
  expect(() => old.open(row.sealed)).toThrow('a key that is not here')
  const ring = await openRing(app.db, [second], 'aes')
  expect(ring.open(row.sealed)).toBe(phone)
  expect(ring.lookup('phone', phone).equals(row.lookup)).toBe(true)
  expect(await run(['keys', 'rotate'], { LIREN_KEY: second.toString('hex') })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(', 0 rows sealed anew'),
  })
  expect(await run(['verify'], { LIREN_KEY: second.toString('hex') })).toMatchObject({ code: 0 })
})

it('hands staff all that is held on a person, as a file for its owner alone', async () => {
  const out = join(folder, 'person.json')
  const env = { LIREN_KEY: second.toString('hex') }
  const id = app.town.persons.resident1
  expect(await run(['person', 'export'], env, { id, out })).toMatchObject({ code: 0 })
  const file = JSON.parse(await readFile(out, 'utf8'))
  expect(file.held.map(({ code }: { code: string }) => code)).toContain('people.account')
  expect(JSON.stringify(file)).toContain(app.town.phones.resident1)
  expect(await run(['person', 'export'], env, { id: app.town.tenantId, out })).toMatchObject({ code: 1 })
  expect(await run(['person', 'export'], env, { id: 'x', out })).toMatchObject({ code: 2 })
})
