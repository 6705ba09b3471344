import { useState } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { saveFile } from '../../../../kernel/web/save-file.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { type Column, DataTable } from '../../../../ui/desk/data-table.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import type { TableState } from '../../../../ui/desk/use-table.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { RowErrors } from '../../../places/desk/public.ts'
import { type ImportView, importErrors, returnedRows } from '../../import/contract.ts'
import { words } from './words.ts'

type Wrong = { readonly row: number; readonly errors: Parameters<typeof RowErrors>[0]['errors'] }

/** The rows that were not taken, one by one, and all of them as a sheet to correct. */
export function ErrorsSheet({ it }: { it: ImportView }) {
  const w = useWords(words)
  const [state, setState] = useState<TableState>({ offset: 0, limit: 20, sort: undefined })
  const [saving, setSaving] = useState(false)
  const [refused, setRefused] = useState<Error | null>(null)
  const { offset, limit } = state
  const params = { importId: it.id }
  const { data, error, isPlaceholderData } = useEndpoint(
    importErrors,
    { params, query: { offset, limit } },
    { live: ['import'], enabled: it.hasReturnedRows },
  )
  if (it.rejected === 0) return null
  const columns: readonly Column<Wrong>[] = [
    { id: 'row', title: w.errors.row, cell: (row) => row.row, width: '6em', main: true },
    { id: 'what', title: w.errors.what, cell: (row) => <RowErrors errors={row.errors} /> },
  ]
  const save = async () => {
    setSaving(true)
    setRefused(null)
    await saveFile(returnedRows, { params }, `${w.errors.name} ${it.fileName}`).catch(setRefused)
    setSaving(false)
  }
  const download = (
    <Button icon="download" busy={saving} onClick={() => void save()}>
      {w.errors.download}
    </Button>
  )
  return (
    <Sheet title={w.errors.title} tools={it.hasReturnedRows && download}>
      <div className="ui-stack">
        <span className="ui-muted">{it.hasReturnedRows ? w.errors.text : w.errors.gone}</span>
        <ErrorNote error={refused} />
        {it.hasReturnedRows && (
          <DataTable
            caption={w.errors.caption}
            columns={columns}
            rows={data?.rows}
            rowId={(row) => String(row.row)}
            total={data?.total}
            state={state}
            onState={setState}
            busy={isPlaceholderData}
            error={error}
          />
        )}
      </div>
    </Sheet>
  )
}
