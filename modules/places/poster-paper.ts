import { type Content, pdfOf } from '../../kernel/documents/pdf.ts'
import type { PosterPlace } from './register-queries.ts'

/** Sizes of type and of the code in points; the code of an A6 sheet is 4.6 cm wide: to be read at an arm's length. */
const sheets = {
  A4: { big: 44, middle: 24, text: 16, code: 300, margin: 64, gap: 26 },
  A6: { big: 24, middle: 14, text: 9.5, code: 130, margin: 26, gap: 9 },
} as const

export type PosterSize = keyof typeof sheets

/**
 * A sheet a building: what it is called, the code that opens the report page with the place filled in, and whose it is.
 * @param origin the address by which phones reach this server, e.g. `https://liren.example`.
 */
export function posterPaper(
  places: readonly PosterPlace[],
  origin: string,
  size: PosterSize,
  at: Date,
): Promise<Buffer> {
  const { margin } = sheets[size]
  const content = places.map((place, n) => poster(place, origin, size, n > 0))
  return pdfOf(content, { title: '楼栋二维码', at, pageSize: size, margin, bare: true })
}

function poster(
  { code, name, compound, community, office }: PosterPlace,
  origin: string,
  size: PosterSize,
  next: boolean,
): Content {
  const { big, middle, text, code: width, gap } = sheets[size]
  const line = (words: string, fontSize: number, bold = false, above = 0): Content => {
    const margin: [number, number, number, number] = [0, above, 0, 0]
    return { text: words, fontSize, bold, alignment: 'center', margin }
  }
  const said: Content[] = [
    line(compound, middle),
    line(name, big, true),
    line('有事请扫码，一次说清，随时可查', text, false, gap / 2),
    { qr: `${origin}/r/${encodeURIComponent(code)}`, fit: width, alignment: 'center', margin: [0, gap, 0, gap] },
    line(`扫不了？请打开 ${origin.replace(/^https?:\/\//, '')}/r/${code}`, text * 0.8),
    line('漏水、灯坏、堆物、噪音……都可以报。不用安装，不用注册。', text * 0.8, false, gap / 3),
    line([community, office].filter((part) => part !== '').join(' · '), text, true, gap),
    line('遇火情、伤病、警情，请先拨 119、120、110', text * 0.8, false, gap / 3),
  ]
  return { stack: said, unbreakable: true, ...(next ? { pageBreak: 'before' as const } : {}) }
}
