import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { newMark } from '../../kernel/exports/mark.ts'
import { inProject } from '../../kernel/root.ts'
import { readSheet } from '../../kernel/sheets/sheet-reader.ts'
import { ZipArchive } from '../../kernel/sheets/zip-archive.ts'
import { packZip } from '../../kernel/sheets/zip-writer.ts'
import { addTenant } from '../../kernel/tenants.ts'
import { listAudit } from '../audit/contract.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { archiveOf, asOneInstant, type Wanted } from './archive.ts'
import { columnsDoc, docBegins } from './columns-doc.fixture.ts'
import * as contract from './contract.ts'
import { decided } from './fields.ts'
import { makeTakeout, tidyTakeouts } from './make-job.ts'
import { readShapes, unnamed } from './shape.ts'
import { piecesOf } from './takeout-store.ts'
import { jsonOf, sealedMark, unreadableMark } from './values.ts'

let app: MatterApp
let whole: Awaited<ReturnType<typeof made>>
beforeAll(async () => {
  app = await matterApp()
  const reporter = { name: '李秀英', phone: '10000000001' }
  await app.reportAt('building111', '=HYPERLINK("http://x.example","楼道灯不亮")', { reporter })
  whole = await made()
}, 120_000)
afterAll(async () => {
  await whole?.zip.close()
  await app?.close()
})

const admin = () => app.signInAs('administrator')
const calm = new AbortController().signal
const key = (takeoutId: contract.TakeoutId) => ({ tenantId: app.town.tenantId, takeoutId })
const listed = async (id: string) =>
  (await admin().call(contract.listTakeouts)).takeouts.find((one) => one.id === id) as contract.TakeoutView

async function bytesOf(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of source) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function made(wanted: Partial<Wanted> = {}) {
  const all: Wanted = {
    ...{ tenantId: app.town.tenantId, tenantName: '五华区', secrets: null, reason: null, withFiles: false },
    ...{ mark: newMark('张三', app.clock.now(), 'zh'), ...wanted },
  }
  const told: number[] = []
  const bytes = await app.db.tx(async (tx) => {
    await asOneInstant(tx)
    return bytesOf(archiveOf(tx, all, { onTotal: (rows) => told.push(2 * rows), onRows: (n) => told.push(n) }).bytes)
  })
  return { zip: await ZipArchive.open(bytes), told }
}

const textOf = async (zip: ZipArchive, name: string) => (await zip.text(name, 1e8)) ?? ''
const linesOf = async (zip: ZipArchive, name: string) =>
  (await textOf(zip, name))
    .trimEnd()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('the description', () => {
  it('names every table of a tenant, written or left out with its reason, and none that is gone', async () => {
    expect(await app.db.read(unnamed)).toEqual({ missing: [], gone: [] })
  })

  it('decides on every sealed column of what is written, and on none that is gone', async () => {
    const shapes = await app.db.read(readShapes)
    const undecided = shapes.flatMap(({ name, left }) =>
      left.filter((column) => column.endsWith('sealed')).map((column) => `${name}.${column}`),
    )
    expect(undecided).toEqual([])
    const there = new Set(shapes.flatMap(({ name, fields }) => fields.map((field) => `${name}.${field.name}`)))
    expect(decided.filter((column) => !there.has(column))).toEqual([])
  })

  it('is what the page of docs says', async () => {
    const page = readFileSync(inProject('docs/data-out.md'), 'utf8')
    const [written = ''] = page.split(docBegins)
    const shapes = await app.db.read(readShapes)
    await expect(`${written.trimEnd()}\n\n${columnsDoc(shapes)}`).toMatchFileSnapshot(inProject('docs/data-out.md'))
  })
})

