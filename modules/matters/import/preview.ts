import type { Static } from 'typebox'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { cellText } from '../../../kernel/sheets/cells.ts'
import type { Row } from '../../../kernel/sheets/sheet-reader.ts'
import { maskInText } from '../../../kernel/text/masking.ts'
import { builtInMappings } from './built-in-mappings.ts'
import type { PreviewRow, previewImport } from './contract.ts'
import { matchHeaders } from './headers.ts'
import type { ImportRules } from './import-rules.ts'
import type { ImportRecord } from './import-tables.ts'
import { openImportSheet } from './import-work.ts'
import { type DraftMatter, rowMapper } from './map-row.ts'
import { fields, type ImportMapping } from './mapping.ts'

const previewRows = 20
const mostSamples = 3
const sampleLength = 40
const excerptLength = 120

/** Reads the head of a file and its first rows. Throws SheetError in words where it is no spreadsheet. */
export async function readHead(
  bytes: Uint8Array,
): Promise<{ headers: readonly string[]; rows: Row[]; dateBase: 1900 | 1904 }> {
  const sheet = await openImportSheet(bytes)
  try {
    const rows: Row[] = []
    for await (const row of sheet.rows) {
      rows.push(row)
      if (rows.length >= previewRows) break
    }
    return { headers: sheet.headers, rows, dateBase: sheet.dateBase }
  } finally {
    await sheet.close()
  }
}

/** The built-in mapping that lacks least of what it needs, and of those the one that recognises most columns. */
export function bestMapping(headers: readonly string[]): ImportMapping {
  const rank = (mapping: ImportMapping) => {
    const { missing, columns } = matchHeaders(headers, mapping)
    return Object.keys(columns).length - 10 * missing.length
  }
  const [first, ...others] = builtInMappings
  if (!first) throw new Error('there is no built-in mapping')
  return others.reduce((best, mapping) => (rank(mapping) > rank(best) ? mapping : best), first)
}

/** How the columns of a file are read and what its first rows become; whatever names a person's number is masked. */
export async function previewOf(
  it: Pick<ImportRecord, 'mapping' | 'chosen'>,
  bytes: Uint8Array,
  rules: ImportRules,
  now: Date,
): Promise<Static<(typeof previewImport)['response']>> {
  const { headers, rows, dateBase } = await readHead(bytes)
  const { columns, missing } = matchHeaders(headers, it.mapping, it.chosen)
  const { categories, placeOf } = rules
  const map = rowMapper(it.mapping, { columns, categories, placeOf, now, dateBase })
  return {
    columns: headers.map((header, column) => ({ column, header, samples: samplesOf(rows, column) })),
    fields: fields.map((field) => ({
      field,
      required: it.mapping.columns[field]?.required ?? false,
      column: columns[field] ?? null,
    })),
    missing: [...missing],
    chosen: it.chosen,
    mappings: builtInMappings.map(({ name, title }) => ({ name, title })),
    rows: rows.map((row) => {
      const mapped = map(row)
      return 'errors' in mapped
        ? { row: row.number, matter: null, errors: [...mapped.errors] }
        : { row: row.number, matter: presentDraft(mapped.ok, rules), errors: [] }
    }),
  }
}

function samplesOf(rows: readonly Row[], column: number): string[] {
  const texts = rows.map((row) => excerpt(maskInText(cellText(row.cells[column])), sampleLength))
  return [...new Set(texts.filter((text) => text !== ''))].slice(0, mostSamples)
}

function presentDraft(draft: DraftMatter, rules: ImportRules): Static<typeof PreviewRow>['matter'] {
  const category: Words | null = draft.category === null ? null : (rules.categoryNames.get(draft.category) ?? null)
  return {
    title: maskInText(draft.title),
    body: excerpt(maskInText(draft.body), excerptLength),
    reportedAt: draft.reportedAt.toISOString(),
    place: draft.placeId === null ? null : (rules.placeNames.get(draft.placeId as PlaceId) ?? null),
    category,
    outcome: draft.ended?.outcome ?? null,
    answer: draft.ended ? excerpt(maskInText(draft.ended.words), excerptLength) : null,
    answeredAt: draft.ended?.at.toISOString() ?? null,
  }
}

const excerpt = (text: string, most: number): string =>
  [...text].length > most ? `${[...text].slice(0, most).join('')}…` : text
