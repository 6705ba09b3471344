import './samples/samples.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFormat } from '../../../ui/format.ts'
import { listSamples, type SampleView } from '../contract.ts'
import { DrawDialog } from './samples/draw-dialog.tsx'
import { words } from './words.ts'

/** `/samples`: what was drawn, and what the calls found. */
export default function SamplesPage() {
  const w = useWords(words).samples
  const [table, setTable] = useTable({ limit: 50 })
  const { data, error, refetch } = useEndpoint(listSamples)
  const [drawing, setDrawing] = useState(false)
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          <Button look="main" icon="target" onClick={() => setDrawing(true)}>
            {w.draw}
          </Button>
        }
      />
      <DataTable
        caption={w.caption}
        columns={useColumns()}
        rows={data?.samples.slice(table.offset, table.offset + table.limit)}
        rowId={(row) => row.id}
        total={data?.samples.length}
        state={table}
        onState={setTable}
        to={(row) => `/samples/${row.id}`}
        error={error}
        onRetry={() => void refetch()}
        empty={
          <EmptyState icon="target" title={w.empty}>
            {w.emptyText}
          </EmptyState>
        }
      />
      {drawing && <DrawDialog onClose={() => setDrawing(false)} />}
    </Page>
  )
}

function useColumns(): readonly Column<SampleView>[] {
  const w = useWords(words).samples
  const say = useSay()
  const format = useFormat()
  const c = w.column
  const share = ({ confirmed, answered }: SampleView['figures']) =>
    answered === 0 ? '—' : `${format.percent(confirmed / answered, 0)} (${confirmed}/${answered})`
  return [
    { id: 'name', title: c.name, main: true, cell: (row) => row.name },
    { id: 'drawn', title: c.drawn, cell: (row) => format.moment(row.drawnAt), keep: true },
    { id: 'by', title: c.by, cell: (row) => `${row.drawnBy.personName} · ${say(row.drawnBy.post)}` },
    { id: 'size', title: c.size, align: 'end', cell: (row) => w.sizeOf(row.figures.size, row.population) },
    { id: 'called', title: c.called, align: 'end', cell: (row) => `${row.figures.called} / ${row.figures.size}` },
    { id: 'confirmed', title: c.confirmed, align: 'end', cell: (row) => share(row.figures) },
  ]
}
