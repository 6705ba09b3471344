import './facilities.css'
import { type ReactNode, useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { Line, useNameOf } from '../../matters/desk/public.ts'
import { facilityFigures } from '../contract.ts'
import { listResidences, type ResidenceRow, settleResidence } from '../passes/contract.ts'
import { words } from './words.ts'

const tones = { asked: 'active', confirmed: 'done', refused: 'stopped', ended: 'plain' } as const

/** `/facilities/residents`: who asks to be confirmed as living in a compound. */
export default function ResidentsPage() {
  const w = useWords(words)
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const { data, error, refetch, isPlaceholderData } = useEndpoint(listResidences, { query: { offset, limit } })
  const [refusing, setRefusing] = useState<ResidenceRow | null>(null)
  const settle = useCommand(settleResidence, {
    changes: [listResidences, facilityFigures],
    onDone: () => setRefusing(null),
  })
  const columns = useColumns((row) =>
    row.state === 'asked' ? (
      <div className="ui-row">
        <Button
          look="main"
          busy={settle.isPending}
          onClick={() => settle.mutate({ params: { residenceId: row.id }, body: { step: 'confirm' } })}
        >
          {w.people.confirm}
        </Button>
        <Button look="quiet" onClick={() => setRefusing(row)}>
          {w.people.refuse}
        </Button>
      </div>
    ) : row.state === 'confirmed' ? (
      <Button look="quiet" onClick={() => setRefusing(row)}>
        {w.people.end}
      </Button>
    ) : (
      row.why
    ),
  )
  return (
    <Page title={w.residents}>
      <PageHeader title={w.residents} lead={w.people.lead} above={[{ words: w.title, to: '/facilities' }]} />
      {!refusing && <ErrorNote error={settle.error} />}
      <DataTable
        caption={w.residents}
        columns={columns}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        empty={
          <EmptyState icon="people" title={w.people.none}>
            {w.people.noneText}
          </EmptyState>
        }
      />
      {refusing && (
        <WhyDialog
          title={refusing.state === 'asked' ? w.people.refuse : w.people.end}
          busy={settle.isPending}
          error={settle.error}
          onClose={() => setRefusing(null)}
          onWhy={(why) =>
            settle.mutate({
              params: { residenceId: refusing.id },
              body: { step: refusing.state === 'asked' ? 'refuse' : 'end', why },
            })
          }
        />
      )}
    </Page>
  )
}

function useColumns(steps: (row: ResidenceRow) => ReactNode): readonly Column<ResidenceRow>[] {
  const w = useWords(words).people
  const nameOf = useNameOf()
  const format = useFormat()
  return [
    { id: 'name', title: w.name, main: true, cell: (row) => row.name },
    { id: 'home', title: w.home, cell: (row) => row.home || '—' },
    { id: 'compound', title: w.compound, cell: (row) => nameOf(row.compound) },
    { id: 'asked', title: w.asked, keep: true, cell: (row) => format.moment(row.askedAt) },
    { id: 'state', title: w.state, cell: (row) => <StatusWord words={w.states[row.state]} tone={tones[row.state]} /> },
    { id: 'step', title: '', cell: steps },
  ]
}

interface WhyProps {
  readonly title: string
  readonly busy: boolean
  readonly error: { readonly message: string } | null
  readonly onClose: () => void
  readonly onWhy: (why: string) => void
}

function WhyDialog({ title, busy, error, onClose, onWhy }: WhyProps) {
  const w = useWords(words)
  const [why, setWhy] = useState('')
  return (
    <ConfirmDialog
      open
      title={title}
      confirm={title}
      final
      busy={busy}
      error={error}
      notYet={why.trim() === ''}
      onClose={onClose}
      onConfirm={() => onWhy(why.trim())}
    >
      <Field label={w.why}>
        {(control) => <Line control={control} value={why} onChange={setWhy} maxLength={200} />}
      </Field>
    </ConfirmDialog>
  )
}
