import { expect, it } from 'vitest'
import { ZipArchive } from '../sheets/zip-archive.ts'
import { type Block, pagesOf, pdfContent } from './blocks.ts'
import { docxOf } from './docx.ts'
import { pdfOf } from './pdf.ts'

const blocks: Block[] = [
  { is: 'title', text: '人民调解协议书' },
  { is: 'text', text: '甲方 <张三> & 乙方\n第二段\u0007' },
  {
    is: 'table',
    widths: [1, 3],
    head: true,
    rows: [
      ['姓名', '住址'],
      ['张三', '3栋\n501'],
    ],
  },
  { is: 'break' },
  { is: 'heading', text: '签名' },
  { is: 'right', text: '2026年12月1日' },
]

it('the same blocks become a Word document, escaped and whole, and a PDF of as many pages', async () => {
  const bytes = await docxOf(blocks)
  expect(bytes.equals(await docxOf(blocks))).toBe(true)
  const zip = await ZipArchive.open(bytes)
  const entry = zip.find('word/document.xml')
  if (!entry) throw new Error('no document')
  let xml = ''
  for await (const piece of zip.unpack(entry, 1_000_000)) xml += piece.toString('utf8')
  await zip.close()
  expect(xml).toContain('甲方 &lt;张三&gt; &amp; 乙方')
  expect(xml).not.toContain('\u0007')
  expect(xml.match(/<w:pageBreakBefore\/>/g)).toHaveLength(1)
  expect(xml.match(/<w:tr>/g)).toHaveLength(2)
  const at = new Date('2026-12-01T02:00:00Z')
  expect(pagesOf(await pdfOf(pdfContent(blocks), { title: '协议书', at }))).toBe(2)
})
