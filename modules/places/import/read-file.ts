import { fail } from '../../../kernel/contract/errors.ts'
import type { UploadedFile } from '../../../kernel/http/route.ts'
import { openSheet } from '../../../kernel/sheets/sheet-reader.ts'
import type { Crs } from '../tables.ts'
import { readLines } from './division.ts'
import { readGeoJson } from './geojson.ts'
import type { ImportRecord } from './import-tables.ts'
import type { RawRow } from './raw-rows.ts'

/** All of it is read while one waits; a district has fewer places above its homes. */
export const mostRows = 10_000
const mostBytes = 64 * 1_048_576

export interface ReadFile {
  readonly source: ImportRecord['source']
  readonly fileName: string
  readonly headers: readonly string[]
  readonly rows: readonly RawRow[]
  readonly crs: Crs | null
}

const refuseEmpty = (): never =>
  fail('refused', 'places.import_empty', { zh: '里面没有可以导入的行', en: 'There are no rows in it to import' })

/** Reads what was uploaded: .xlsx, or GeoJSON by its ending or first sign. Throws in words. */
export async function readFile({ filename, bytes }: UploadedFile): Promise<ReadFile> {
  const fileName = filename.slice(0, 200)
  const read = /\.(geo)?json$/i.test(filename)
    ? { source: 'geojson' as const, ...readGeoJson(bytes, mostRows) }
    : { source: 'sheet' as const, ...(await readSheet(bytes)), crs: null }
  return read.rows.length === 0 ? refuseEmpty() : { ...read, fileName }
}

async function readSheet(bytes: Buffer): Promise<Pick<ReadFile, 'headers' | 'rows'>> {
  const sheet = await openSheet(bytes, { maxRows: mostRows, maxBytes: mostBytes })
  try {
    const rows: RawRow[] = []
    for await (const { number, cells } of sheet.rows) rows.push({ number, cells, geometry: null })
    return { headers: [...sheet.headers], rows }
  } finally {
    await sheet.close()
  }
}

/** Reads division codes that were typed or pasted. */
export function readText(text: string): ReadFile {
  const rows = readLines(text)
  if (rows.length === 0) return refuseEmpty()
  if (rows.length > mostRows)
    fail('too_large', 'places.import_long', {
      zh: `一次最多 ${mostRows} 行，请分几次`,
      en: `${mostRows} lines at a time at most`,
    })
  return { source: 'text', fileName: '', headers: ['区划代码', '名称'], rows, crs: null }
}
