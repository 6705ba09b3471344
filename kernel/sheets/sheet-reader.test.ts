import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { cellDate, cellText } from './cells.ts'
import { collect, rawWorkbook, textRow } from './raw-workbook.fixture.ts'
import { openSheet, readSheet } from './sheet-reader.ts'

const folder = mkdtempSync(join(tmpdir(), 'liren-sheets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const cellsOf = async (bytes: Buffer) => (await collect(readSheet(bytes))).map((row) => row.cells)
const head = textRow(1, '编号', '内容', '时间')

describe('cells', () => {
  test('texts: shared, rich without phonetic guides, inline, escaped', async () => {
    const bytes = await rawWorkbook({
      sharedStrings:
        '<si><t>楼道灯坏</t></si><si><r><t>三天</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 没修</t></r><rPh><t>サン</t></rPh></si><si/>',
      rows: `${head}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>a&amp;lt;b</t></is></c><c r="B3" t="str"><f>"x"</f><v>一行_x000D_
二行_x0000_</v></c><c r="C3" t="s"><v>99</v></c></row>`,
    })
    expect(await cellsOf(bytes)).toEqual([
      ['楼道灯坏', '三天 没修', null],
      ['a&lt;b', '一行\r\n二行', null],
    ])
  })

  test('numbers, results of formulas, booleans, errors', async () => {
    const bytes = await rawWorkbook({
      rows: `${head}<row r="2"><c r="A2"><v>12.5</v></c><c r="B2"><f>1+1</f><v>2</v></c><c r="C2" t="b"><v>1</v></c></row>
        <row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3"><f>A1</f></c><c r="C3" t="b"><f>1=2</f><v>0</v></c></row>`,
    })
    expect(await cellsOf(bytes)).toEqual([
      [12.5, 2, true],
      [{ fault: '#N/A' }, null, false],
    ])
  })

  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy/m/d h:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>'

  test('dates by the style of the cell, at +08:00', async () => {
    const bytes = await rawWorkbook({
      styles,
      rows: `${head}<row r="2"><c r="A2" s="1"><v>43557.6925925926</v></c><c r="B2" s="2"><v>43557</v></c><c r="C2"><v>43557</v></c></row>
        <row r="3"><c r="A3" s="1"><v>0.354166666666667</v></c><c r="B3" t="d"><v>2019-04-02T08:00:00</v></c><c r="C3" s="1"><v>99999999</v></c></row>`,
    })
    expect(await cellsOf(bytes)).toEqual([
      [new Date('2019-04-02T16:37:20+08:00'), new Date('2019-04-02T00:00:00+08:00'), 43_557],
      ['08:30', new Date('2019-04-02T08:00:00+08:00'), 99_999_999],
    ])
  })

  test('dates of a workbook that counts from 1904', async () => {
    const bytes = await rawWorkbook({
      styles,
      workbook:
        '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
      rows: `${head}<row r="2"><c r="A2" s="2"><v>42095</v></c><c r="B2"><v>42095</v></c></row>`,
    })
    const sheet = await openSheet(bytes)
    const [row] = await collect(sheet.rows)
    await sheet.close()
    const day = new Date('2019-04-02T00:00:00+08:00')
    expect(row?.cells[0]).toEqual(day)
    expect(cellDate(row?.cells[1], sheet.dateBase)).toEqual(day)
  })

  test('elements with a namespace prefix, cells and rows without addresses', async () => {
    const cell = (text: string) => `<x:c t="inlineStr"><x:is><x:t>${text}</x:t></x:is></x:c>`
    const bytes = await rawWorkbook({
      sheet: `<x:worksheet xmlns:x="m"><x:sheetData><x:row>${cell('编号')}${cell('内容')}</x:row><x:row><x:c/>${cell('漏水')}</x:row></x:sheetData></x:worksheet>`,
    })
    expect(await collect(readSheet(bytes))).toEqual([{ number: 2, headers: ['编号', '内容'], cells: [null, '漏水'] }])
  })

  test('Chinese stays whole wherever the pieces of the file end', async () => {
    const long = (i: number) => `${'楼道里的灯坏了三天,麻烦来修一下。😀'.repeat(40)}${'x'.repeat(i % 7)}${i}`
    const bytes = await rawWorkbook({
      rows: [head, ...Array.from({ length: 500 }, (_, i) => textRow(i + 2, String(i), long(i), '二〇一九'))],
    })
    const rows = await cellsOf(bytes)
    expect(rows).toHaveLength(500)
    expect(rows.every((cells, i) => cells[1] === long(i) && cells[2] === '二〇一九')).toBe(true)
  })
})

describe('rows', () => {
  test('496 rows of data among 65,203', async () => {
    function* rows() {
      yield head
      for (let n = 2; n <= 65_203; n++) {
        const filled = n % 131 === 0 && n <= 131 * 496
        yield filled
          ? textRow(n, `M${n}`, ' ', '')
          : `<row r="${n}" spans="1:3"><c r="A${n}" s="1"/><c r="B${n}" s="1"/></row>`
      }
    }
    const read = await collect(readSheet(await rawWorkbook({ rows: rows() })))
    expect(read).toHaveLength(496)
    expect(read.at(-1)).toMatchObject({ number: 64_976, cells: ['M64976', null, null] })
  })

  test('a row that has only cells right of the named columns is blank', async () => {
    const bytes = await rawWorkbook({ rows: `${head}${textRow(2, undefined, undefined, undefined, '旁注')}` })
    expect(await cellsOf(bytes)).toEqual([])
  })

  test('stopping early, finishing and failing all close the file', async () => {
    const path = join(folder, 'a.xlsx')
    writeFileSync(
      path,
      await rawWorkbook({ rows: [head, ...Array.from({ length: 9000 }, (_, i) => textRow(i + 2, 'a', 'b'))] }),
    )
    for await (const row of readSheet(path)) if (row.number > 100) break
    await collect(readSheet(path))
    await expect(collect(readSheet(path, { maxRows: 5000 }))).rejects.toThrow('too_large')
    await expect(collect(readSheet(path, { headerRow: 20_000 }))).rejects.toThrow('no_header')
    if (process.platform === 'linux') expect(openFiles()).not.toContain(path)
  })

  test('progress rises to 1', async () => {
    const bytes = await rawWorkbook({
      rows: [head, ...Array.from({ length: 9000 }, (_, i) => textRow(i + 2, 'a', 'b'))],
    })
    const shares: number[] = []
    await collect(readSheet(bytes, { onProgress: (p) => shares.push(p.share) }))
    expect(shares.length).toBeGreaterThan(5)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  test('a signal stops the reading with its reason', async () => {
    const bytes = await rawWorkbook({
      rows: [head, ...Array.from({ length: 9000 }, (_, i) => textRow(i + 2, 'a', 'b'))],
    })
    const stop = new AbortController()
    const reading = (async () => {
      for await (const row of readSheet(bytes, { signal: stop.signal }))
        if (row.number === 50) stop.abort(new Error('取消'))
    })()
    await expect(reading).rejects.toThrow('取消')
    await expect(openSheet(bytes, { signal: stop.signal })).rejects.toThrow('取消')
  })
})

describe('header', () => {
  const headerOf = async (rows: string, afterRows = '', headerRow?: number) => {
    const bytes = await rawWorkbook({ rows, afterRows })
    const sheet = await openSheet(bytes, headerRow === undefined ? {} : { headerRow })
    const data = await collect(sheet.rows)
    await sheet.close()
    return { headers: sheet.headers, headerRow: sheet.headerRow, first: data[0]?.number }
  }

  test('below a title, above the data; names on one line', async () => {
    const rows =
      textRow(2, '诉求登记表') + textRow(4, '编 号', ' 诉求\n内容 ', 'Phone no.') + textRow(5, '1', '漏水', '2')
    expect(await headerOf(rows)).toEqual({ headers: ['编号', '诉求内容', 'Phone no.'], headerRow: 4, first: 5 })
  })

  test('a note of two cells above a wide table is no header', async () => {
    const rows =
      textRow(1, '填报单位:天祥社区', '填报时间:2024年') +
      textRow(2, '编号', '内容', '地点', '电话', '时间') +
      textRow(3, '1', '漏水', '一栋', '', '')
    expect(await headerOf(rows)).toEqual({ headers: ['编号', '内容', '地点', '电话', '时间'], headerRow: 2, first: 3 })
  })

  test('merged cells: groups over two rows, names made different by their group', async () => {
    const rows =
      textRow(1, '编号', '诉求人', undefined, '承办人', undefined) +
      textRow(2, undefined, '姓名', '电话', '姓名', '办理结果') +
      textRow(3, '1', '张*', '10000001234', '李*', '已修')
    const merges = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="D1:E1"/></mergeCells>'
    expect(await headerOf(rows, merges)).toEqual({
      headers: ['编号', '诉求人 姓名', '电话', '承办人 姓名', '办理结果'],
      headerRow: 2,
      first: 3,
    })
  })

  test('a gap in the header without merged cells stays a column without a name', async () => {
    const rows = textRow(1, '编号', undefined, '内容') + textRow(2, '1', '旁注', '漏水')
    expect(await headerOf(rows)).toEqual({ headers: ['编号', '', '内容'], headerRow: 1, first: 2 })
  })

  test('the row that a person chose', async () => {
    const rows = textRow(1, '甲', '乙') + textRow(2, '编号', '内容') + textRow(3, '1', '漏水')
    expect(await headerOf(rows, '', 2)).toEqual({ headers: ['编号', '内容'], headerRow: 2, first: 3 })
  })

  test('none', async () => {
    await expect(headerOf(textRow(1, '一列') + textRow(2, '两列'))).rejects.toThrow('sheets.no_header')
    await expect(headerOf('')).rejects.toThrow('sheets.no_header')
  })
})

describe('sheets', () => {
  const workbook =
    '<workbook xmlns:r="r"><sheets><sheet name="隐藏" state="hidden" sheetId="1" r:id="rId1"/><sheet name="明细" sheetId="2" r:id="rId4"/></sheets></workbook>'

  test('the first visible one, by name, by place', async () => {
    const bytes = await rawWorkbook({ workbook, rows: head })
    const nameOf = async (sheet?: string | number) => {
      const opened = await openSheet(bytes, sheet === undefined ? {} : { sheet })
      await opened.close()
      return opened.name
    }
    expect([await nameOf(), await nameOf('隐藏'), await nameOf(2)]).toEqual(['明细', '隐藏', '明细'])
    await expect(nameOf('没有')).rejects.toMatchObject({ reason: 'sheets.no_such_sheet' })
    await expect(nameOf(3)).rejects.toThrow('隐藏, 明细')
  })
})

const shared = (name: string) => join(import.meta.dirname, '../../../shared/data', name)

describe('real files', () => {
  const messages = shared('resident-messages-with-replies.xlsx')
  test.skipIf(!existsSync(messages))('2,816 messages, every time readable, no garbled character', async () => {
    const rows = await collect(readSheet(messages))
    expect(rows).toHaveLength(2816)
    expect(rows[0]?.headers).toEqual([
      '留言编号',
      '留言用户',
      '留言主题',
      '留言时间',
      '留言详情',
      '答复意见',
      '答复时间',
    ])
    expect(rows.filter((row) => !cellDate(row.cells[3]) || !cellDate(row.cells[6]))).toEqual([])
    expect(rows.filter((row) => row.cells.some((cell) => cellText(cell).includes('\ufffd')))).toEqual([])
  })

  const tree = shared('matter-category-tree.xlsx')
  test.skipIf(!existsSync(tree))('517 categories', async () => {
    expect(await collect(readSheet(tree))).toHaveLength(517)
  })
})

function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)]
    } catch {
      return []
    }
  })
}
