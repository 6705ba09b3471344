import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FileId, newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { type TestApp, testApp } from '../../kernel/testing/app.ts'
import { files } from './module.ts'
import { attachFiles, registerSubject } from './public.ts'

let app: TestApp
let photo: Buffer

beforeAll(async () => {
  app = await testApp()
  photo = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#377' } })
    .withExif({ IFD0: { Artist: 'OwnerName' } })
    .jpeg()
    .toBuffer()
})
afterAll(() => app.close())

interface Sent {
  status: number
  id: FileId
  reason: string
  cookie: string
}

/** Uploads as a browser does; `cookie` is what that browser has. */
async function upload(
  cookie = '',
  { id, bytes = photo, times = 1 }: { id?: string; bytes?: Buffer; times?: number } = {},
): Promise<Sent> {
  const form = new FormData()
  if (id) form.append('id', id)
  for (let n = 0; n < times; n++)
    form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'photo.jpg')
  const encoded = new Response(form)
  const answer = await app.server.inject({
    method: 'POST',
    url: '/api/files',
    headers: { 'x-liren': '1', cookie, 'content-type': encoded.headers.get('content-type') ?? '' },
    payload: Buffer.from(await encoded.arrayBuffer()),
  })
  const body = answer.json() as { id: FileId; error?: { reason: string } }
  const given = answer.cookies.map((one) => `${one.name}=${one.value}`).join('; ')
  return { status: answer.statusCode, id: body.id, reason: body.error?.reason ?? '', cookie: given }
}

const see = async (id: string, cookie = '', query = '') => {
  const answer = await app.server.inject({ url: `/api/files/${id}${query}`, headers: { cookie } })
  return { status: answer.statusCode, bytes: answer.rawPayload, type: String(answer.headers['content-type']) }
}

const keyOf = (sent: Sent) => /liren_upload=([\w-]+)/.exec(sent.cookie)?.[1] ?? null
const attach = (fileIds: FileId[], subject: string, key: string | null) =>
  app.db.tx((tx) =>
    attachFiles(tx, { tenantId: app.town.tenantId, fileIds, subject, uploader: { personId: null, key } }),
  )
const subjectsOf = async (...ids: string[]) => {
  const { rows } = await app.db.read((tx) =>
    sql<{ subject: string | null }>`select subject from files.files where id = any(${ids}) order by subject`.execute(
      tx,
    ),
  )
  return rows.map((row) => row.subject)
}

describe('uploading', () => {
  it('keeps a cleaned picture and its thumbnail, for the browser that sent it', async () => {
    const sent = await upload()
    expect(sent.status).toBe(200)
    const full = await see(sent.id, sent.cookie)
    expect(full).toMatchObject({ status: 200, type: 'image/jpeg' })
    expect(await sharp(full.bytes).metadata()).toMatchObject({ width: 1600, height: 800 })
    expect(full.bytes.toString('latin1')).not.toContain('OwnerName')
    const thumb = await see(sent.id, sent.cookie, '?size=thumb')
    expect(await sharp(thumb.bytes).metadata()).toMatchObject({ width: 320 })
    expect((await see(sent.id)).status).toBe(404)
    expect((await see(newId())).status).toBe(404)
  })

  it('stores a picture once that is sent again under its id, and refuses the id to others', async () => {
    const id = newId<'file'>()
    const first = await upload('', { id })
    expect(first.id).toBe(id)
    expect(await upload(first.cookie, { id })).toMatchObject({ status: 200, id })
    expect(await upload('', { id })).toMatchObject({ status: 409, reason: 'files.id_taken' })
  })

  it('refuses what is no picture, several at once, a bad id, and a form of another site', async () => {
    expect(await upload('', { bytes: Buffer.from('<svg/>') })).toMatchObject({ status: 422 })
    expect(await upload('', { times: 2 })).toMatchObject({ status: 400, reason: 'http.one_file' })
    expect(await upload('', { times: 0 })).toMatchObject({ status: 400 })
    expect(await upload('', { id: 'x' })).toMatchObject({ status: 400, reason: 'files.bad_id' })
    expect((await app.server.inject({ method: 'POST', url: '/api/files' })).statusCode).toBe(403)
  })
})

describe('attaching', () => {
  it('gives files to a subject, again without harm', async () => {
    const one = await upload()
    const two = await upload(one.cookie)
    await attach([one.id, two.id], 'walks:1', keyOf(one))
    await attach([one.id, two.id], 'walks:1', keyOf(one))
    expect(await subjectsOf(one.id, two.id)).toEqual(['walks:1', 'walks:1'])
  })

  it('refuses all when one is another’s, taken or unknown', async () => {
    const mine = await upload()
    const theirs = await upload()
    const taken = await upload(mine.cookie)
    await attach([taken.id], 'walks:1', keyOf(mine))
    for (const wrong of [theirs.id, taken.id, newId<'file'>()])
      await expect(attach([mine.id, wrong], 'walks:2', keyOf(mine))).rejects.toMatchObject({
        reason: 'files.not_attachable',
      })
    await expect(attach([mine.id], 'walks:2', null)).rejects.toMatchObject({ reason: 'files.not_attachable' })
    expect(await subjectsOf(mine.id)).toEqual([null])
  })
})

describe('seeing what is attached', () => {
  it('is up to the module of the subject; without one nobody but the uploader', async () => {
    const forget = registerSubject(
      'walks',
      async (_tx, { subject, receiptCode }) => subject === 'walks:7' && receiptCode === 'ABCD2345',
    )
    const sent = await upload()
    await attach([sent.id], 'walks:7', keyOf(sent))
    expect((await see(sent.id)).status).toBe(404)
    expect((await see(sent.id, '', '?receipt=ABCD2346')).status).toBe(404)
    expect((await see(sent.id, '', '?receipt=ABCD2345')).status).toBe(200)
    expect((await see(sent.id, sent.cookie)).status).toBe(200)
    const unguarded = await upload()
    await attach([unguarded.id], 'unknown:7', keyOf(unguarded))
    expect((await see(unguarded.id, '', '?receipt=ABCD2345')).status).toBe(404)
    forget()
  })
})

describe('loose files', () => {
  it('are forgotten after 24 hours, attached ones are not', async () => {
    const loose = await upload()
    const kept = await upload(loose.cookie)
    await attach([kept.id], 'walks:8', keyOf(loose))
    app.clock.move(23.9 * 3_600_000)
    const young = await upload(loose.cookie)
    app.clock.move(0.2 * 3_600_000)
    await files.ticks[0]?.run(app.services)
    const statuses = await Promise.all([loose, kept, young].map(async ({ id }) => (await see(id, loose.cookie)).status))
    expect(statuses).toEqual([404, 200, 200])
  })
})
