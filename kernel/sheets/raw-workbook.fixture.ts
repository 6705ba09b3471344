import { packZip } from './zip-writer.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The XML of a workbook's parts, for tests that need what no writer would produce. */
export interface RawParts {
  /** Inside `<sheetData>`. */
  readonly rows?: string | Iterable<string>
  readonly afterRows?: string
  readonly sharedStrings?: string
  readonly styles?: string
  readonly workbook?: string
  /** Replaces the whole sheet. */
  readonly sheet?: string | Iterable<string>
}

const pieces = (text: string | Iterable<string>): Iterable<string> => (typeof text === 'string' ? [text] : text)

/** A workbook of the given parts, as bytes. */
export async function rawWorkbook(raw: RawParts): Promise<Buffer> {
  function* sheet() {
    if (raw.sheet !== undefined) return yield* pieces(raw.sheet)
    yield `<worksheet xmlns="${main}"><sheetData>`
    yield* pieces(raw.rows ?? '')
    yield `</sheetData>${raw.afterRows ?? ''}</worksheet>`
  }
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${relationships}/${type}" Target="${target}"/>`
  const workbook =
    raw.workbook ??
    `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets><sheet name="表一" sheetId="1" r:id="rId1"/></sheets></workbook>`
  return rawZip({
    '_rels/.rels': `<Relationships>${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': workbook,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation(1, 'worksheet', 'worksheets/sheet1.xml')}${relation(2, 'styles', 'styles.xml')}${relation(3, 'sharedStrings', '/xl/sharedStrings.xml')}${relation(4, 'worksheet', 'worksheets/sheet2.xml')}</Relationships>`,
    'xl/worksheets/sheet1.xml': sheet(),
    'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${textRow(1, '另一', '张表')}</sheetData></worksheet>`,
    ...(raw.styles === undefined ? {} : { 'xl/styles.xml': raw.styles }),
    ...(raw.sharedStrings === undefined ? {} : { 'xl/sharedStrings.xml': `<sst>${raw.sharedStrings}</sst>` }),
  })
}

/** Any archive. */
export async function rawZip(files: Record<string, string | Iterable<string>>): Promise<Buffer> {
  const parts = Object.entries(files).map(([name, text]) => ({ name, text: pieces(text) }))
  const bytes: Buffer[] = []
  for await (const piece of packZip(parts)) bytes.push(piece)
  return Buffer.concat(bytes)
}

/** A row of inline texts; undefined leaves a cell out. */
export function textRow(number: number, ...texts: (string | undefined)[]): string {
  const cells = texts.map((text, i) =>
    text === undefined
      ? ''
      : `<c r="${String.fromCharCode(65 + i)}${number}" t="inlineStr"><is><t>${text}</t></is></c>`,
  )
  return `<row r="${number}">${cells.join('')}</row>`
}

/** All that an iterable gives. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
