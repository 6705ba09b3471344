import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog, Dialog } from '../../../../ui/dialog.tsx'
import { Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Go, useNavigation } from '../../../../ui/navigation.tsx'
import { Select, TextArea, TextInput } from '../../../../ui/pocket/inputs.tsx'
import { typed } from '../../../policies/desk/public.tsx'
import { getFigures, listWants, raiseWant, wantUses } from '../../contract.ts'
import type { WantUse } from '../../want.ts'
import { useShow } from '../../web/show.ts'
import { FirmSearch, type FoundFirm } from '../parts/firm-search.tsx'
import { words } from '../words.ts'

interface RaiseDialogProps {
  readonly firm: FoundFirm | null
  readonly onClose: () => void
}

/** Takes down what a firm wants; one like it that is open is offered as the same. */
export function RaiseDialog({ firm: first, onClose }: RaiseDialogProps) {
  const w = useWords(words)
  const { book } = useShow()
  const navigation = useNavigation()
  const [firm, setFirm] = useState(first)
  const [form, setForm] = useState({ amount: '', months: '12', use: '' as WantUse | '', words: '', neededBy: '' })
  const change = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value })
  const send = useCommand(raiseWant, {
    changes: [listWants, getFigures],
    onDone: ({ wantId, isNew }) => isNew && navigation.go(`/finance/wants/${wantId}`),
  })
  const amountFen = typed(form.amount, 'fen')
  const months = typed(form.months, 'month')
  if (send.data && !send.data.isNew)
    return (
      <Dialog open title={w.raise} onClose={onClose}>
        <Remark icon="info" title={w.same}>
          <Go to={`/finance/wants/${send.data.wantId}`}>{w.seeSame}</Go>
        </Remark>
      </Dialog>
    )
  const submit = () => {
    if (!firm || amountFen === null || months === null || form.use === '') return
    const { neededBy } = form
    const said = { words: form.words.trim(), ...(neededBy ? { neededBy } : {}) }
    send.mutate({ body: { firmId: firm.id, amountFen, months, use: form.use, ...said } })
  }
  return (
    <ConfirmDialog
      open
      wide
      title={w.raise}
      confirm={w.raise}
      busy={send.isPending}
      error={send.error}
      notYet={!firm || !amountFen || !months || form.use === ''}
      onClose={onClose}
      onConfirm={submit}
    >
      <div className="finance-form">
        <div className="finance-wide">
          <Field label={w.firm} hint={w.firmHint}>
            {(control) => <FirmSearch control={control} value={firm} onChange={setFirm} />}
          </Field>
        </div>
        <Field
          label={w.amountYuan}
          hint={w.amountHint}
          error={form.amount !== '' && !amountFen ? w.amountWrong : send.error?.field('amountFen')}
        >
          {(control) => (
            <TextInput control={control} inputMode="decimal" value={form.amount} onChange={change('amount')} />
          )}
        </Field>
        <Field
          label={w.monthsField}
          error={form.months !== '' && !months ? w.monthsWrong : send.error?.field('months')}
        >
          {(control) => (
            <TextInput control={control} inputMode="numeric" value={form.months} onChange={change('months')} />
          )}
        </Field>
        <Field label={w.useField}>
          {(control) => (
            <Select
              control={control}
              value={form.use}
              onChange={change('use')}
              options={wantUses.map((value) => ({ value, label: book.use[value] }))}
            />
          )}
        </Field>
        <Field label={w.neededBy} optional>
          {(control) => <TextInput control={control} type="date" value={form.neededBy} onChange={change('neededBy')} />}
        </Field>
        <div className="finance-wide">
          <Field label={w.wordsField} optional>
            {(control) => (
              <TextArea control={control} rows={2} maxLength={500} value={form.words} onChange={change('words')} />
            )}
          </Field>
        </div>
      </div>
    </ConfirmDialog>
  )
}
