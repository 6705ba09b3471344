import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Select } from '../../../../ui/pocket/inputs.tsx'
import { crsNames } from '../../contract.ts'
import {
  choosePlaceColumns,
  getPlaceImport,
  listPlaceImports,
  type PlaceImportView,
  placeImportRows,
  previewPlaceImport,
} from '../../import/contract.ts'
import { words as register } from '../register/words.ts'
import { ColumnTable, chosenWith } from '../sheets/column-table.tsx'
import { JudgedColumns } from '../sheets/judged-steps.tsx'
import { words } from './words.ts'

export interface ColumnsSheetProps {
  readonly it: PlaceImportView
  /** Unfolded where the columns are what is to be decided now. */
  readonly open: boolean
}

/** What each column is read as, and in which system coordinates were read. */
export function ColumnsSheet({ it, open }: ColumnsSheetProps) {
  const w = useWords(words)
  const names = useWords(register).crsNames
  const say = useSay()
  const params = { importId: it.id }
  const { data, error, refetch } = useEndpoint(previewPlaceImport, { params })
  const choose = useCommand(choosePlaceColumns, {
    changes: [previewPlaceImport, getPlaceImport, listPlaceImports, placeImportRows],
  })
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return null
  const located = it.source === 'geojson' || data.fields.some(({ field, column }) => field === 'lng' && column !== null)
  return (
    <JudgedColumns w={w} open={open}>
      <div className="ui-stack">
        <ErrorNote error={choose.error} />
        {data.missing.map((one) => (
          <Remark key={one} icon="columns" title={w.missing[one]}>
            {w.missingText[one]}
          </Remark>
        ))}
        {located && (
          <Field label={w.crs} hint={w.crsHint}>
            {(control) => (
              <Select
                control={control}
                value={it.crs ?? ''}
                onChange={(crs) => {
                  if (crs)
                    choose.mutate({
                      params,
                      body: { columns: { ...data.chosen }, crs: crs as (typeof crsNames)[number] },
                    })
                }}
                options={crsNames.map((value) => ({ value, label: names[value] }))}
              />
            )}
          </Field>
        )}
        <ColumnTable
          columns={data.columns}
          fields={data.fields.map(({ field, column, name }) => ({ field, column, name: say(name) }))}
          busy={choose.isPending}
          onChoose={(column, field) => {
            const columns = chosenWith(data, column, field) as Record<string, number | null>
            choose.mutate({ params, body: { columns } })
          }}
        />
      </div>
    </JudgedColumns>
  )
}
