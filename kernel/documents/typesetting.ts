import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { markNow } from '../exports/mark.ts'
import { familyOf, missingMark, sliceOf } from './fonts.ts'
import type { Paper } from './pdf.ts'

// Not as an import above: those of a bundle are loaded when the program starts.
const { default: pdfmake } = await import('pdfmake')

/** Points; the side margins are those of official letters (GB/T 9704 has 28 and 26 mm). */
const margins: [number, number, number, number] = [72, 64, 72, 64]

// A document is made of what it is given: nothing is fetched, no file is read.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy(() => false)

// Fonts are handed over in its memory: the published types leave this field out.
const { virtualfs } = pdfmake as unknown as { virtualfs: { writeFileSync(name: string, bytes: Buffer): void } }

/** Families that were asked for; the first is `Han`. */
const families = new Set<string>()

/** The family of a slice by the name that the maker of the PDF knows it by. */
function family(slice?: string): string {
  const name = slice === undefined ? 'Han' : `Han ${slice}`
  if (families.has(name)) return name
  const { normal, bold } = familyOf(slice)
  virtualfs.writeFileSync(`${name} normal`, normal)
  virtualfs.writeFileSync(`${name} bold`, bold)
  pdfmake.addFonts({ [name]: { normal: `${name} normal`, bold: `${name} bold` } })
  families.add(name)
  return name
}

/** What `pdfOf` does, with the libraries that it needs. */
export async function typeset(content: Content, paper: Paper): Promise<Buffer> {
  const { title, at, foot, pageSize = 'A4', landscape = false, watermark, margin, bare = false } = paper
  const mark = markNow()
  const definition: TDocumentDefinitions = {
    content: withRareLetters(content),
    info: {
      title,
      ...(mark ? { author: mark.who, subject: mark.line } : {}),
      creationDate: at,
      modDate: at,
      creator: 'Liren',
      producer: 'Liren',
    },
    pageSize,
    pageOrientation: landscape ? 'landscape' : 'portrait',
    pageMargins: margin ?? margins,
    defaultStyle: { font: family(), fontSize: 10.5, lineHeight: 1.35 },
    styles: {
      title: { fontSize: 20, bold: true, alignment: 'center', margin: [0, 0, 0, 16] },
      heading: { fontSize: 12.5, bold: true, margin: [0, 12, 0, 4] },
      small: { fontSize: 8.5, color: '#555555' },
    },
    ...(bare
      ? {}
      : {
          footer: (page: number, pages: number) => ({
            columns: [
              withRareLetters({ text: [foot, mark?.line].filter(Boolean).join('　'), style: 'small' }),
              { text: `${page} / ${pages}`, style: 'small', alignment: 'right' as const, width: 60 },
            ],
            margin: [margins[0], 20, margins[2], 0] as [number, number, number, number],
          }),
        }),
    ...(watermark ? { watermark: { text: watermark, color: '#b00020', opacity: 0.12, bold: true } } : {}),
  }
  return pdfmake.createPdf(definition).getBuffer()
}

/** The same content, its texts cut where a letter is drawn by another slice of the font. */
function withRareLetters(content: Content): Content {
  return walk(content) as Content
}

function walk(part: unknown): unknown {
  if (typeof part === 'string') {
    const runs = runsOf(part)
    return typeof runs === 'string' ? runs : { text: runs }
  }
  if (Array.isArray(part)) return part.map(walk)
  if (typeof part !== 'object' || part === null || part.constructor !== Object) return part
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, walkField(key, value)]))
}

/** Fields that hold content; all others are settings and stay as they are. */
const holders = new Set(['stack', 'columns', 'ul', 'ol', 'body', 'table', 'text'])

function walkField(key: string, value: unknown): unknown {
  if (!holders.has(key)) return value
  return key === 'text' && typeof value === 'string' ? runsOf(value) : walk(value)
}

interface Run {
  readonly text: string
  readonly font?: string
}

/** A text as it is where the main file has all its letters; else its pieces. */
function runsOf(text: string): string | Run[] {
  const pieces: { text: string; slice: string | null }[] = []
  for (const letter of text) {
    const found = sliceOf(letter)
    const slice = found ?? null
    const drawn = found === undefined ? missingMark : letter
    const last = pieces.at(-1)
    if (last && last.slice === slice) last.text += drawn
    else pieces.push({ text: drawn, slice })
  }
  if (pieces.every(({ slice }) => slice === null)) return pieces.map((piece) => piece.text).join('')
  return pieces.map((piece) => (piece.slice === null ? { text: piece.text } : { ...piece, font: family(piece.slice) }))
}
