import { expect, test } from 'vitest'
import { returnedSheet } from '../../../kernel/sheets/returned-sheet.ts'
import type { Row } from '../../../kernel/sheets/sheet-reader.ts'
import { openSheet } from '../../../kernel/sheets/sheet-reader.ts'
import { sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import { builtInMappings } from './built-in-mappings.ts'
import { matchHeaders } from './headers.ts'
import { rowMapper } from './map-row.ts'
import type { ImportMapping } from './mapping.ts'

const template = builtInMappings.find((mapping) => mapping.name === 'matters-template') as ImportMapping
const headers = ['编号', '诉求内容', '地点', '时间', '备注']
const now = new Date('2026-11-23T12:00:00+08:00')

async function readBack(plan: ReturnType<typeof returnedSheet>) {
  const parts: Buffer[] = []
  for await (const part of sheetStream(plan)) parts.push(part as Buffer)
  const sheet = await openSheet(Buffer.concat(parts))
  const rows: Row[] = []
  for await (const row of sheet.rows) rows.push(row)
  return { headers: sheet.headers, rows }
}

test('returned rows say what is wrong, and once corrected are taken under the same key', async () => {
  const { columns } = matchHeaders(headers, template)
  const map = rowMapper(template, { columns, categories: [], now, dateBase: 1900 })
  const row: Row = { number: 9, headers, cells: [12, '=路灯不亮', '', '昨天', { fault: '#N/A' }] }
  const result = map(row)
  if (!('errors' in result)) throw new Error('the row should be wrong')

  const returned = await readBack(returnedSheet(headers, [{ row, errors: result.errors }], 'zh'))
  expect(returned.headers).toEqual([...headers, '问题', '原行号'])
  expect(returned.rows[0]?.cells).toEqual([
    12,
    '=路灯不亮',
    null,
    '昨天',
    '#N/A',
    '地点：没有填写\n时间：“昨天”不是时间，请写成 2026/11/23 8:30',
    9,
  ])

  const fixed = (returned.rows[0]?.cells ?? []).with(2, '天祥小区').with(3, '2026/11/22 9:00')
  const again = rowMapper(template, {
    columns: matchHeaders(returned.headers, template).columns,
    categories: [],
    now,
    dateBase: 1900,
  })
  expect(again({ number: 2, headers: returned.headers, cells: fixed })).toMatchObject({
    ok: { sourceKey: 'matters-template:12', body: '=路灯不亮' },
  })
})

test('in English', async () => {
  const words = { zh: '没有填写', en: 'is empty' }
  const { rows } = await readBack(
    returnedSheet(['A', 'B'], [{ row: { number: 3, cells: ['x', null] }, errors: [{ column: 'B', words }] }], 'en'),
  )
  expect(rows[0]?.cells).toEqual(['x', null, 'B: is empty', 3])
})
