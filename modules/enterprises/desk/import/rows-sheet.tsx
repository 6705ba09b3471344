import { useState } from 'react'
import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { saveFile } from '../../../../kernel/web/save-file.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { type Column, DataTable } from '../../../../ui/desk/data-table.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import type { TableState } from '../../../../ui/desk/use-table.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { RowErrors } from '../../../matters/desk/public.ts'
import {
  type FirmImportView,
  firmImportRows,
  type RowResult,
  returnedFirmRows,
  rowResults,
} from '../../import/contract.ts'
import { words } from './words.ts'

type Row = ResponseOf<typeof firmImportRows>['rows'][number]

const first: TableState = { offset: 0, limit: 20, sort: undefined }
const tones = { new: 'active', changed: 'active', same: 'plain', wrong: 'stopped' } as const

/** What each row does; the wrong ones can be fetched as a sheet to correct. */
export function RowsSheet({ it }: { it: FirmImportView }) {
  const w = useWords(words)
  const [table, setTable] = useState<TableState>(first)
  const [result, setResult] = useState<RowResult | 'all'>(it.wrong > 0 ? 'wrong' : 'all')
  const [refused, setRefused] = useState<Error | null>(null)
  const { offset, limit } = table
  const params = { importId: it.id }
  const { data, error, isPlaceholderData } = useEndpoint(firmImportRows, {
    params,
    query: { offset, limit, ...(result === 'all' ? {} : { result }) },
  })
  const save = () => saveFile(returnedFirmRows, { params }, `${w.downloadName} ${it.fileName}`).catch(setRefused)
  const columns: readonly Column<Row>[] = [
    { id: 'row', title: w.row, cell: (row) => row.row, width: '5em' },
    { id: 'what', title: w.what, cell: (row) => row.what || '—', main: true },
    {
      id: 'result',
      title: w.result,
      cell: (row) => <StatusWord words={w.count[row.result]} tone={tones[row.result]} />,
      keep: true,
    },
    { id: 'faults', title: w.faults, cell: (row) => <RowErrors errors={row.faults} />, keep: true },
  ]
  const choices = rowResults.filter((one) => it[one] > 0)
  return (
    <Sheet
      title={w.rows}
      tools={
        it.hasReturnedRows && (
          <Button icon="download" onClick={() => void save()}>
            {w.download}
          </Button>
        )
      }
    >
      <div className="ui-stack">
        {it.hasReturnedRows && <span className="ui-muted">{w.rowsText}</span>}
        <ErrorNote error={refused} />
        <Field group label={w.show}>
          {() => (
            <Pills
              value={result}
              onChange={(next) => {
                setResult(next)
                setTable(first)
              }}
              options={[
                { value: 'all' as const, label: w.all },
                ...choices.map((value) => ({ value, label: w.count[value] })),
              ]}
            />
          )}
        </Field>
        <DataTable
          caption={w.rowsCaption}
          columns={columns}
          rows={data?.rows}
          rowId={(row) => String(row.row)}
          total={data?.total}
          state={table}
          onState={setTable}
          busy={isPlaceholderData}
          error={error}
        />
      </div>
    </Sheet>
  )
}
