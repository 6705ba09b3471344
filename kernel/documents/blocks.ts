import type { Content } from 'pdfmake/interfaces.js'

/** What a letter or form is made of: the same blocks become a PDF and a .docx. */
export type Block =
  | { readonly is: 'title' | 'heading' | 'right' | 'centre'; readonly text: string }
  /** A paragraph with two letters of indent, as official letters have it; line breaks part paragraphs. */
  | { readonly is: 'text'; readonly text: string }
  /** A line that begins at the margin. */
  | { readonly is: 'line'; readonly text: string }
  | {
      readonly is: 'table'
      readonly widths: readonly number[]
      readonly head: boolean
      readonly rows: readonly (readonly string[])[]
    }
  | { readonly is: 'break' }
  | { readonly is: 'gap' }

/** A JPEG with what it shows above it, small enough for a page of its own; on paper alone, a .docx has none. */
export interface PictureBlock {
  readonly is: 'picture'
  readonly jpeg: Buffer
  readonly lines: readonly string[]
}
export type PaperBlock = Block | PictureBlock

/** Points: what is left of an A4 page under some lines. */
const pictureBox: [number, number] = [450, 560]

/** Two full-width blanks: the indent of a paragraph. */
const indent = '　　'

export const paragraphsOf = (text: string): string[] => text.split(/\n+/).filter((line) => line.trim() !== '')

/** The blocks as `pdfOf` takes them. */
export function pdfContent(blocks: readonly PaperBlock[]): Content {
  const content: Content[] = []
  let breaks = false
  for (const block of blocks) {
    if (block.is === 'break') {
      breaks = true
      continue
    }
    for (const part of pdfParts(block)) {
      content.push(breaks ? { stack: [part], pageBreak: 'before' } : part)
      breaks = false
    }
  }
  return content
}

function pdfParts(block: Exclude<PaperBlock, { is: 'break' }>): Content[] {
  switch (block.is) {
    case 'title':
    case 'heading':
      return [{ text: block.text, style: block.is }]
    case 'right':
      return [{ text: block.text, alignment: 'right', margin: [0, 4, 0, 0] }]
    case 'centre':
      return [{ text: block.text, alignment: 'center', margin: [0, 4, 0, 4] }]
    case 'line':
      return [{ text: block.text, margin: [0, 2, 0, 2] }]
    case 'gap':
      return [{ text: ' ' }]
    case 'text':
      return paragraphsOf(block.text).map((line) => ({ text: `${indent}${line}`, margin: [0, 2, 0, 2] }))
    case 'picture': {
      const image = `data:image/jpeg;base64,${block.jpeg.toString('base64')}`
      return [
        {
          stack: [
            ...block.lines.map((text): Content => ({ text, style: 'small' })),
            { image, fit: pictureBox, margin: [0, 6, 0, 0] },
          ],
        },
      ]
    }
    case 'table': {
      const whole = block.widths.reduce((sum, width) => sum + width, 0)
      const widths = block.widths.map((width) => `${((width / whole) * 97).toFixed(1)}%`)
      const body = block.rows.map((row, n) => row.map((text) => ({ text, bold: block.head && n === 0 })))
      return [{ table: { widths, body, headerRows: block.head ? 1 : 0 }, margin: [0, 4, 0, 8] }]
    }
  }
}

/** How many pages a PDF has, by its page objects. */
export const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
