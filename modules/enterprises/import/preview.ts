import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { sampleColumns } from '../../../kernel/sheets/sheet-samples.ts'
import { importColumns, matchColumns } from './columns.ts'
import type { previewFirmImport } from './contract.ts'
import type { ImportRecord } from './import-tables.ts'
import { openImportSheet } from './read-rows.ts'

/** How the columns of a file are read, with samples of each; whatever names a person's number is masked. */
export async function previewOf(
  it: Pick<ImportRecord, 'kind' | 'chosen'>,
  bytes: Uint8Array,
): Promise<ResponseOf<typeof previewFirmImport>> {
  const sheet = await openImportSheet(bytes)
  try {
    const columns = await sampleColumns(sheet)
    const at = matchColumns(it.kind, sheet.headers, it.chosen).columns
    return {
      columns,
      fields: importColumns[it.kind].map((known) => ({
        field: known.key,
        name: known.header,
        required: known.required ?? false,
        column: [...at].find(([, one]) => one === known)?.[0] ?? null,
      })),
      chosen: { ...it.chosen },
    }
  } finally {
    await sheet.close()
  }
}
