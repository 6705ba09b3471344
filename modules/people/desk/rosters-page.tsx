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
import { DropZone, ImportState } from '../../places/desk/public.ts'
import { listRosterImports, type RosterImportView, rosterTemplate, uploadRoster } from '../roster/contract.ts'
import { words } from './roster/words.ts'

const endings: readonly string[] = ['.xlsx']

/** `/people/imports`: brings in a roster, and shows those that came in before. */
export default function RostersPage() {
  const w = useWords(words)
  const navigation = useNavigation()
  const [refused, setRefused] = useState<Error | null>(null)
  const [table, setTable] = useTable({ limit: 20 })
  const { offset, limit } = table
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listRosterImports, { query: { offset, limit } })
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        above={[{ words: w.staff.title, to: '/people' }]}
        lead={w.lead}
        actions={
          <Button
            icon="download"
            onClick={() => void saveFile(rosterTemplate, {}, `${w.templateName}.xlsx`).catch(setRefused)}
          >
            {w.template}
          </Button>
        }
      />
      <ErrorNote error={refused} />
      <Sheet title={w.fileTitle}>
        <div className="ui-stack">
          <p className="ui-muted">{w.fileHint}</p>
          <DropZone
            endpoint={uploadRoster}
            endings={endings}
            say={{ drop: w.drop, limit: w.limit, wrong: w.wrongFile }}
            onUploaded={({ id }) => navigation.go(`/people/imports/${id}`)}
          />
        </div>
      </Sheet>
      <DataTable
        caption={w.caption}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/people/imports/${row.id}`}
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

function useColumns(): readonly Column<RosterImportView>[] {
  const w = useWords(words)
  const format = useFormat()
  const number = (id: 'new' | 'changed' | 'same' | 'wrong'): Column<RosterImportView> => ({
    ...{ id, title: w.count[id], cell: (row) => format.number(row[id]), align: 'end' },
  })
  return [
    { id: 'file', title: w.column.file, cell: (row) => row.fileName || w.noName, main: true },
    { id: 'state', title: w.column.state, cell: (row) => <ImportState state={row.state} />, keep: true },
    { id: 'rows', title: w.count.rows, cell: (row) => format.number(row.total), align: 'end' },
    ...(['new', 'changed', 'same', 'wrong'] as const).map(number),
    { id: 'at', title: w.column.at, cell: (row) => format.moment(row.createdAt), keep: true },
  ]
}
