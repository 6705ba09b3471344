import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { today } from '../../../../kernel/web/today.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { type Column, DataTable } from '../../../../ui/desk/data-table.tsx'
import { useTable } from '../../../../ui/desk/use-table.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { TextArea, TextInput } from '../../../../ui/pocket/inputs.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { confirmPartner, endPartner, listPartners, listProducts, type PartnerRow } from '../../contract.ts'
import { useShow } from '../../web/show.ts'
import { FirmSearch, type FoundFirm } from '../parts/firm-search.tsx'
import { words } from '../words.ts'

const changes = [listPartners, listProducts]
const tones = { current: 'active', coming: 'plain', ended: 'stopped' } as const

/** The banks that are worked with, and what came of it. */
export function PartnersView() {
  const w = useWords(words)
  const [table, setTable] = useTable()
  const { data, error, refetch } = useEndpoint(listPartners)
  const [confirming, setConfirming] = useState(false)
  const [ending, setEnding] = useState<PartnerRow | null>(null)
  return (
    <>
      <DataTable
        caption={w.view.partners}
        columns={useColumns(setEnding)}
        rows={data?.partners}
        rowId={(row) => row.id}
        state={table}
        onState={setTable}
        error={error}
        onRetry={() => void refetch()}
        tools={
          data?.mayConfirm && (
            <Button look="main" icon="plus" onClick={() => setConfirming(true)}>
              {w.confirm}
            </Button>
          )
        }
        empty={
          <EmptyState icon="building" title={w.emptyPartners}>
            {w.emptyPartnersText}
          </EmptyState>
        }
      />
      {confirming && <ConfirmPartner onClose={() => setConfirming(false)} />}
      {ending && <EndPartner partner={ending} onClose={() => setEnding(null)} />}
    </>
  )
}

function useColumns(onEnd: (partner: PartnerRow) => void): readonly Column<PartnerRow>[] {
  const w = useWords(words)
  const say = useSay()
  const { name } = useShow()
  const format = useFormat()
  const number = (id: 'products' | 'members' | 'passed', of: (row: PartnerRow) => number): Column<PartnerRow> => ({
    id,
    title: id === 'passed' ? w.column.received : w.column[id],
    align: 'end',
    cell: (row) => format.number(of(row)),
  })
  return [
    {
      id: 'partner',
      title: w.column.partner,
      main: true,
      cell: (row) => (row.seesFirm ? <Go to={`/firms/${row.firm.id}`}>{name(row.firm)}</Go> : name(row.firm)),
    },
    {
      id: 'state',
      title: w.column.state,
      cell: (row) => <StatusWord tone={tones[row.state]} words={w.partnerState[row.state]} />,
    },
    {
      id: 'from',
      title: w.column.from,
      keep: true,
      cell: (row) => w.until(format.date(row.fromOn), row.toOn ? format.date(row.toOn) : w.openEnd),
    },
    { id: 'why', title: w.column.why, cell: (row) => (row.endedWhy ? say(row.endedWhy) : row.why) },
    number('products', (row) => row.products),
    number('passed', (row) => row.passed),
    number('members', (row) => row.members),
    {
      id: 'next',
      title: w.column.next,
      cell: (row) =>
        row.mayEnd && (
          <Button look="quiet" icon="leave" onClick={() => onEnd(row)}>
            {w.end}
          </Button>
        ),
    },
  ]
}

function ConfirmPartner({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const [firm, setFirm] = useState<FoundFirm | null>(null)
  const [fromOn, setFromOn] = useState(today)
  const [toOn, setToOn] = useState('')
  const [why, setWhy] = useState('')
  const send = useCommand(confirmPartner, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.confirm}
      confirm={w.confirm}
      busy={send.isPending}
      error={send.error}
      notYet={!firm || !fromOn || !why.trim()}
      onClose={onClose}
      onConfirm={() =>
        firm && send.mutate({ body: { firmId: firm.id, fromOn, why: why.trim(), ...(toOn ? { toOn } : {}) } })
      }
    >
      <Field label={w.firm} hint={w.firmHint}>
        {(control) => <FirmSearch control={control} value={firm} onChange={setFirm} />}
      </Field>
      <div className="finance-form">
        <Field label={w.fromOn}>
          {(control) => <TextInput control={control} type="date" value={fromOn} onChange={setFromOn} />}
        </Field>
        <Field label={w.toOn} optional error={send.error?.field('toOn')}>
          {(control) => <TextInput control={control} type="date" value={toOn} onChange={setToOn} />}
        </Field>
      </div>
      <Field label={w.whyConfirm}>
        {(control) => <TextArea control={control} rows={2} maxLength={300} value={why} onChange={setWhy} />}
      </Field>
    </ConfirmDialog>
  )
}

function EndPartner({ partner, onClose }: { partner: PartnerRow; onClose: () => void }) {
  const w = useWords(words)
  const { name } = useShow()
  const [why, setWhy] = useState('')
  const send = useCommand(endPartner, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      final
      title={w.endTitle(name(partner.firm))}
      confirm={w.end}
      busy={send.isPending}
      error={send.error}
      notYet={!why.trim()}
      onClose={onClose}
      onConfirm={() => send.mutate({ params: { partnerId: partner.id }, body: { why: why.trim() } })}
    >
      <p>{w.endLead}</p>
      <Field label={w.why}>
        {(control) => <TextArea control={control} rows={2} maxLength={300} value={why} onChange={setWhy} />}
      </Field>
    </ConfirmDialog>
  )
}
