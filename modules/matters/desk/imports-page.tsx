import './import/import.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { saveFile } from '../../../kernel/web/save-file.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useNavigation } from '../../../ui/navigation.tsx'
import { DropZone, ImportState } from '../../places/desk/public.ts'
import { type ImportView, importTemplate, listImports, uploadImport } from '../import/contract.ts'
import { words } from './import/words.ts'

/** `/imports`: brings in a sheet, and shows what came in before. */
export default function ImportsPage() {
  const w = useWords(words)
  const lang = useLang()
  const navigation = useNavigation()
  const [table, setTable] = useTable({ limit: 20 })
  const { offset, limit } = table
  const { data, error, isPlaceholderData, refetch } = useEndpoint(
    listImports,
    { query: { offset, limit } },
    { live: ['import'] },
  )
  const [refused, setRefused] = useState<Error | null>(null)
  const template = () => saveFile(importTemplate, {}, `${words[lang].templateName}.xlsx`).catch(setRefused)
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          <Button icon="download" onClick={() => void template()}>
            {w.template}
          </Button>
        }
      />
      <ErrorNote error={refused} />
      <DropZone endpoint={uploadImport} onUploaded={(it) => navigation.go(`/imports/${it.id}`)} />
      <DataTable
        caption={w.caption}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/imports/${row.id}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        empty={
          <EmptyState icon="table" title={w.empty}>
            {w.emptyText}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): readonly Column<ImportView>[] {
  const w = useWords(words)
  const format = useFormat()
  const number = (id: 'created' | 'unchanged' | 'rejected'): Column<ImportView> => ({
    id,
    title: w.column[id],
    cell: (row) => format.number(row[id]),
    align: 'end',
  })
  return [
    { id: 'file', title: w.column.file, cell: (row) => row.fileName, main: true },
    { id: 'state', title: w.column.state, cell: (row) => <ImportState state={row.state} />, keep: true },
    {
      id: 'rows',
      title: w.column.rows,
      cell: (row) => (row.total === null && row.read === 0 ? '—' : format.number(row.total ?? row.read)),
      align: 'end',
    },
    number('created'),
    number('unchanged'),
    number('rejected'),
    { id: 'who', title: w.column.who, cell: (row) => row.createdBy ?? w.byCommand },
    { id: 'at', title: w.column.at, cell: (row) => format.moment(row.createdAt), keep: true },
  ]
}
