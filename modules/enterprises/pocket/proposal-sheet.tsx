import { useState } from 'react'
import { type MatterId, newId } from '../../../kernel/contract/ids.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select, TextArea, TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Sheet } from '../../../ui/pocket/parts.tsx'
import { firmBook } from '../firm-words.ts'
import { type MyFirmView, myFirmMatters, proposeChange } from '../portal/contract.ts'
import { type LegalForm, legalForms } from '../shapes.ts'
import { words } from './words.ts'

interface ProposalSheetProps {
  readonly open: boolean
  readonly firm: MyFirmView
  readonly onClose: () => void
}

/** Asks for a change of what stands on papers; the answer is a matter that can be followed. */
export function ProposalSheet({ open, firm, onClose }: ProposalSheetProps) {
  const w = useWords(words)
  return (
    <Sheet open={open} title={w.proposeTitle} onClose={onClose}>
      <ProposalForm firm={firm} />
    </Sheet>
  )
}

function ProposalForm({ firm }: { firm: MyFirmView }) {
  const w = useWords(words)
  const f = useWords(firmBook)
  const [id] = useState<MatterId>(() => newId<'matter'>())
  const [form, setForm] = useState({ name: '', uscc: '', legalForm: '', why: '' })
  const { data, error, isPending, mutate } = useCommand(proposeChange, { changes: [myFirmMatters] })
  const change = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value })
  const { name, uscc, legalForm, why } = form
  const ready = Boolean(name.trim() || uscc.trim() || legalForm) && why.trim().length >= 2
  const send = () =>
    mutate({
      params: { firmId: firm.id },
      body: {
        id,
        why: why.trim(),
        ...(name.trim() && { name: name.trim() }),
        ...(uscc.trim() && { uscc: uscc.trim() }),
        ...(legalForm && { legalForm: legalForm as LegalForm }),
      },
    })
  if (data)
    return (
      <div className="ui-stack">
        <Remark icon="check" title={w.proposed}>
          {w.proposedText(data.number)}
        </Remark>
        <BigButton to={`/matters/${data.id}`}>{w.see}</BigButton>
      </div>
    )
  return (
    <div className="ui-stack">
      <p className="ui-muted">{w.proposeLead}</p>
      <Field label={w.name} hint={firm.name} optional error={error?.field('name')}>
        {(control) => <TextInput control={control} value={name} onChange={change('name')} maxLength={120} />}
      </Field>
      <Field label={w.uscc} hint={firm.uscc ?? w.empty} optional error={error?.field('uscc')}>
        {(control) => <TextInput control={control} value={uscc} onChange={change('uscc')} maxLength={30} />}
      </Field>
      <Field label={w.legalForm} hint={firm.legalForm ? f.legalForm[firm.legalForm] : w.empty} optional>
        {(control) => (
          <Select
            control={control}
            value={legalForm}
            onChange={change('legalForm')}
            options={legalForms.map((one) => ({ value: one, label: f.legalForm[one] }))}
          />
        )}
      </Field>
      <Field label={w.why} hint={w.whyExample} error={error?.field('why')}>
        {(control) => <TextArea control={control} rows={2} value={why} onChange={change('why')} maxLength={500} />}
      </Field>
      <ErrorNote error={error} kept={w.kept} />
      <BigButton icon="send" busy={isPending} disabled={!ready} onClick={send}>
        {w.proposeSend}
      </BigButton>
      {!ready && <p className="ui-muted ui-small">{w.proposeOnly}</p>}
    </div>
  )
}
