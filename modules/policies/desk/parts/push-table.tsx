import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { type Column, DataTable } from '../../../../ui/desk/data-table.tsx'
import { useTable } from '../../../../ui/desk/use-table.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { TextArea, TextInput } from '../../../../ui/pocket/inputs.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import {
  getPolicy,
  listDirect,
  listPolicies,
  listPushes,
  type MarkStep,
  markPush,
  type PushFigure,
  type PushRow,
} from '../../contract.ts'
import { policyBook } from '../../policy-words.ts'
import { typed, written } from '../../typed-number.ts'
import { words } from '../words.ts'
import { amountOf, moneyWords } from './amounts.ts'

const changes = [listPushes, listPolicies, getPolicy, listDirect]

export interface PushTableProps {
  readonly code?: string | undefined
  readonly figure?: PushFigure | undefined
  readonly mayMark: boolean
}

/** What was brought to firms and what came of it, with the buttons to write down what came next. */
export function PushTable({ code, figure, mayMark }: PushTableProps) {
  const w = useWords(words)
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const query = { offset, limit, ...(code ? { code } : {}), ...(figure ? { figure } : {}) }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listPushes, { query })
  const [asked, setAsked] = useState<{ row: PushRow; step: 'granted' | 'refused' | 'withdrawn' } | null>(null)
  const mark = useCommand(markPush, { changes })
  const take = (row: PushRow, step: MarkStep) =>
    step === 'read' || step === 'applied'
      ? mark.mutate({ params: { pushId: row.id }, body: { step } })
      : setAsked({ row, step })
  const columns = usePushColumns({ policy: code === undefined, take: mayMark ? take : null })
  return (
    <>
      <ErrorNote error={mark.error} />
      <DataTable
        caption={w.view.pushes}
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
          <EmptyState icon="send" title={w.emptyPushes}>
            {w.emptyPushesText}
          </EmptyState>
        }
      />
      {asked && <MarkDialog key={asked.row.id} {...asked} onClose={() => setAsked(null)} />}
    </>
  )
}

const open: readonly PushRow['step'][] = ['pushed', 'read', 'applied']

function usePushColumns({
  policy,
  take,
}: {
  policy: boolean
  take: ((row: PushRow, step: MarkStep) => void) | null
}): readonly Column<PushRow>[] {
  const w = useWords(words)
  const p = useWords(policyBook)
  const say = useSay()
  const lang = useLang()
  const format = useFormat()
  return [
    {
      id: 'firm',
      title: w.column.firm,
      main: true,
      cell: (row) => (lang === 'en' ? (row.nameEn ?? row.name) : row.name),
    },
    ...(policy ? [{ id: 'title', title: w.column.title, cell: (row: PushRow) => say(row.title) }] : []),
    {
      id: 'step',
      title: w.column.step,
      cell: (row) => (
        <StatusWord
          tone={row.step === 'granted' ? 'done' : open.includes(row.step) ? 'active' : 'stopped'}
          words={p.step[row.step]}
        />
      ),
    },
    {
      id: 'amount',
      title: w.column.amount,
      align: 'end',
      keep: true,
      cell: (row) => {
        const sum = row.grantedFen === null ? amountOf(row) : moneyWords(row.grantedFen)
        return sum ? say(sum) : '—'
      },
    },
    { id: 'at', title: w.column.pushedAt, keep: true, cell: (row) => format.moment(row.pushedAt) },
    {
      id: 'next',
      title: w.column.next,
      cell: (row) =>
        row.refusedWhy ??
        (take && open.includes(row.step) ? (
          <div className="policy-marks">
            {stepsAfter(row).map((step) => (
              <Button key={step} look="quiet" onClick={() => take(row, step)}>
                {w.mark[step]}
              </Button>
            ))}
          </div>
        ) : null),
    },
  ]
}

function stepsAfter({ readAt, appliedAt }: PushRow): readonly MarkStep[] {
  return [
    ...(readAt ? [] : (['read'] as const)),
    ...(appliedAt ? [] : (['applied'] as const)),
    ...(['granted', 'refused', 'withdrawn'] as const),
  ]
}

interface MarkDialogProps {
  readonly row: PushRow
  readonly step: 'granted' | 'refused' | 'withdrawn'
  readonly onClose: () => void
}

function MarkDialog({ row, step, onClose }: MarkDialogProps) {
  const w = useWords(words)
  const certain = row.amountTo === row.amountFrom && row.amountFrom > 0
  const [text, setText] = useState(certain ? written(row.amountFrom, 'fen') : '')
  const [why, setWhy] = useState('')
  const mark = useCommand(markPush, { changes, onDone: onClose })
  const fen = typed(text, 'fen')
  const granting = step === 'granted'
  const confirm = () =>
    mark.mutate({
      params: { pushId: row.id },
      body: { step, ...(granting ? { fen: fen ?? 0 } : { why: why.trim() }) },
    })
  return (
    <ConfirmDialog
      open
      title={w.markTitle[step]}
      onClose={onClose}
      confirm={w.mark[step]}
      onConfirm={confirm}
      busy={mark.isPending}
      notYet={granting ? fen === null : why.trim() === ''}
      error={mark.error}
    >
      <p>{row.name}</p>
      {granting ? (
        <Field label={w.sum} error={text !== '' && fen === null ? w.sumWrong : undefined}>
          {(control) => <TextInput control={control} inputMode="decimal" value={text} onChange={setText} />}
        </Field>
      ) : (
        <Field label={w.why}>
          {(control) => <TextArea control={control} rows={2} maxLength={300} value={why} onChange={setWhy} />}
        </Field>
      )}
    </ConfirmDialog>
  )
}
