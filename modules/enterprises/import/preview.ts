import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { cellText } from '../../../kernel/sheets/cells.ts'
import type { Row } from '../../../kernel/sheets/sheet-reader.ts'
import { maskInText } from '../../../kernel/text/masking.ts'
import { importColumns, matchColumns } from './columns.ts'
import type { previewFirmImport } from './contract.ts'
import type { ImportRecord } from './import-tables.ts'
import { openImportSheet } from './read-rows.ts'

const sampledRows = 20
const mostSamples = 3
const sampleLength = 40

/** How the columns of a file are read, with samples of each; whatever names a person's number is masked. */
export async function previewOf(
  it: Pick<ImportRecord, 'kind' | 'chosen'>,
  bytes: Uint8Array,
): Promise<ResponseOf<typeof previewFirmImport>> {
  const { headers, rows } = await readHead(bytes)
  const { columns } = matchColumns(it.kind, headers, it.chosen)
  return {
    columns: headers.map((header, column) => ({ column, header, samples: samplesOf(rows, column) })),
    fields: importColumns[it.kind].map((known) => ({
      field: known.key,
      name: known.header,
      required: known.required ?? false,
      column: [...columns].find(([, one]) => one === known)?.[0] ?? null,
    })),
    chosen: { ...it.chosen },
  }
}

async function readHead(bytes: Uint8Array): Promise<{ headers: readonly string[]; rows: Row[] }> {
  const sheet = await openImportSheet(bytes)
  try {
    const rows: Row[] = []
    for await (const row of sheet.rows) {
      rows.push(row)
      if (rows.length >= sampledRows) break
    }
    return { headers: sheet.headers, rows }
  } finally {
    await sheet.close()
  }
}

function samplesOf(rows: readonly Row[], column: number): string[] {
  const texts = rows.map((row) => cut(maskInText(cellText(row.cells[column]))))
  return [...new Set(texts.filter((text) => text !== ''))].slice(0, mostSamples)
}

const cut = (text: string): string => {
  const letters = [...text]
  return letters.length > sampleLength ? `${letters.slice(0, sampleLength).join('')}…` : text
}