describe('the archive', () => {
  it('holds each table as JSON lines and as a sheet, with sizes and checksums, and says who took it', async () => {
    const { zip, told } = whole
    const manifest = JSON.parse(await textOf(zip, 'manifest.json'))
    expect(manifest).toMatchObject({ by: '张三', opened: false, line: expect.stringContaining('由张三于') })
    expect(await textOf(zip, 'README.txt')).toContain('由张三于')
    const shapes = await app.db.read(readShapes)
    for (const { name } of shapes)
      for (const part of [`rows/${name}.jsonl`, `sheets/${name}.xlsx`]) expect(zip.find(part), part).toBeDefined()
    for (const { name, bytes, sha256 } of manifest.parts) {
      const entry = zip.find(name)
      const content = entry ? await bytesOf(zip.unpack(entry, 1e8)) : Buffer.alloc(0)
      expect([name, content.length, createHash('sha256').update(content).digest('hex')]).toEqual([name, bytes, sha256])
    }
    const { rows } = await app.db.read((tx) =>
      sql<{ n: number }>`select count(*) as n from kernel.events where tenant_id = ${app.town.tenantId}`.execute(tx),
    )
    expect(await linesOf(zip, 'rows/kernel.events.jsonl')).toHaveLength(rows[0]?.n ?? -1)
    expect(told.at(-1)).toBe(told[0])
  })

  it('keeps seals closed, and secrets closed in any case; a text that looks like a formula is a text', async () => {
    const { zip } = whole
    const [matter] = await linesOf(zip, 'rows/matters.matters.jsonl')
    expect(matter).toMatchObject({ reporter_name_sealed: sealedMark, reporter_phone_sealed: sealedMark })
    expect(matter).not.toHaveProperty('receipt_lookup')
    const accounts = await textOf(zip, 'rows/people.accounts.jsonl')
    expect(accounts).toContain('"password_hash":"[sealed]"')
    expect(accounts).not.toContain('$argon2')
    const sheet = zip.find('sheets/matters.matters.xlsx')
    const book = await ZipArchive.open(sheet ? await bytesOf(zip.unpack(sheet, 1e8)) : Buffer.alloc(0))
    const xml = await textOf(book, 'xl/worksheets/sheet1.xml')
    expect(xml).not.toContain('<f>')
    expect(xml).toContain('=HYPERLINK(')
    expect(await textOf(book, 'docProps/core.xml')).toContain('从里仁导出')
  })

  it('opens seals where they are to be opened, and says what no key could open', async () => {
    const { zip } = await made({ secrets: app.services.secrets, reason: '移交' })
    const [matter] = await linesOf(zip, 'rows/matters.matters.jsonl')
    expect(matter).toMatchObject({ reporter_name_sealed: '李秀英', reporter_phone_sealed: '10000000001' })
    const secrets = await textOf(zip, 'rows/people.accounts.jsonl')
    expect(secrets).not.toContain('$argon2')
    await zip.close()
    const reading = { secrets: app.services.secrets, unreadable: 0 }
    const field = { name: 'a', type: 'bytea', refers: null, treatment: { is: 'opened' } } as const
    expect([jsonOf(field, Buffer.alloc(40, 9), reading), reading.unreadable]).toEqual([unreadableMark, 1])
  })

  it('splits what has many rows, without losing one', async () => {
    const split = await made({ perFile: 7 })
    const all = await linesOf(whole.zip, 'rows/people.posts.jsonl')
    expect(all.length).toBeGreaterThan(7)
    const parts = split.zip.names.filter((name) => name.startsWith('rows/people.posts-'))
    const found = await Promise.all(parts.map((name) => linesOf(split.zip, name)))
    expect(found.flat()).toEqual(all)
    let rows = 0
    for (const name of split.zip.names.filter((one) => one.startsWith('sheets/people.posts-'))) {
      const entry = split.zip.find(name)
      for await (const _ of readSheet(entry ? await bytesOf(split.zip.unpack(entry, 1e8)) : Buffer.alloc(0))) rows++
    }
    expect(rows).toBe(all.length)
  })

  it('holds nothing of another tenant', async () => {
    const other = newId<'tenant'>() as TenantId
    await app.db.tx((tx) =>
      addTenant(tx, { id: other, code: '990001', name: { zh: '别处', en: 'Elsewhere' } }, app.clock.now()),
    )
    const { zip } = await made({ tenantId: other })
    for (const name of zip.names.filter((one) => one.startsWith('rows/')))
      expect([name, (await linesOf(zip, name)).length]).toEqual([name, name === 'rows/kernel.tenants.jsonl' ? 1 : 0])
  })
})

