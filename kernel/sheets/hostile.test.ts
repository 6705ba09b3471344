import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { collect, rawWorkbook, rawZip, textRow } from './raw-workbook.fixture.ts'
import { SheetError } from './sheet-error.ts'
import { type ReadOptions, readSheet } from './sheet-reader.ts'

const folder = mkdtempSync(join(tmpdir(), 'liren-sheets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const head = textRow(1, '编号', '内容')
const reasonOf = async (input: string | Uint8Array, options?: ReadOptions) => {
  try {
    return (await collect(readSheet(input, options))).length
  } catch (error) {
    if (!(error instanceof SheetError)) throw error
    expect(error.words.zh.length * error.words.en.length).toBeGreaterThan(0)
    return error.reason
  }
}

describe('files that are no spreadsheet', () => {
  const oleHead = Buffer.from('d0cf11e0a1b11ae1', 'hex')

  test.each([
    ['nothing', Buffer.alloc(0), 'sheets.not_a_spreadsheet'],
    ['CSV', Buffer.from('编号,内容\n1,漏水\n'.repeat(10)), 'sheets.not_a_spreadsheet'],
    ['HTML', Buffer.from(`<html>${' '.repeat(100)}</html>`), 'sheets.not_a_spreadsheet'],
    ['old .xls', Buffer.concat([oleHead, Buffer.alloc(4096)]), 'sheets.not_a_spreadsheet'],
    [
      'a password',
      Buffer.concat([oleHead, Buffer.alloc(1_048_570), Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(512)]),
      'sheets.encrypted',
    ],
    ['a ZIP head alone', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(200)]), 'sheets.not_a_spreadsheet'],
  ])('%s', async (_, bytes, reason) => {
    expect(await reasonOf(bytes)).toBe(reason)
    const path = join(folder, 'x')
    writeFileSync(path, bytes)
    expect(await reasonOf(path)).toBe(reason)
  })

  test('other archives', async () => {
    expect(await reasonOf(await rawZip({ 'readme.txt': 'hello' }))).toBe('sheets.not_a_spreadsheet')
    expect(await reasonOf(await rawZip({ 'xl/workbook.xml': '<workbook><sheets/></workbook>' }))).toBe(
      'sheets.not_a_spreadsheet',
    )
  })

  test('an archive whose entries have a password', async () => {
    const bytes = await rawWorkbook({ rows: head })
    for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4)) {
      bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | 1, at + 8)
    }
    expect(await reasonOf(bytes)).toBe('sheets.encrypted')
  })

  test('a file that does not exist is the caller’s fault, not the reader’s', async () => {
    await expect(collect(readSheet(join(folder, 'none.xlsx')))).rejects.toThrow('ENOENT')
  })
})

