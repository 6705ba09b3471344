import { useState } from 'react'
import type { Endpoint } from '../../../../kernel/contract/endpoint.ts'
import type { ApiError, LooseArgs } from '../../../../kernel/web/client.ts'
import { saveFile } from '../../../../kernel/web/save-file.ts'
import { Button } from '../../../../ui/button.tsx'
import { type Column, DataTable } from '../../../../ui/desk/data-table.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import type { TableState } from '../../../../ui/desk/use-table.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import type { JudgedWords } from './judged-words.ts'

const first: TableState = { offset: 0, limit: 20, sort: undefined }

/** Which rows are shown: a page of them, and those of one result alone. */
export function useRowFilter<Result extends string>() {
  const [table, setTable] = useState<TableState>(first)
  const [show, setShow] = useState<Result | 'all'>('all')
  const { offset, limit } = table
  return {
    table,
    setTable,
    show,
    choose: (next: Result | 'all') => {
      setShow(next)
      setTable(first)
    },
    query: { offset, limit, ...(show === 'all' ? {} : { show: show as Result }) },
  }
}

export interface JudgedRowsProps<Row extends { readonly row: number }, Result extends string> {
  readonly w: JudgedWords
  readonly filter: ReturnType<typeof useRowFilter<Result>>
  readonly answer: {
    readonly data?: { readonly rows: readonly Row[]; readonly total: number } | undefined
    readonly error: ApiError | null
    readonly isPlaceholderData: boolean
  }
  /** Results that occur, in words. */
  readonly results: readonly { readonly value: Result; readonly label: string }[]
  readonly columns: readonly Column<Row>[]
  /** The wrong rows as a sheet; null: there are none, or they are gone. */
  readonly returned: { readonly endpoint: Endpoint; readonly args: LooseArgs } | null
}

/** What each row does; the wrong ones can be fetched as a sheet to correct. */
export function JudgedRows<Row extends { readonly row: number }, Result extends string>({
  w,
  filter,
  answer,
  results,
  columns,
  returned,
}: JudgedRowsProps<Row, Result>) {
  const [refused, setRefused] = useState<Error | null>(null)
  const save = () => returned && saveFile(returned.endpoint, returned.args, `${w.downloadName}.xlsx`).catch(setRefused)
  return (
    <Sheet
      title={w.rows}
      tools={
        returned && (
          <Button icon="download" onClick={() => void save()}>
            {w.download}
          </Button>
        )
      }
    >
      <div className="ui-stack">
        {returned && <span className="ui-muted">{w.rowsText}</span>}
        <ErrorNote error={refused} />
        <Field group label={w.show}>
          {() => (
            <Pills<Result | 'all'>
              value={filter.show}
              onChange={filter.choose}
              options={[{ value: 'all', label: w.all }, ...results]}
            />
          )}
        </Field>
        <DataTable
          caption={w.rowsCaption}
          columns={columns}
          rows={answer.data?.rows}
          rowId={(row) => String(row.row)}
          total={answer.data?.total}
          state={filter.table}
          onState={filter.setTable}
          busy={answer.isPlaceholderData}
          error={answer.error}
        />
      </div>
    </Sheet>
  )
}
