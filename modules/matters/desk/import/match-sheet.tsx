import type { BodyOf, ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { ColumnTable, chosenWith } from '../../../places/desk/public.ts'
import { chooseColumns, getImport, type ImportView, listImports, previewImport } from '../../import/contract.ts'
import type { Field as FieldName } from '../../import/mapping.ts'
import { PlaceSearch } from '../parts/place-search.tsx'
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
      <ColumnTable
        columns={preview.columns}
        fields={preview.fields.map(({ field, column }) => ({ field, column, name: w.field[field] }))}
        busy={choose.isPending}
        onChoose={(column, field) => set({ columns: chosenWith(preview, column, field) })}
      />
    </Sheet>
  )
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
