import { maskInText } from '../text/masking.ts'
import { cellText } from './cells.ts'
import type { OpenSheet, Row } from './sheet-reader.ts'

const sampledRows = 20
const mostSamples = 3
const sampleLength = 40

/** A column of a file as its preview shows it. */
export interface SampledColumn {
  /** Its place, from 0. */
  readonly column: number
  readonly header: string
  /** What its first rows say, the numbers of persons masked. */
  readonly samples: string[]
}

/** The columns of an opened sheet with what their first rows say. Reads its head; the caller closes it. */
export async function sampleColumns(sheet: OpenSheet): Promise<SampledColumn[]> {
  const rows: Row[] = []
  for await (const row of sheet.rows) {
    rows.push(row)
    if (rows.length >= sampledRows) break
  }
  return samplesOfRows(sheet.headers, rows)
}

/** The columns of a sheet that was read already, with what its first rows say. */
export const samplesOfRows = (headers: readonly string[], rows: readonly Pick<Row, 'cells'>[]): SampledColumn[] =>
  headers.map((header, column) => ({ column, header, samples: samplesOf(rows.slice(0, sampledRows), column) }))

function samplesOf(rows: readonly Pick<Row, 'cells'>[], column: number): string[] {
  const texts = rows.map((row) => cut(maskInText(cellText(row.cells[column]))))
  return [...new Set(texts.filter((text) => text !== ''))].slice(0, mostSamples)
}

const cut = (text: string): string => {
  const letters = [...text]
  return letters.length > sampleLength ? `${letters.slice(0, sampleLength).join('')}…` : text
}
