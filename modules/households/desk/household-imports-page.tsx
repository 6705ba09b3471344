import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { saveFile } from '../../../kernel/web/save-file.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useNavigation } from '../../../ui/navigation.tsx'
import { DropZone, ImportState } from '../../matters/desk/public.ts'
import {
  type HouseholdImportView,
  importTemplate,
  listHouseholdImports,
  uploadHouseholdImport,
} from '../import/contract.ts'
import { words as page } from './import/words.ts'
import { words } from './words.ts'

/** `/households/imports`: brings in a sheet of households, and shows what came in before. */
export default function HouseholdImportsPage() {
  const w = useWords(words)
  const p = useWords(page)
  const navigation = useNavigation()
  const [refused, setRefused] = useState<Error | null>(null)
  const [table, setTable] = useTable({ limit: 20 })
  const { offset, limit } = table
  const { data, error, isPlaceholderData, refetch } = useEndpoint(
    listHouseholdImports,
    { query: { offset, limit } },
    { live: ['household_import'] },
  )
  const template = () => saveFile(importTemplate, {}, `${p.templateName}.xlsx`).catch(setRefused)
  return (
    <Page title={p.title}>
      <PageHeader
        title={p.title}
        above={[{ words: w.title, to: '/households' }]}
        lead={p.lead}
        actions={
          <Button icon="download" onClick={() => void template()}>
            {p.template}
          </Button>
        }
      />
      <ErrorNote error={refused} />
      <Sheet>
        <div className="ui-stack">
          <p className="ui-muted">{p.hint}</p>
          <DropZone
            endpoint={uploadHouseholdImport}
            onUploaded={({ id }) => navigation.go(`/households/imports/${id}`)}
          />
        </div>
      </Sheet>
      <DataTable
        caption={p.caption}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/households/imports/${row.id}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        empty={
          <EmptyState icon="table" title={p.empty}>
            {p.emptyText}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): readonly Column<HouseholdImportView>[] {
  const p = useWords(page)
  const format = useFormat()
  const number = (id: 'new' | 'changed' | 'same' | 'wrong'): Column<HouseholdImportView> => ({
    id,
    title: p.count[id],
    cell: (row) => format.number(row[id]),
    align: 'end',
  })
  return [
    { id: 'file', title: p.column.file, cell: (row) => row.fileName, main: true },
    { id: 'state', title: p.column.state, cell: (row) => <ImportState state={row.state} />, keep: true },
    {
      id: 'rows',
      title: p.count.rows,
      cell: (row) => (row.total === null ? '—' : format.number(row.total)),
      align: 'end',
    },
    number('new'),
    number('changed'),
    number('same'),
    number('wrong'),
    { id: 'who', title: p.column.who, cell: (row) => row.createdBy ?? '—' },
    { id: 'at', title: p.column.at, cell: (row) => format.moment(row.createdAt), keep: true },
  ]
}
