import type { Lang } from '../../../kernel/contract/words.ts'
import type { SheetPlan } from '../../../kernel/sheets/sheet-writer.ts'
import { fields, type ImportMapping } from './mapping.ts'

/** An empty sheet with the headers of a mapping, to be filled in; in the language of the first or second name. */
export function emptyTemplate(mapping: ImportMapping, lang: Lang): SheetPlan<never> {
  const columns = fields.flatMap((field) => {
    const spec = mapping.columns[field]
    if (!spec) return []
    const name = (lang === 'en' ? spec.headers[1] : undefined) ?? spec.headers[0] ?? field
    const note = spec.required ? (lang === 'zh' ? '(必填)' : ' (required)') : ''
    return [{ header: `${name}${note}`, value: () => null, width: field === 'body' || field === 'outcome' ? 48 : 18 }]
  })
  return { name: mapping.title[lang], columns, rows: [] }
}
