import type { Mark } from '../exports/mark.ts'
import { dateSerial } from './cells.ts'

/** What a cell can be written from; null, undefined, '' and numbers that are none leave it empty. */
export type SheetValue = string | number | boolean | Date | null | undefined

/** How dates of a column look. */
export type DateLook = 'instant' | 'day'

/** Places in `cellXfs` of the styles below. */
export const style = { plain: 0, header: 1, text: 2, guarded: 3, instant: 4, day: 5 } as const

const namespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const prolog = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export const contentTypesXml = `${prolog}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${spreadsheet}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/></Types>`

const propertiesType = 'application/vnd.openxmlformats-package.core-properties+xml'
const propertiesRelation = `${packages}/relationships/metadata/core-properties`

/** The parts that every workbook has, and those that one with properties has beside them. */
export const contentTypesWithPropertiesXml = contentTypesXml.replace(
  '</Types>',
  `<Override PartName="/docProps/core.xml" ContentType="${propertiesType}"/></Types>`,
)

export const rootRelationsXml = `${prolog}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

export const rootRelationsWithPropertiesXml = rootRelationsXml.replace(
  '</Relationships>',
  `<Relationship Id="rId2" Type="${propertiesRelation}" Target="docProps/core.xml"/></Relationships>`,
)

/** Who made a file and when, as its properties say it (ECMA-376 part 2, core properties). */
export const propertiesXml = ({ who, at, line }: Pick<Mark, 'who' | 'at' | 'line'>): string =>
  `${prolog}<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>${escapeXml(who)}</dc:creator><dc:description>${escapeXml(line)}</dc:description><dcterms:created xsi:type="dcterms:W3CDTF">${at.toISOString().slice(0, 19)}Z</dcterms:created></cp:coreProperties>`

export const workbookRelationsXml = `${prolog}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`

export const workbookXml = (sheetName: string): string =>
  `${prolog}<workbook xmlns="${namespace}" xmlns:r="${relationships}"><sheets><sheet name="${escapeXml(safeSheetName(sheetName))}" sheetId="1" r:id="rId1"/></sheets></workbook>`

// The order of cellXfs is that of `style`. A guarded text keeps its quote prefix, so it stays text when somebody edits the cell.
export const stylesXml = `${prolog}<styleSheet xmlns="${namespace}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8F0EC"/></patternFill></fill></fills><borders count="2"><border/><border><bottom style="thin"><color rgb="FF9DB5AA"/></bottom></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf></cellXfs></styleSheet>`

/** The sheet up to its first row: widths in characters, the first row frozen. */
export function sheetStartXml(widths: readonly number[]): string {
  const columns = widths.map((w, i) => `<col min="${i + 1}" max="${i + 1}" width="${w}" customWidth="1"/>`).join('')
  return `${prolog}<worksheet xmlns="${namespace}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData>`
}

/** Rows are over; `foot` stands under every printed page, at the left, with the page's number at the right. */
export const sheetEndXml = (foot: string | null): string =>
  `</sheetData>${foot === null ? '' : `<headerFooter><oddFooter>${escapeXml(`&L${foot.replaceAll('&', '&&').slice(0, maxFoot)}&R&P / &N`)}</oddFooter></headerFooter>`}</worksheet>`

/** The format takes 255 characters in a footer. */
const maxFoot = 200

/** A text that a spreadsheet program would take for a formula if it were typed or loaded from CSV. */
export const looksLikeFormula = (text: string): boolean => /^[=+\-@\t\r\n＝＋－＠]/.test(text)

export const headerCellXml = (address: string, text: string): string => textCellXml(address, text, style.header)

/** One cell, '' for an empty one; formulas are never written. Many readers insist on the address. */
export function cellXml(address: string, value: SheetValue, look: DateLook): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'string') {
    return textCellXml(address, value, looksLikeFormula(value) ? style.guarded : style.text)
  }
  if (typeof value === 'boolean') return `<c r="${address}" t="b"><v>${value ? 1 : 0}</v></c>`
  if (typeof value === 'number') return Number.isFinite(value) ? `<c r="${address}"><v>${value}</v></c>` : ''
  const serial = dateSerial(value)
  if (Number.isNaN(serial)) return ''
  // Serials before March 1900 mean different days in different programs.
  if (serial < 61) return textCellXml(address, value.toISOString(), style.text)
  return `<c r="${address}" s="${style[look]}"><v>${look === 'day' ? Math.floor(serial) : serial}</v></c>`
}

/** 0 → 'A', 26 → 'AA'. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter
}

/** The most characters that Excel takes in a cell; a longer text makes it call the file damaged. */
const maxCellText = 32_767

function textCellXml(address: string, text: string, place: number): string {
  const whole = text.length > maxCellText ? `${text.slice(0, maxCellText - 1)}…` : text
  return `<c r="${address}" s="${place}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(whole)}</t></is></c>`
}

/** XML text that also survives the format's own `_x000D_` escapes; what XML cannot carry is dropped. */
function escapeXml(text: string): string {
  return text
    .replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/\r\n?/g, '\n')
    .replace(/[&<>"]/g, (mark) => marks[mark] ?? mark)
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Excel refuses these marks and more than 31 characters in the name of a sheet. */
const safeSheetName = (name: string): string =>
  name
    .replace(/[[\]:*?/\\']/g, ' ')
    .slice(0, 31)
    .trim() || 'Sheet1'