describe('asking for one', () => {
  it('is made in the background, one at a time, is told with its alarm, and can be taken by who asked for a day', async () => {
    const { id } = await admin().call(contract.askTakeout, { body: { withFiles: true } })
    expect((await admin().ask(contract.askTakeout, { body: { withFiles: false } })).reason).toBe(
      'takeouts.one_at_a_time',
    )
    expect((await admin().ask(contract.takeFile, { params: { takeoutId: id } })).status).toBe(404)
    await makeTakeout(app.services, key(id), calm)
    // The queue may hand it over twice.
    await makeTakeout(app.services, key(id), calm)
    const view = await listed(id)
    expect(view).toMatchObject({ state: 'ready', mine: true, reason: null, unreadable: 0 })
    const taken = await admin().ask(contract.takeFile, { params: { takeoutId: id } })
    const bytes = taken.body as unknown as Buffer
    expect([taken.status, bytes.length]).toEqual([200, view.bytes])
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(view.sha256)
    await (await ZipArchive.open(bytes)).close()
    expect((await app.events(`takeouts:${id}`)).map(({ type }) => type)).toEqual(['takeouts.asked', 'takeouts.made'])
    await app.deliver()
    const { rows } = await admin().call(listAudit, { query: {} })
    expect(rows.map(({ kind }) => kind)).toContain('alarm')
    expect(rows.filter(({ words }) => words.zh === '要求导出全部数据')).toHaveLength(1)
    expect(rows.some(({ facts }) => facts.some(({ zh }) => zh === '全部数据（zip）'))).toBe(true)

    app.clock.move(24 * 3_600_000)
    expect((await admin().ask(contract.takeFile, { params: { takeoutId: id } })).status).toBe(404)
    await tidyTakeouts(app.services)
    expect((await listed(id)).state).toBe('expired')
    const left = await app.db.read((tx) => sql`select from takeouts.pieces where takeout_id = ${id}`.execute(tx))
    expect(left.rows).toEqual([])
  })

  it('opens seals with a reason, which the ledger keeps; lies sealed itself', async () => {
    expect((await admin().ask(contract.askOpenedTakeout, { body: { withFiles: false, reason: '  ' } })).status).toBe(
      400,
    )
    const body = { withFiles: false, reason: '移交新系统' }
    const { id } = await admin().call(contract.askOpenedTakeout, { body })
    await makeTakeout(app.services, key(id), calm)
    const [asked] = await app.events(`takeouts:${id}`)
    expect(asked?.payload).toEqual({ withFiles: false, opened: true, reason: '移交新系统' })
    const { rows } = await app.db.read((tx) =>
      sql<{ sealed: Buffer }>`select sealed from takeouts.pieces where takeout_id = ${id} and n = 0`.execute(tx),
    )
    expect(rows[0]?.sealed.includes(Buffer.from('README.txt'))).toBe(false)
    const bytes = (await admin().ask(contract.takeFile, { params: { takeoutId: id } })).body as unknown as Buffer
    const zip = await ZipArchive.open(bytes)
    expect(await textOf(zip, 'rows/matters.matters.jsonl')).toContain('李秀英')
    await zip.close()
    // Deleted before its time.
    await admin().call(contract.dropTakeout, { params: { takeoutId: id }, body: {} })
    expect((await admin().ask(contract.takeFile, { params: { takeoutId: id } })).status).toBe(404)
    expect((await admin().ask(contract.dropTakeout, { params: { takeoutId: id }, body: {} })).status).toBe(409)
    // Who was just taking it is not left with half of it that looks like a whole one.
    await expect(bytesOf(piecesOf(app.db, app.services.secrets, key(id), bytes.length))).rejects.toThrow('deleted')
  })

  it('one that is stopped while it is made leaves nothing; one that cannot be made says so', async () => {
    const { id } = await admin().call(contract.askTakeout, { body: { withFiles: false } })
    // Stopped behind the back of the worker, once it has begun.
    const making = makeTakeout(app.services, key(id), calm)
    await expect.poll(async () => (await listed(id)).state).not.toBe('waiting')
    await admin().ask(contract.dropTakeout, { params: { takeoutId: id }, body: {} })
    await making
    expect((await listed(id)).state).toBe('cancelled')
    const { rows } = await app.db.read((tx) => sql`select from takeouts.pieces where takeout_id = ${id}`.execute(tx))
    expect(rows).toEqual([])

    const next = await admin().call(contract.askTakeout, { body: { withFiles: false } })
    const broken = {
      ...app.services,
      secrets: {
        ...app.services.secrets,
        seal: () => {
          throw new Error('no key')
        },
      },
    }
    await expect(makeTakeout(broken, key(next.id), calm)).rejects.toThrow('no key')
    expect((await listed(next.id)).state).toBe('failed')
    // Tried again by the queue: it is over.
    await makeTakeout(app.services, key(next.id), calm)
    expect((await listed(next.id)).state).toBe('failed')
  })
})

it('any parts come back from a ZIP as they went in, packed or not, small or large', async () => {
  const part = fc.record({ bytes: fc.uint8Array({ maxLength: 5000 }), packed: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), fc.boolean(), async (parts, large) => {
      const named = parts.map(({ bytes, packed }, n) => ({
        ...{ name: `文件/${n}`, text: [Buffer.from(bytes)] },
        ...(packed ? { packed: true as const } : {}),
      }))
      const zip = await ZipArchive.open(await bytesOf(packZip(named, { large })))
      for (const [n, { bytes }] of parts.entries()) {
        const entry = zip.find(`文件/${n}`)
        expect(entry && (await bytesOf(zip.unpack(entry, 1e6))).equals(bytes)).toBe(true)
      }
      await zip.close()
    }),
    { numRuns: 30 },
  )
})