describe('bombs', () => {
  const megabyte = ' '.repeat(1_048_576)
  function* blanks(megabytes: number) {
    yield head
    for (let i = 0; i < megabytes; i++) yield megabyte
  }

  test('a sheet beyond the bytes that are allowed, declared truly or falsely', async () => {
    const bytes = await rawWorkbook({ rows: blanks(6) })
    expect(bytes.length).toBeLessThan(20_000)
    expect(await reasonOf(bytes, { maxBytes: 5 * 1_048_576 })).toBe('sheets.too_large')
    const at = bytes.indexOf('xl/worksheets/sheet1.xml', bytes.indexOf('PK\x01\x02')) - 46
    bytes.writeUInt32LE(1000, at + 24)
    expect(await reasonOf(bytes, { maxBytes: 5 * 1_048_576 })).toBe('sheets.too_large')
  })

  test('endless silence inside the XML', async () => {
    expect(await reasonOf(await rawWorkbook({ rows: [`${head}<row r="2"><c><v>`, ...blanks(8)] }))).toBe(
      'sheets.too_large',
    )
  })

  test('tags opened without end', async () => {
    expect(await reasonOf(await rawWorkbook({ sheet: '<a>'.repeat(200_000) }))).toBe('sheets.too_large')
  })

  test('attributes without end', async () => {
    const many = Array.from({ length: 5000 }, (_, i) => `a${i}="1"`).join(' ')
    expect(await reasonOf(await rawWorkbook({ rows: `${head}<row ${many}/>` }))).toBe('sheets.too_large')
  })

  test('a column that no sheet has', async () => {
    expect(await reasonOf(await rawWorkbook({ rows: `${head}<row><c r="ZZZZZ2"><v>1</v></c></row>` }))).toBe(
      'sheets.too_large',
    )
    expect(await reasonOf(await rawWorkbook({ rows: `${head}<row><c r="XFD2"><v>1</v></c></row>` }))).toBe(0)
  })

  test('headings in more columns than anybody names: each row would be as wide', async () => {
    const cell = (address: string) => `<c r="${address}" t="inlineStr"><is><t>${address}</t></is></c>`
    const names = Array.from({ length: 501 }, (_, n) => `列${n}`)
    const row = (number: number, texts: readonly string[]) =>
      `<row r="${number}">${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`
    for (const headings of [`<row r="1">${cell('A1')}${cell('XFD1')}</row>`, row(1, names)])
      expect(await reasonOf(await rawWorkbook({ rows: [headings, textRow(2, 'a', 'b')] }))).toBe('sheets.too_large')
    const grouped = [`<row r="1">${cell('A1')}${cell('B1')}${cell('C1')}</row>`, row(2, names), textRow(3, 'a', 'b')]
    const afterRows = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    expect(await reasonOf(await rawWorkbook({ rows: grouped, afterRows }), { headerRow: 1 })).toBe('sheets.too_large')
    const many = [row(1, names.slice(1)), textRow(2, 'a', 'b')]
    expect(await reasonOf(await rawWorkbook({ rows: many }))).toBe(1)
  })

  test('entities are never expanded', async () => {
    const lol = '<!DOCTYPE w [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
    expect(
      await reasonOf(await rawWorkbook({ sheet: `${lol}<worksheet><sheetData>&b;</sheetData></worksheet>` })),
    ).toBe('sheets.not_a_spreadsheet')
    expect(await reasonOf(await rawWorkbook({ rows: `${head}<row><c t="str"><v>&xxe;</v></c></row>` }))).toBe(
      'sheets.not_a_spreadsheet',
    )
  })

  test('more rows than allowed', async () => {
    const bytes = await rawWorkbook({ rows: [head, ...Array.from({ length: 10 }, (_, i) => textRow(i + 2, 'a', 'b'))] })
    expect(await reasonOf(bytes, { maxRows: 9 })).toBe('sheets.too_large')
    expect(await reasonOf(bytes, { maxRows: 10 })).toBe(10)
  })
})

describe('damage', () => {
  test('two entries of one name', async () => {
    const bytes = await rawWorkbook({ rows: head })
    const text = bytes.toString('latin1').replaceAll('xl/worksheets/sheet2.xml', 'xl/worksheets/SHEET1.xml')
    expect(await reasonOf(Buffer.from(text, 'latin1'))).toBe('sheets.not_a_spreadsheet')
  })

  test('broken UTF-8 and unclosed XML', async () => {
    expect(await reasonOf(await rawWorkbook({ rows: `${head}<row>` }))).toBe('sheets.not_a_spreadsheet')
    const stored = await rawWorkbook({ sheet: '<worksheet><sheetData>' })
    expect(await reasonOf(stored)).toBe('sheets.not_a_spreadsheet')
  })

  test('cut anywhere, it is refused in words', async () => {
    const whole = await rawWorkbook({ rows: [head, textRow(2, '1', '漏水')] })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        expect(await reasonOf(whole.subarray(0, length))).toBe('sheets.not_a_spreadsheet')
      }),
    )
  })

  test('one byte changed: the same rows, or refused in words; never another error', async () => {
    const whole = await rawWorkbook({ rows: [head, textRow(2, '1', '漏水')] })
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const bytes = Buffer.from(whole)
        bytes[at] = byte
        expect([1, 'sheets.not_a_spreadsheet', 'sheets.encrypted', 'sheets.too_large']).toContain(await reasonOf(bytes))
      }),
      { numRuns: 500 },
    )
  })
})
