import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { findAnew, foundTables } from '../../kernel/find-anew.ts'
import { openRing } from '../../kernel/key-ring.ts'
import { receiptHash } from '../../kernel/receipt-code.ts'
import { openSecrets, type Secrets } from '../../kernel/secrets.ts'
import { type MatterApp, matterApp } from '../../modules/matters/matter-app.fixture.ts'
import { mediationSubject } from '../../modules/mediation/mediation.fixture.ts'
import { findOrAddPersonByPhone } from '../../modules/people/public.ts'
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
  expect(rotated.stdout).toMatch(/[1-9]\d* rows hashed anew for look-ups, 0 left under another key/)
  expect(await count()).toMatchObject({ left: 0, toHash: 0 })
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
  // Found by a hash that whoever has the old key cannot make; codes on paper are still good.
  expect(ring.finds('phone', phone)).toEqual([row.lookup])
  expect(old.finds('phone', phone)).not.toContainEqual(row.lookup)
  expect(receiptHash(ring, 'matters', matter.receiptCode)).toEqual(receiptHash(old, 'matters', matter.receiptCode))
  expect(await run(['keys', 'rotate'], { LIREN_KEY: second.toString('hex') })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(', 0 rows sealed anew'),
  })
  expect(await run(['verify'], { LIREN_KEY: second.toString('hex') })).toMatchObject({ code: 0 })
})

it('finds phones under both keys while they are hashed anew, keeps one person a phone, and goes on after a kill', async () => {
  const { tenantId } = app.town
  const at = app.clock.now()
  const phones = Array.from({ length: 5 }, (_, n) => `1200000800${n}`)
  const third = Buffer.alloc(32, 9)
  const before = await openRing(app.db, [second], 'aes')
  const add = (secrets: Secrets, phone: string) =>
    app.db.tx((tx) => findOrAddPersonByPhone(tx, secrets, tenantId, { phone, name: '新来的人' }, at))
  const [known] = await Promise.all(phones.map((phone) => add(before, phone)))
  if (!known) throw new Error('nobody was added')
  // Two servers that know both keys: the change begins, and one of them has not heard of it yet.
  const slow = await openRing(app.db, [third, second], 'aes')
  const quick = await openRing(app.db, [third, second], 'aes')
  expect([slow.findsTwice, slow.findsNewest]).toEqual([true, false])
  let tables = 0
  const killed = findAnew(app.db, quick, {
    ...{ batch: 1, settle: async () => {} },
    onTable: () => {
      if (++tables === 2) throw new Error('killed')
    },
  })
  await expect(killed).rejects.toThrow('killed')
  expect([quick.findsNewest, slow.findsNewest]).toEqual([true, false])
  for (const ring of [slow, quick])
    expect(await add(ring, phones[0] ?? '')).toEqual({ personId: known.personId, added: false })
  const both = await Promise.all([slow, quick, slow, quick].map((ring) => add(ring, '12000008999')))
  expect(new Set(both.map(({ personId }) => personId)).size).toBe(1)
  expect(both.filter(({ added }) => added)).toHaveLength(1)
  expect(await add(quick, '12000008998')).toMatchObject({ added: true })
  expect(await add(slow, '12000008998')).toMatchObject({ added: false })
  await slow.refresh()
  expect(slow.findsNewest).toBe(true)
  const keys = { LIREN_KEY: third.toString('hex'), LIREN_KEY_OLD: second.toString('hex') }
  // In the midst of it all agrees.
  expect(await run(['verify'], keys)).toMatchObject({ code: 0 })
  expect((await run(['keys', 'status'], keys)).code).toBe(1)
  expect(await run(['keys', 'rotate'], keys)).toMatchObject({ code: 0 })
  const after = await openRing(app.db, [third], 'aes')
  expect(after.findsTwice).toBe(false)
  expect(await add(after, '12000008999')).toMatchObject({ added: false })
  expect(await add(after, phones[4] ?? '')).toMatchObject({ added: false })
  expect(await run(['verify'], { LIREN_KEY: third.toString('hex') })).toMatchObject({ code: 0 })
})

it('names the row whose hash is not that of its phone', async () => {
  const of = sql`tenant_id = ${app.town.tenantId} and id = ${app.town.persons.resident1}`
  await app.db.tx((tx) => sql`update people.persons set phone_lookup = '\\x00'::bytea where ${of}`.execute(tx))
  const told = await run(['verify'], { LIREN_KEY: Buffer.alloc(32, 9).toString('hex') })
  expect(told).toMatchObject({ code: 1, stdout: expect.stringContaining('phone_lookup is not the hash') })
})

/** What is kept nowhere in clear, or lives for days only: docs/security.md. */
const staying = [
  ...['choices.budget_register.code_lookup', 'facilities.passes.digits_lookup', 'facilities.passes.token_lookup'],
  ...['ideas.ideas.receipt_lookup', 'letters.letters.from_lookup', 'letters.letters.sent_lookup'],
  ...['matters.matters.receipt_lookup', 'mediation.interests.phone_lookup'],
  ...['mediation.parties.receipt_lookup', 'neighbours.certificates.code_lookup', 'open311.keys.lookup'],
]

it('hashes anew whatever is found, but for what stays by name', async () => {
  const { rows } = await app.db.read((tx) =>
    sql<{ name: string }>`select n.nspname || '.' || c.relname || '.' || a.attname as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') and not c.relispartition
      join pg_namespace n on n.oid = c.relnamespace
      where a.attname like '%lookup' and a.atttypid = 'bytea'::regtype and not a.attisdropped order by 1`.execute(tx),
  )
  const anew = foundTables().flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`))
  expect([...anew, ...staying].toSorted()).toEqual(rows.map(({ name }) => name).toSorted())
})

it('hands staff all that is held on a person, as a file for its owner alone', async () => {
  const out = join(folder, 'person.json')
  const env = { LIREN_KEY: Buffer.alloc(32, 9).toString('hex') }
  const id = app.town.persons.resident1
  expect(await run(['person', 'export'], env, { id, out })).toMatchObject({ code: 0 })
  const file = JSON.parse(await readFile(out, 'utf8'))
  expect(file.held.map(({ code }: { code: string }) => code)).toContain('people.account')
  expect(JSON.stringify(file)).toContain(app.town.phones.resident1)
  expect(await run(['person', 'export'], env, { id: app.town.tenantId, out })).toMatchObject({ code: 1 })
  expect(await run(['person', 'export'], env, { id: 'x', out })).toMatchObject({ code: 2 })
})
