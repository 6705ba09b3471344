import { afterAll, beforeAll, expect, it } from 'vitest'
import { fail } from '../contract/errors.ts'
import { newId } from '../contract/ids.ts'
import { type Db, openDb, sql, type Tx } from '../db.ts'
import { openSecrets } from '../secrets.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { somebodyWaits } from '../testing/waiting.ts'
import { type CommandKey, commandHash, requestHash, runOnce } from './command.ts'

let database: TestDatabase
let db: Db
beforeAll(async () => {
  database = await testDatabase()
  db = openDb({ url: database.url, connections: 4 })
  await db.tx(async (tx) => {
    await sql`create table public.lamps (id int primary key, lit boolean not null)`.execute(tx)
    await sql`insert into public.lamps values (1, false)`.execute(tx)
  })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const hash = commandHash(openSecrets(Buffer.alloc(32, 7)))
const commandOf = (request: unknown = 'light'): CommandKey => ({
  tenantId: newId<'tenant'>(),
  key: newId(),
  sender: 'person 1',
  endpoint: 'lamps.light',
  request,
  hash,
})

/** Refuses what has been done already, as the steps of a matter do. */
async function light(tx: Tx): Promise<string> {
  const { rows } = await sql<{ lit: boolean }>`select lit from public.lamps where id = 1 for update`.execute(tx)
  if (rows[0]?.lit) fail('conflict', 'lamps.lit', { zh: '灯已亮', en: 'The lamp is lit' })
  await sql`update public.lamps set lit = true where id = 1`.execute(tx)
  return 'lit'
}

it('answers a retry that overtakes its own first sending as the first was answered', async () => {
  const command = commandOf()
  let goOn = () => {}
  const held = new Promise<void>((resolve) => {
    goOn = resolve
  })
  let locked = () => {}
  const started = new Promise<void>((resolve) => {
    locked = resolve
  })
  const first = runOnce(db, command, async (tx) => {
    const answer = await light(tx)
    locked()
    await held
    return answer
  })
  await started
  const retry = runOnce(db, command, light)
  await somebodyWaits(db)
  goOn()
  expect(await Promise.all([first, retry])).toEqual(['lit', 'lit'])
  await expect(runOnce(db, commandOf(), light)).rejects.toMatchObject({ reason: 'lamps.lit' })
})

it('refuses a key that stands for something else', async () => {
  const command = commandOf()
  await runOnce(db, command, async () => 'done')
  await expect(runOnce(db, { ...command, request: 'other' }, async () => 'done')).rejects.toMatchObject({
    reason: 'kernel.key_reused',
  })
  expect(await runOnce(db, command, async () => 'done anew')).toBe('done')
})

it('keeps no hash of a request that can be guessed; one from before is known all the same', async () => {
  const command = commandOf({ phone: '13900001234' })
  await runOnce(db, command, async () => 'done')
  const kept = async () => {
    const { rows } = await db.read((tx) =>
      sql<{ hash: Buffer }>`select request_hash as hash from kernel.commands where key = ${command.key}`.execute(tx),
    )
    return rows[0]?.hash.toString('hex')
  }
  const plain = requestHash(command.request)
  expect(await kept()).not.toBe(plain.toString('hex'))
  expect(await runOnce(db, command, async () => 'done anew')).toBe('done')
  await db.tx((tx) => sql`update kernel.commands set request_hash = ${plain} where key = ${command.key}`.execute(tx))
  expect(await runOnce(db, command, async () => 'done anew')).toBe('done')
})
