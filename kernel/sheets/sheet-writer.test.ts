import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import readWorkbook from 'read-excel-file/node'
import { afterAll, describe, expect, test } from 'vitest'
import { collect } from './raw-workbook.fixture.ts'
import { readSheet } from './sheet-reader.ts'
import { columnOf } from './sheet-rows.ts'
import { type Column, sheetStream, writeSheet } from './sheet-writer.ts'
import { columnName, type SheetValue } from './sheet-xml.ts'
import { ZipArchive } from './zip-archive.ts'

const folder = mkdtempSync(join(tmpdir(), 'liren-sheets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Line {
  readonly a: SheetValue
  readonly b: SheetValue
}
const columns: Column<Line>[] = [
  { header: '编号', value: (r) => r.a, width: 20 },
  { header: '内容', value: (r) => r.b },
]
const bytesOf = async (rows: Iterable<Line>) =>
  Buffer.concat((await collect(sheetStream({ columns, rows }))) as Buffer[])
const part = async (bytes: Buffer, name: string) => {
  const zip = await ZipArchive.open(bytes)
  return (await zip.text(name, 1e8)) ?? ''
}

describe('a written sheet', () => {
  test('another reader sees the same values, real dates and the name of the sheet', async () => {
    const path = join(folder, 'a.xlsx')
    const at = new Date('2026-11-23T08:30:15+08:00')
    const days: Column<Line>[] = [...columns, { header: '日期', value: () => at, dates: 'day' }]
    await writeSheet(
      {
        name: '诉求[1]',
        columns: days,
        rows: [
          { a: 1.5, b: at },
          { a: true, b: '灯坏\n了 <&>"' },
        ],
      },
      path,
    )
    const sheets = await readWorkbook(path)
    expect(sheets).toHaveLength(1)
    expect(sheets[0]?.sheet).toBe('诉求 1')
    const wall = (text: string) => new Date(`${text}Z`)
    expect(sheets[0]?.data).toEqual([
      ['编号', '内容', '日期'],
      [1.5, wall('2026-11-23T08:30:15'), wall('2026-11-23T00:00:00')],
      [true, '灯坏\n了 <&>"', wall('2026-11-23T00:00:00')],
    ])
  })

  test('has a styled, frozen header and the widths', async () => {
    const sheet = await part(await bytesOf([]), 'xl/worksheets/sheet1.xml')
    expect(sheet).toContain('state="frozen"')
    expect(sheet).toContain('<col min="1" max="1" width="20" customWidth="1"/>')
    expect(sheet).toMatch(/<c r="A1" s="1" t="inlineStr">/)
  })

  test('what looks like a formula stays text, also when somebody edits the cell', async () => {
    const attacks = [
      '=1+1',
      '+1',
      '-2+3',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '＝1+1',
      '=HYPERLINK("http://x","y")',
      "=cmd|' /C calc'!A0",
    ]
    const bytes = await bytesOf(attacks.map((b, a) => ({ a, b })))
    const sheet = await part(bytes, 'xl/worksheets/sheet1.xml')
    expect(sheet).not.toMatch(/<f[\s>/]/)
    expect(sheet.match(/s="3" t="inlineStr"/g)).toHaveLength(attacks.length)
    expect(await part(bytes, 'xl/styles.xml')).toContain('quotePrefix="1"')
    const read = await collect(readSheet(bytes))
    expect(read.map((row) => row.cells[1])).toEqual(attacks.map((text) => text.replace('\r', '\n')))
  })

  test('numbers that are none, invalid dates, empty values are empty; very early dates are text', async () => {
    const bytes = await bytesOf([
      { a: 0, b: Number.NaN },
      { a: 1, b: new Date(Number.NaN) },
      { a: 2, b: '' },
      { a: 3, b: undefined },
      { a: 4, b: new Date('1850-01-01T00:00:00Z') },
    ])
    expect((await collect(readSheet(bytes))).map((row) => row.cells[1])).toEqual([
      null,
      null,
      null,
      null,
      '1850-01-01T00:00:00.000Z',
    ])
  })

  test('a text beyond the limit of a cell is cut with a mark', async () => {
    const [row] = await collect(readSheet(await bytesOf([{ a: 1, b: '长'.repeat(40_000) }])))
    expect(row?.cells[1]).toBe(`${'长'.repeat(32_766)}…`)
  })

  test('any text comes back, but for what no sheet can hold', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 })
    const escaped = fc.constantFrom('_x000D_', '_x005F_x000D_', '_xD83D_', 'a_x0041_b', ']]>', '&amp;', '<t>')
    const storable = (s: string) => s.replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '').replace(/\r\n?/g, '\n')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(text, escaped), { minLength: 1, maxLength: 20 }), async (texts) => {
        const read = await collect(readSheet(await bytesOf(texts.map((b, i) => ({ a: i + 1, b })))))
        const expected = texts.map((t) => storable(t)).map((t) => (t.trim() === '' ? null : t))
        expect(read.map((row) => row.cells[1])).toEqual(expected)
      }),
    )
  })

  test('numbers and instants come back exactly', async () => {
    const seconds = fc.integer({ min: Date.UTC(1901, 0, 1) / 1000, max: Date.UTC(9999, 0, 1) / 1000 })
    const values = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      seconds.map((s) => new Date(s * 1000)),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(values, { minLength: 1, maxLength: 30 }), async (list) => {
        const read = await collect(readSheet(await bytesOf(list.map((b) => ({ a: 'x', b })))))
        expect(read.map((row) => row.cells[1])).toEqual(list.map((v) => (Object.is(v, -0) ? 0 : v)))
      }),
    )
  })

  test('the same rows give the same bytes', async () => {
    const rows = [{ a: 1, b: '灯坏' }]
    expect((await bytesOf(rows)).equals(await bytesOf(rows))).toBe(true)
  })
})

