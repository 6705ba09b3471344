import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { verifyThings } from '../../kernel/events/things.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { tamper } from '../../kernel/testing/tamper.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { addFile } from './public.ts'
import { verifyFiles } from './verify.ts'

let app: MatterApp
let matter: string
const file = newId<'file'>()

beforeAll(async () => {
  app = await matterApp()
  matter = (await app.reportAt('building111', '路灯不亮三天了，晚上看不见路')).id
  const picture = {
    full: Buffer.from('full'),
    thumb: Buffer.from('thumb'),
    mime: 'image/jpeg' as const,
    width: 1,
    height: 1,
  }
  const uploader = { personId: app.town.persons.gridWorker11, key: null }
  const kept = { tenantId: app.town.tenantId, id: file, picture, uploader, at: app.clock.now() }
  await app.db.tx((tx) => addFile(tx, { ...kept, subject: `matters:${matter}` }))
})
afterAll(() => app.close())

const things = verifyThings([{ stream: 'matters', table: 'matters.matters' }])
const found = async () => {
  const { broken, counts } = await verifyLedger(app.db, [verifyFiles, things], app.clock.now())
  expect(counts).toEqual({ files: expect.any(Number) })
  return broken.map(({ check, what }) => `${check}: ${what}`)
}

/** Does it, looks, and takes it back. */
async function after(change: string, back: string): Promise<string[]> {
  await tamper(app.db.url, change)
  const seen = await found()
  await tamper(app.db.url, back)
  expect(await found()).toEqual([])
  return seen
}

it('finds bytes that were changed, cut or lost', async () => {
  expect(await found()).toEqual([])
  const blob = (bytes: string) => `update files.blobs set "full" = '${bytes}'`
  expect(await after(blob('fulL'), blob('full'))).toEqual([
    `files.bytes: file ${file} does not give its checksum: its bytes were changed`,
  ])
  expect(await after(blob('ful'), blob('full'))).toEqual([`files.bytes: file ${file} has 3 bytes instead of 4`])
  const insert = `insert into files.blobs (tenant_id, file_id, "full", thumb) values ('${app.town.tenantId}', '${file}', 'full', 'thumb')`
  expect(await after('delete from files.blobs', insert)).toEqual([`files.bytes: file ${file} its bytes are missing`])
})

it('finds a file of nobody, and a row that names a file which is gone', async () => {
  const belongs = (id: string) => `update files.files set subject = 'matters:${id}'`
  expect(await after(belongs(newId()), belongs(matter))).toEqual([
    `files.orphan: file ${file} belongs to something that the ledger does not know`,
  ])
  const gone = newId()
  const names = `insert into matters.remarks (tenant_id, id, matter_id, action, words, to_reporter, at, file_ids)
    values ('${app.town.tenantId}', '${newId()}', '${matter}', 'note', '看过了', true, now(), array['${file}', '${gone}']::uuid[])`
  expect(await after(names, 'delete from matters.remarks')).toEqual([
    `files.missing: file ${gone} is gone, but matters.remarks names it`,
  ])
})

it('finds a thing that the ledger does not know, and one that is gone', async () => {
  const stranger = newId()
  const rename = (from: string, to: string) =>
    `update kernel.streams set stream = 'matters:${to}' where stream = 'matters:${from}'`
  const seen = await after(rename(matter, stranger), rename(stranger, matter))
  expect(seen).toEqual(
    expect.arrayContaining([
      'kernel.untold: stands in matters.matters, the ledger knows nothing of it',
      'kernel.gone: the ledger knows of it, and it is gone from matters.matters',
    ]),
  )
})
