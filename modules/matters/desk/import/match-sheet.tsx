import type { BodyOf, ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { chooseColumns, getImport, type ImportView, listImports, previewImport } from '../../import/contract.ts'
import type { Field as FieldName } from '../../import/mapping.ts'
import { PlaceSearch } from '../parts/place-search.tsx'
import { WideTable } from './wide-table.tsx'
import { words } from './words.ts'

export type Preview = ResponseOf<typeof previewImport>
type Choice = BodyOf<typeof chooseColumns>

export interface MatchSheetProps {
  readonly it: ImportView
  readonly preview: Preview
}

/** What each column of the sheet is read as: found by its header, corrected by hand. */
export function MatchSheet({ it, preview }: MatchSheetProps) {
  const w = useWords(words)
  const say = useSay()
  const choose = useCommand(chooseColumns, { changes: [previewImport, getImport, listImports] })
  const set = (body: Choice) => choose.mutate({ params: { importId: it.id }, body })
  return (
    <Sheet title={w.match.title}>
      <div className="import-choices">
        <Field label={w.match.kind}>
          {(control) => (
            <select
              className="ui-input"
              {...control}
              value={it.mapping.name}
              disabled={choose.isPending}
              onChange={(event) => set({ mapping: event.target.value, columns: {} })}
            >
              {preview.mappings.map(({ name, title }) => (
                <option key={name} value={name}>
                  {say(title)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={w.match.place}>
          {(control) => (
            <PlaceSearch control={control} value={it.place} onChange={(place) => place && set({ placeId: place.id })} />
          )}
        </Field>
      </div>
      <ErrorNote error={choose.error} />
      <Missing preview={preview} onLeaveOut={(field) => set({ columns: { ...preview.chosen, [field]: null } })} />
      <WideTable label={w.match.title}>
        <table className="import-table" aria-busy={choose.isPending}>
          <thead>
            <tr>
              <th scope="col">{w.match.header}</th>
              <th scope="col">{w.match.samples}</th>
              <th scope="col">{w.match.meaning}</th>
            </tr>
          </thead>
          <tbody>
            {preview.columns.map((column) => (
              <ColumnRow
                key={column.column}
                column={column}
                preview={preview}
                busy={choose.isPending}
                onChoose={(field) => set({ columns: chosenWith(preview, column.column, field) })}
              />
            ))}
          </tbody>
        </table>
      </WideTable>
    </Sheet>
  )
}

/** The choice so far with a column now read as a field (or as nothing): what stood there before is read from nowhere. */
export function chosenWith(preview: Preview, column: number, field: FieldName | null): NonNullable<Choice['columns']> {
  const before = preview.fields.find((one) => one.column === column)?.field
  return {
    ...preview.chosen,
    ...(before ? { [before]: null } : {}),
    ...(field ? { [field]: column } : {}),
  }
}

interface MissingProps {
  readonly preview: Preview
  readonly onLeaveOut: (field: FieldName) => void
}

function Missing({ preview, onLeaveOut }: MissingProps) {
  const w = useWords(words)
  if (preview.missing.length === 0) return null
  const names = preview.missing.map((field) => w.field[field])
  return (
    <Remark icon="columns" title={`${w.match.missing}: ${names.join(' · ')}`}>
      {w.match.missingText}
      <div className="ui-row">
        {preview.missing
          .filter((field) => field !== 'body' && field !== 'reportedAt')
          .map((field) => (
            <Button key={field} onClick={() => onLeaveOut(field)}>
              {w.match.leftOut(w.field[field])}
            </Button>
          ))}
      </div>
    </Remark>
  )
}

interface ColumnRowProps {
  readonly column: Preview['columns'][number]
  readonly preview: Preview
  readonly busy: boolean
  readonly onChoose: (field: FieldName | null) => void
}

function ColumnRow({ column, preview, busy, onChoose }: ColumnRowProps) {
  const w = useWords(words)
  const header = column.header || w.match.unnamed(column.column + 1)
  const field = preview.fields.find((one) => one.column === column.column)?.field ?? ''
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
          value={field}
          disabled={busy}
          onChange={(event) => onChoose((event.target.value || null) as FieldName | null)}
        >
          <option value="">{w.match.none}</option>
          {preview.fields.map((one) => (
            <option key={one.field} value={one.field}>
              {w.field[one.field]}
            </option>
          ))}
        </select>
      </td>
    </tr>
  )
}
