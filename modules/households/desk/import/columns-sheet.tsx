import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { ColumnTable, chosenWith } from '../../../matters/desk/public.ts'
import {
  chooseHouseholdColumns,
  getHouseholdImport,
  type HouseholdImportView,
  listHouseholdImports,
  previewHouseholdImport,
} from '../../import/contract.ts'
import { words } from './words.ts'

export interface ColumnsSheetProps {
  readonly it: HouseholdImportView
  /** Unfolded where the columns are what is to be decided now. */
  readonly open: boolean
}

/** What each column of the sheet is read as. */
export function ColumnsSheet({ it, open }: ColumnsSheetProps) {
  const w = useWords(words)
  const say = useSay()
  const params = { importId: it.id }
  const { data, error, refetch } = useEndpoint(previewHouseholdImport, { params }, { staleTime: 600_000 })
  const changes = [previewHouseholdImport, getHouseholdImport, listHouseholdImports]
  const choose = useCommand(chooseHouseholdColumns, { changes })
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return null
  const missing = data.fields.filter(({ required, column }) => required && column === null)
  const table = (
    <div className="ui-stack">
      <ErrorNote error={choose.error} />
      {missing.length > 0 && (
        <Remark icon="columns" title={w.match.missing(missing.map(({ name }) => say(name)).join(' · '))}>
          {w.match.missingText}
        </Remark>
      )}
      {it.remembered && (
        <Remark icon="columns" title={w.remembered}>
          {w.rememberedText}
        </Remark>
      )}
      <ColumnTable
        columns={data.columns}
        fields={data.fields.map(({ field, column, name, required }) => ({
          field,
          column,
          name: required ? `${say(name)} *` : say(name),
        }))}
        busy={choose.isPending}
        onChoose={(column, field) => {
          // A column that no choice named is left out of it: only numbers and nulls are sent.
          const columns = chosenWith(data, column, field) as Record<string, number | null>
          choose.mutate({ params, body: { columns } })
        }}
      />
    </div>
  )
  if (open) return <Sheet title={w.match.title}>{table}</Sheet>
  return (
    <Sheet>
      <details>
        <summary>{w.match.title}</summary>
        {table}
      </details>
    </Sheet>
  )
}
