import { describe, expect, it } from 'vitest'
import { missingMark, sliceOf } from './fonts.ts'
import { type Content, pdfOf } from './pdf.ts'

const at = new Date('2026-12-01T02:00:00Z')
const letter: Content = [
  { text: '志愿服务记录证明', style: 'title' },
  '兹证明张龑（身份证号末四位 1238）自愿参加志愿服务，累计 12 小时 30 分钟。①',
  {
    table: {
      widths: ['auto', '*'],
      body: [
        ['编号', 'Nº 2026-0001'],
        ['内容', '社区理发、陪诊；“巧娘”开心编织队'],
      ],
    },
  },
  { qr: 'https://example.org/v/7K3MQ9PX2D', fit: 90 },
]

describe('a PDF with Chinese letters', () => {
  it('is a small file that carries the letters it uses', async () => {
    const bytes = await pdfOf(letter, { title: '证明', at, foot: '2026-0001' })
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    const text = bytes.toString('latin1')
    expect(text).toContain('/FontFile')
    expect(bytes.length).toBeLessThan(120_000)
  })

  it('gives the same bytes for the same content at the same instant', async () => {
    const [one, two] = [await pdfOf(letter, { title: '证明', at }), await pdfOf(letter, { title: '证明', at })]
    expect(one.equals(two)).toBe(true)
  })

  it('draws rare letters of names by other slices and marks what no slice has', async () => {
    expect(sliceOf('张')).toBeNull()
    expect(sliceOf('龑')).toEqual(expect.any(String))
    expect(sliceOf('\u{2a6d6}')).toBeUndefined()
    expect(sliceOf(missingMark)).toBeNull()
    const bytes = await pdfOf('张\u{2a6d6}', { title: '证明', at })
    expect(bytes.length).toBeGreaterThan(1000)
  })
})
