import { useState } from 'react'
import type { FileId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Line, PhotosField } from '../../../matters/desk/public.ts'
import { type ItemView, type MoneyView, type ProjectView, payMoney, receiveMoney } from '../../contract.ts'
import { sourceNames } from '../../money-kinds.ts'
import { amountTyped, fenOf, useShown } from '../../web/show.ts'
import { Choose } from '../choose.tsx'
import { words } from '../words.ts'
import { changes } from './changes.ts'

interface MovedDialogProps {
  readonly of: ProjectView
  readonly way: 'receive' | 'pay'
  readonly onClose: () => void
}

/** Money that came from a source, or was paid to somebody for an item. */
export function MovedDialog({ of, way, onClose }: MovedDialogProps) {
  const all = useWords(words)
  const w = all.money
  const [sourceId, setSourceId] = useState<MoneyView['sources'][number]['id'] | ''>('')
  const [itemId, setItemId] = useState<ItemView['id'] | ''>('')
  const [payee, setPayee] = useState('')
  const [amount, setAmount] = useState('')
  const [onDay, setOnDay] = useState(of.today)
  const [said, setSaid] = useState('')
  const [files, setFiles] = useState<{ ids: readonly FileId[]; sending: boolean }>({ ids: [], sending: false })
  const receive = useCommand(receiveMoney, { changes, onDone: onClose })
  const pay = useCommand(payMoney, { changes, onDone: onClose })
  const send = way === 'receive' ? receive : pay
  const fen = fenOf(amount)
  const about = way === 'receive' ? sourceId !== '' : itemId !== '' && payee.trim() !== ''
  const ready = about && Boolean(fen) && onDay !== '' && !files.sending
  const confirm = () => {
    if (!fen) return
    const params = { projectId: of.id }
    const moved = { fen, onDay, ...(said.trim() ? { words: said.trim() } : {}), fileIds: [...files.ids] }
    if (way === 'receive' && sourceId) receive.mutate({ params, body: { sourceId, ...moved } })
    if (way === 'pay' && itemId) pay.mutate({ params, body: { itemId, payee: payee.trim(), ...moved } })
  }
  return (
    <ConfirmDialog
      open
      title={w[way]}
      confirm={w[way]}
      busy={send.isPending}
      error={send.error}
      notYet={!ready}
      onClose={onClose}
      onConfirm={confirm}
    >
      {way === 'receive' ? (
        <SourceField of={of} value={sourceId} onChange={setSourceId} />
      ) : (
        <>
          <ItemField of={of} value={itemId} onChange={setItemId} label={w.item} />
          <Field label={w.payee}>
            {(control) => <Line control={control} value={payee} onChange={setPayee} maxLength={80} />}
          </Field>
        </>
      )}
      <div className="rn-pair">
        <Field label={w.amount} error={send.error?.field('fen')}>
          {(control) => <Line control={control} value={amount} onChange={(typed) => setAmount(amountTyped(typed))} />}
        </Field>
        <Field label={all.onDay} error={send.error?.field('onDay')}>
          {(control) => <Line control={control} type="date" max={of.today} value={onDay} onChange={setOnDay} />}
        </Field>
      </div>
      <Field label={all.said} optional>
        {(control) => <Line control={control} value={said} onChange={setSaid} maxLength={300} />}
      </Field>
      <Field label={w.document} group optional>
        <PhotosField onChange={(ids, sending) => setFiles({ ids, sending })} />
      </Field>
    </ConfirmDialog>
  )
}

interface SourceFieldProps {
  readonly of: ProjectView
  readonly value: MoneyView['sources'][number]['id'] | ''
  readonly onChange: (id: MoneyView['sources'][number]['id'] | '') => void
}

function SourceField({ of, value, onChange }: SourceFieldProps) {
  const w = useWords(words)
  const say = useSay()
  return (
    <Field label={w.money.source}>
      {(control) => (
        <Choose
          control={control}
          none={w.work.choose}
          value={value}
          onChange={onChange}
          options={of.money.sources.map(({ id, kind, name }) => ({
            value: id,
            label: [say(sourceNames[kind]), name].filter(Boolean).join(' · '),
          }))}
        />
      )}
    </Field>
  )
}

interface ItemFieldProps {
  readonly of: ProjectView
  readonly value: ItemView['id'] | ''
  readonly onChange: (id: ItemView['id'] | '') => void
  readonly label: string
  /** Said where none may be chosen. */
  readonly none?: string
}

/** One of the work items that stand. */
export function ItemField({ of, value, onChange, label, none }: ItemFieldProps) {
  const w = useWords(words)
  const { work } = useShown()
  return (
    <Field label={label} optional={none !== undefined}>
      {(control) => (
        <Choose
          control={control}
          none={none ?? w.work.choose}
          value={value}
          onChange={onChange}
          options={of.items
            .filter(({ dropped }) => !dropped)
            .map((item) => ({ value: item.id, label: `${work(item.code)} · ${item.words}` }))}
        />
      )}
    </Field>
  )
}
