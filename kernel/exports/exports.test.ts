import { Type } from 'typebox'
import { expect, it } from 'vitest'
import { docxOf } from '../documents/docx.ts'
import { pdfOf } from '../documents/pdf.ts'
import { readSheet } from '../sheets/sheet-reader.ts'
import { sheetStream } from '../sheets/sheet-writer.ts'
import { ZipArchive } from '../sheets/zip-archive.ts'
import { filtersOf } from './filters.ts'
import { marking, newMark } from './mark.ts'

const at = new Date('2026-11-23T02:05:00Z')
const mark = () => newMark('张&三 <甲>', at, 'zh')
const bytesOf = async (stream: AsyncIterable<Buffer>) => {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces)
}
const list = () =>
  sheetStream({
    columns: [
      { header: '编号', value: (row: string) => row },
      { header: '内容', value: (row: string) => `事${row}` },
    ],
    rows: ['一', '二', '三'],
  })

it('a workbook says who took it and when, counts its rows, and reads back as it was', async () => {
  const one = mark()
  const bytes = await bytesOf(await marking(one, async () => list()))
  expect(one.rows).toBe(3)
  const zip = await ZipArchive.open(bytes)
  expect(await zip.text('docProps/core.xml', 1e6)).toContain('由张&amp;三 &lt;甲&gt;于2026-11-23 10:05从里仁导出')
  expect(await zip.text('xl/worksheets/sheet1.xml', 1e6)).toContain(
    '<headerFooter><oddFooter>&amp;L由张&amp;&amp;三 &lt;甲&gt;于2026-11-23 10:05从里仁导出&amp;R',
  )
  await zip.close()
  const rows = async (source: Buffer) => {
    const found: unknown[] = []
    for await (const row of readSheet(source)) found.push(row)
    return found
  }
  expect(await rows(bytes)).toEqual(await rows(await bytesOf(list())))
})

it('what is made outside an export carries no mark', async () => {
  const zip = await ZipArchive.open(await bytesOf(list()))
  expect(zip.find('docProps/core.xml')).toBeUndefined()
  await zip.close()
})

it('papers say it under every page', async () => {
  const zip = await ZipArchive.open(await marking(mark(), () => docxOf([{ is: 'text', text: '正文' }])))
  expect(await zip.text('word/footer1.xml', 1e6)).toContain('由张&amp;三 &lt;甲&gt;于2026-11-23 10:05从里仁导出')
  await zip.close()
  const plain = await pdfOf('正文', { title: '一', at })
  const marked = await marking(mark(), () => pdfOf('正文', { title: '一', at }))
  expect(marked.equals(plain)).toBe(false)
})

it('filters are told but for what somebody typed', () => {
  const schema = Type.Object({
    q: Type.Optional(Type.String()),
    state: Type.Optional(Type.Enum(['open', 'closed'])),
    states: Type.Optional(Type.Array(Type.Union([Type.Literal('a'), Type.Literal('b')]))),
    place: Type.Optional(Type.String({ format: 'uuid' })),
    from: Type.Optional(Type.String({ format: 'date' })),
    late: Type.Optional(Type.Boolean()),
    offset: Type.Optional(Type.Integer()),
  })
  const query = { q: '张三 13800000000', state: 'open', states: ['a', 'b'], place: 'x', from: '2026-11-01', late: true }
  expect(filtersOf(schema, { ...query, offset: 50 })).toEqual({
    ...{ q: true, state: 'open', states: 'a,b', place: 'x', from: '2026-11-01', late: true },
  })
})
