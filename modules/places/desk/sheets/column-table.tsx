import './import.css'
import { useWords } from '../../../../kernel/web/words.ts'
import { WideTable } from './wide-table.tsx'
import { words } from './words.ts'

/** A column of the sheet, with samples of what it holds. */
interface SheetColumn {
  /** Its place, from 0. */
  readonly column: number
  readonly header: string
  readonly samples: readonly string[]
}

/** What a column can be read as, and from which one it is read now. */
interface ReadAs<Field extends string> {
  readonly field: Field
  readonly name: string
  readonly column: number | null
}

/** The choice so far with a column now read as a field (or as nothing): what stood there before is read from nowhere. */
export function chosenWith<Field extends string>(
  so: {
    readonly fields: readonly Omit<ReadAs<Field>, 'name'>[]
    readonly chosen: Partial<Record<Field, number | null>>
  },
  column: number,
  field: Field | null,
): Partial<Record<Field, number | null>> {
  const before = so.fields.find((one) => one.column === column)?.field
  const chosen: Partial<Record<Field, number | null>> = { ...so.chosen }
  if (before) chosen[before] = null
  if (field) chosen[field] = column
  return chosen
}

export interface ColumnTableProps<Field extends string> {
  readonly columns: readonly SheetColumn[]
  readonly fields: readonly ReadAs<Field>[]
  readonly busy: boolean
  readonly onChoose: (column: number, field: Field | null) => void
}

/** What each column of a sheet is read as: found by its header, corrected by hand. */
export function ColumnTable<Field extends string>({ columns, fields, busy, onChoose }: ColumnTableProps<Field>) {
  const w = useWords(words)
  return (
    <WideTable label={w.match.title}>
      <table className="import-table" aria-busy={busy}>
        <thead>
          <tr>
            <th scope="col">{w.match.header}</th>
            <th scope="col">{w.match.samples}</th>
            <th scope="col">{w.match.meaning}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <ColumnRow
              key={column.column}
              column={column}
              fields={fields}
              busy={busy}
              onChoose={(field) => onChoose(column.column, field)}
            />
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}

interface ColumnRowProps<Field extends string> {
  readonly column: SheetColumn
  readonly fields: readonly ReadAs<Field>[]
  readonly busy: boolean
  readonly onChoose: (field: Field | null) => void
}

function ColumnRow<Field extends string>({ column, fields, busy, onChoose }: ColumnRowProps<Field>) {
  const w = useWords(words)
  const header = column.header || w.match.unnamed(column.column + 1)
  return (
    <tr>
      <th scope="row">{header}</th>
      <td>
        <span className="import-samples">
          {column.samples.map((sample) => (
            <span key={sample}>{sample}</span>
          ))}
        </span>
      </td>
      <td>
        <select
          className="ui-input"
          aria-label={`${header}: ${w.match.meaning}`}
          value={fields.find((one) => one.column === column.column)?.field ?? ''}
          disabled={busy}
          onChange={(event) => onChoose((event.target.value || null) as Field | null)}
        >
          <option value="">{w.match.none}</option>
          {fields.map(({ field, name }) => (
            <option key={field} value={field}>
              {name}
            </option>
          ))}
        </select>
      </td>
    </tr>
  )
}
