import './register/register.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { saveFile } from '../../../kernel/web/save-file.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useNavigation } from '../../../ui/navigation.tsx'
import { TextArea } from '../../../ui/pocket/inputs.tsx'
import {
  listPlaceImports,
  type PlaceImportView,
  pastePlaces,
  placeTemplate,
  uploadPlaceImport,
} from '../import/contract.ts'
import { words as page } from './import/words.ts'
import { words } from './register/words.ts'
import { DropZone } from './sheets/drop-zone.tsx'
import { ImportState } from './sheets/import-state.tsx'

const endings: readonly string[] = ['.xlsx', '.geojson', '.json']

/** `/places/imports`: brings in a list of places or division codes, and shows what came in before. */
export default function PlaceImportsPage() {
  const w = useWords(words)
  const p = useWords(page)
  const navigation = useNavigation()
  const [refused, setRefused] = useState<Error | null>(null)
  const [table, setTable] = useTable({ limit: 20 })
  const { offset, limit } = table
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listPlaceImports, { query: { offset, limit } })
  const open = ({ id }: PlaceImportView) => navigation.go(`/places/imports/${id}`)
  const template = (kind: 'places' | 'divisions') =>
    saveFile(placeTemplate, { query: { kind } }, `${p.templateNames[kind]}.xlsx`).catch(setRefused)
  return (
    <Page title={p.title}>
      <PageHeader
        title={p.title}
        above={[{ words: w.title, to: '/places' }]}
        lead={p.lead}
        actions={
          <>
            <Button icon="download" onClick={() => void template('places')}>
              {p.templatePlaces}
            </Button>
            <Button icon="download" onClick={() => void template('divisions')}>
              {p.templateDivisions}
            </Button>
          </>
        }
      />
      <ErrorNote error={refused} />
      <div className="places-halves">
        <Sheet title={p.fileTitle}>
          <div className="ui-stack">
            <p className="ui-muted">{p.fileHint}</p>
            <DropZone
              endpoint={uploadPlaceImport}
              endings={endings}
              say={{ drop: p.drop, limit: p.limit, wrong: p.wrongFile }}
              onUploaded={open}
            />
          </div>
        </Sheet>
        <Paste onPasted={open} />
      </div>
      <DataTable
        caption={p.caption}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/places/imports/${row.id}`}
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

function Paste({ onPasted }: { onPasted: (it: PlaceImportView) => void }) {
  const p = useWords(page)
  const [text, setText] = useState('')
  const send = useCommand(pastePlaces, { changes: [listPlaceImports], onDone: onPasted })
  return (
    <Sheet title={p.pasteTitle}>
      <div className="ui-stack">
        <Field label={p.paste} hint={p.pasteHint}>
          {(control) => <TextArea control={control} value={text} onChange={setText} rows={7} />}
        </Field>
        <ErrorNote error={send.error} />
        <div>
          <Button
            look="main"
            busy={send.isPending}
            disabled={text.trim() === ''}
            onClick={() => send.mutate({ body: { text } })}
          >
            {p.pasteSend}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}

function useColumns(): readonly Column<PlaceImportView>[] {
  const p = useWords(page)
  const format = useFormat()
  const number = (id: 'new' | 'changed' | 'same' | 'skipped' | 'wrong'): Column<PlaceImportView> => ({
    ...{ id, title: p.count[id], cell: (row) => format.number(row[id]), align: 'end' },
  })
  return [
    { id: 'file', title: p.column.file, cell: (row) => row.fileName || p.sources[row.source], main: true },
    { id: 'state', title: p.column.state, cell: (row) => <ImportState state={row.state} />, keep: true },
    { id: 'rows', title: p.count.rows, cell: (row) => format.number(row.total), align: 'end' },
    ...(['new', 'changed', 'same', 'skipped', 'wrong'] as const).map(number),
    { id: 'at', title: p.column.at, cell: (row) => format.moment(row.createdAt), keep: true },
  ]
}