describe('streaming', () => {
  const noise = (i: number) =>
    Array.from({ length: 40 }, (_, k) => ((i * 7919 + k * 104_729) % 99_991).toString(36)).join('')

  test('rows are taken no faster than the bytes are', async () => {
    let taken = 0
    function* rows() {
      for (; taken < 100_000; taken++) yield { a: taken, b: noise(taken) }
    }
    let bytes = 0
    for await (const piece of sheetStream({ columns, rows: rows() }) as AsyncIterable<Buffer>) {
      bytes += piece.length
      if (bytes > 100_000) break
      // A slow reader: whatever runs ahead has its chance to do so.
      for (let i = 0; i < 200; i++) await new Promise(setImmediate)
    }
    expect(taken).toBeGreaterThan(0)
    expect(taken).toBeLessThan(20_000)
  })

  test('a failure while writing leaves no file behind', async () => {
    async function* rows() {
      yield { a: 1, b: 'x' }
      throw new Error('database gone')
    }
    await expect(writeSheet({ columns, rows: rows() }, join(folder, 'b.xlsx'))).rejects.toThrow('database gone')
    expect(readdirSync(folder).filter((name) => name.startsWith('b.xlsx'))).toEqual([])
  })

  test('a signal stops it with its reason, progress was told before', async () => {
    const stop = new AbortController()
    const told: number[] = []
    function* rows() {
      for (let i = 0; i < 50_000; i++) yield { a: i, b: noise(i) }
    }
    const onProgress = (count: number) => {
      told.push(count)
      if (told.length === 3) stop.abort(new Error('取消'))
    }
    const path = join(folder, 'c.xlsx')
    await expect(writeSheet({ columns, rows: rows(), signal: stop.signal, onProgress }, path)).rejects.toThrow('取消')
    expect(told).toHaveLength(3)
    expect(existsSync(path)).toBe(false)
  })

  test('to a stream', async () => {
    const target = new PassThrough()
    const [bytes] = await Promise.all([collect(target), writeSheet({ columns, rows: [{ a: 1, b: '灯' }] }, target)])
    expect(await collect(readSheet(Buffer.concat(bytes as Buffer[])))).toMatchObject([{ number: 2, cells: [1, '灯'] }])
  })
})

test('names of columns', () => {
  expect([0, 25, 26, 51, 701, 702, 16_383].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'ZZ', 'AAA', 'XFD'])
  for (let i = 0; i < 16_384; i += 7) expect(columnOf(`${columnName(i)}1`)).toBe(i)
})
