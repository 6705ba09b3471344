import type { DateBase } from './cells.ts'
import { isDateFormat } from './date-format.ts'
import { notSpreadsheet, overgrown } from './sheet-error.ts'
import { drainXml, prefixed } from './xml-reader.ts'
import type { ZipArchive, ZipEntry } from './zip-archive.ts'

export interface SheetPart {
  readonly name: string
  readonly hidden: boolean
  readonly entry: ZipEntry
}

/** What a workbook tells before its rows are read. */
export interface Workbook {
  readonly sheets: readonly SheetPart[]
  readonly dateBase: DateBase
  readonly sharedStrings: ZipEntry | undefined
  /** Whether a cell of this style (the `s` of the cell) shows a date. */
  isDateStyle(style: number): boolean
}

interface Relation {
  readonly type: string
  readonly target: string
}

const partLimit = 16 * 1_048_576
const sharedStringsLimit = 128 * 1_048_576
const maxSharedStrings = 5_000_000

/** Reads the small parts of a workbook: its sheets in their order, the base of its dates, the styles that show dates. */
export async function readWorkbook(zip: ZipArchive): Promise<Workbook> {
  const roots = [...(await readRelations(zip, '_rels/.rels', '')).values()]
  const path = roots.find((r) => r.type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const entry = zip.find(path)
  if (!entry) throw notSpreadsheet()
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const relations = await readRelations(zip, `${folder}_rels/${path.slice(folder.length)}.rels`, folder)
  const listed: { name: string; hidden: boolean; relation: string }[] = []
  let dateBase: DateBase = 1900
  await drainXml(zip.unpack(entry, partLimit), {
    open(name, attributes) {
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? '')) dateBase = 1904
      if (name !== 'sheet') return
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden'
      listed.push({ name: attributes.name ?? '', hidden, relation: prefixed(attributes, 'id') ?? '' })
    },
  })
  const sheets = listed.flatMap(({ name, hidden, relation }) => {
    const target = relations.get(relation)
    const part = target?.type === 'worksheet' ? zip.find(target.target) : undefined
    return part ? [{ name, hidden, entry: part }] : []
  })
  if (sheets.length === 0) throw notSpreadsheet()
  const partOf = (type: string) => {
    const relation = [...relations.values()].find((r) => r.type === type)
    return relation && zip.find(relation.target)
  }
  const dates = await readDateStyles(zip, partOf('styles'))
  return { sheets, dateBase, sharedStrings: partOf('sharedStrings'), isDateStyle: (style) => dates[style] ?? false }
}

/** Relations by id; targets are full names inside the archive. */
async function readRelations(zip: ZipArchive, path: string, folder: string): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>()
  const entry = zip.find(path)
  if (!entry) return relations
  await drainXml(zip.unpack(entry, partLimit), {
    open(name, { Id, Type, Target, TargetMode }) {
      if (name !== 'Relationship' || !Id || !Type || !Target || TargetMode === 'External') return
      const target = Target.startsWith('/') ? Target.slice(1) : folder + Target.replace(/^\.\//, '')
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target })
    },
  })
  return relations
}

async function readDateStyles(zip: ZipArchive, entry: ZipEntry | undefined): Promise<boolean[]> {
  const dates: boolean[] = []
  if (!entry) return dates
  const codes = new Map<number, string>()
  let inCellFormats = false
  await drainXml(zip.unpack(entry, partLimit), {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      if (name === 'cellXfs') inCellFormats = true
      if (name !== 'xf' || !inCellFormats) return
      const id = Number(attributes.numFmtId ?? 0)
      dates.push(isDateFormat(id, codes.get(id)))
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return dates
}

/** All shared strings by their number. The runs of a rich text are joined; phonetic guides are left out. */
export async function readSharedStrings(
  zip: ZipArchive,
  entry: ZipEntry | undefined,
  signal?: AbortSignal,
): Promise<string[]> {
  const strings: string[] = []
  if (!entry) return strings
  let current = ''
  let inText = false
  let inPhonetic = false
  const parts = zip.unpack(entry, sharedStringsLimit)
  await drainXml(signal ? abortable(parts, signal) : parts, {
    open(name) {
      if (name === 'si') current = ''
      if (name === 't') inText = true
      if (name === 'rPh') inPhonetic = true
    },
    text(text) {
      if (inText && !inPhonetic) current += text
    },
    close(name) {
      if (name === 't') inText = false
      if (name === 'rPh') inPhonetic = false
      if (name !== 'si') return
      if (strings.length >= maxSharedStrings) throw overgrown()
      strings.push(cleanText(current))
    },
  })
  return strings
}

/** Passes pieces on until the signal fires, then throws its reason. */
export async function* abortable<T>(pieces: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  for await (const piece of pieces) {
    signal.throwIfAborted()
    yield piece
  }
}

/** Undoes the `_x000D_` escapes of the format and drops what no database takes: control characters and halves of surrogate pairs. */
export function cleanText(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
  return plain.replace(unstorable, '')
}

// Lone surrogates are what \p{Cs} finds in a text read by code points.
const unstorable = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu
