import { type Mark, markNow } from '../exports/mark.ts'
import { propertiesXml } from '../sheets/sheet-xml.ts'
import { packZip } from '../sheets/zip-writer.ts'
import { type Block, paragraphsOf } from './blocks.ts'

// A Word document (ECMA-376, WordprocessingML) of a few blocks, written by hand: the parts that Word, WPS and LibreOffice need.

const escaped = (text: string): string =>
  // Signs that XML 1.0 does not take are left out.
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

interface Look {
  /** Half points. */
  readonly size?: number
  readonly bold?: boolean
  readonly align?: 'left' | 'center' | 'right' | 'both'
  /** Hundredths of a letter. */
  readonly firstLine?: number
  readonly hei?: boolean
  readonly newPage?: boolean
}

/** 三号 titles in 黑体 and 四号 text in 仿宋, which offices use; a reader without them takes its own. */
function paragraph(
  text: string,
  { size = 28, bold = false, align = 'both', firstLine = 0, hei = false, newPage = false }: Look,
): string {
  const font = hei ? '黑体' : '仿宋'
  const fonts = `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${font}"/>`
  const run = `<w:rPr>${fonts}${bold ? '<w:b/>' : ''}<w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr>`
  const indent = firstLine > 0 ? `<w:ind w:firstLineChars="${firstLine}"/>` : ''
  const look = `<w:pPr>${newPage ? '<w:pageBreakBefore/>' : ''}<w:spacing w:line="400" w:lineRule="auto"/>${indent}<w:jc w:val="${align}"/></w:pPr>`
  return `<w:p>${look}<w:r>${run}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`
}

const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
  .join('')
/** Width of the text between the margins, in twentieths of a point. */
const textWidth = 8845

function table({ widths, head, rows }: Extract<Block, { is: 'table' }>): string {
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const columns = widths.map((width) => Math.round((width / whole) * textWidth))
  const cell = (text: string, n: number, bold: boolean) =>
    `<w:tc><w:tcPr><w:tcW w:w="${columns[n] ?? 0}" w:type="dxa"/></w:tcPr>${(paragraphsOf(text).length > 0
      ? paragraphsOf(text)
      : ['']
    )
      .map((line) => paragraph(line, { size: 24, bold, align: 'left' }))
      .join('')}</w:tc>`
  const lines = rows.map((row, n) => `<w:tr>${row.map((text, at) => cell(text, at, head && n === 0)).join('')}</w:tr>`)
  const grid = columns.map((width) => `<w:gridCol w:w="${width}"/>`).join('')
  return `<w:tbl><w:tblPr><w:tblW w:w="${textWidth}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${lines.join('')}</w:tbl>${paragraph('', {})}`
}

function blockXml(block: Exclude<Block, { is: 'break' }>, newPage: boolean): string {
  switch (block.is) {
    case 'title':
      return paragraph(block.text, { size: 36, bold: true, align: 'center', hei: true, newPage })
    case 'heading':
      return paragraph(block.text, { size: 28, bold: true, hei: true, newPage })
    case 'right':
      return paragraph(block.text, { align: 'right', newPage })
    case 'centre':
      return paragraph(block.text, { align: 'center', newPage })
    case 'line':
      return paragraph(block.text, { newPage })
    case 'gap':
      return paragraph('', { newPage })
    case 'text':
      return paragraphsOf(block.text)
        .map((line, n) => paragraph(line, { firstLine: 200, newPage: newPage && n === 0 }))
        .join('')
    case 'table':
      return `${newPage ? paragraph('', { newPage }) : ''}${table(block)}`
  }
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const types = `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
const relations = `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
/** With a footer that says by whom and when it was taken out. */
const markedTypes = types.replace(
  '</Types>',
  '<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
)
const markedRelations = relations.replace(
  '</Relationships>',
  '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
)
const footerRelation = `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>`
const footer = ({ line }: Mark): string =>
  `${head}<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${paragraph(line, { size: 16, align: 'left' })}</w:ftr>`
/** A4; margins as official letters have them (GB/T 9704: 28 and 26 mm at the sides). */
const pageOf = (marked: boolean): string =>
  `<w:sectPr>${marked ? '<w:footerReference w:type="default" r:id="rId1"/>' : ''}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1587" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>`

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Makes a .docx of blocks; the same blocks give the same bytes. While an export is made it says by whom and when, in a footer and its properties. */
export async function docxOf(blocks: readonly Block[]): Promise<Buffer> {
  const mark = markNow()
  let newPage = false
  let body = ''
  for (const block of blocks) {
    if (block.is === 'break') newPage = true
    else {
      body += blockXml(block, newPage)
      newPage = false
    }
  }
  const document = `${head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>${body}${pageOf(mark !== null)}</w:body></w:document>`
  const pieces: Buffer[] = []
  for await (const piece of packZip([
    { name: '[Content_Types].xml', text: [mark ? markedTypes : types] },
    { name: '_rels/.rels', text: [mark ? markedRelations : relations] },
    { name: 'word/document.xml', text: [document] },
    ...(mark
      ? [
          { name: 'word/_rels/document.xml.rels', text: [footerRelation] },
          { name: 'word/footer1.xml', text: [footer(mark)] },
          { name: 'docProps/core.xml', text: [propertiesXml(mark)] },
        ]
      : []),
  ]))
    pieces.push(piece)
  return Buffer.concat(pieces)
}
