import { today } from '../../../../kernel/web/today.ts'
import '../parts/choice.css'
import { useState } from 'react'
import type { Endpoint } from '../../../../kernel/contract/endpoint.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TickPill } from '../../../../ui/pills.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { closeFirm, correctFirm, type FirmRow, type FirmView, mergeFirms } from '../../contract.ts'
import { type LegalForm, legalForms } from '../../shapes.ts'
import { Choice } from '../parts/choice.tsx'
import { FirmSearch } from '../parts/firm-search.tsx'
import { useNames } from '../parts/show.ts'
import { planChanges } from '../plan/plan-changes.ts'
import { CodeField } from '../register/code-field.tsx'
import { words as shared } from '../words.ts'
import { words } from './words.ts'

const changes: readonly Endpoint[] = planChanges

interface FirmDialogProps {
  readonly firm: FirmView
  readonly onClose: () => void
}

/** What stands on the licence is put right. */
export function CorrectDialog({ firm, onClose }: FirmDialogProps) {
  const w = useWords(words)
  const s = useWords(shared)
  const names = useNames()
  const [name, setName] = useState(firm.name)
  const [nameEn, setNameEn] = useState(firm.nameEn ?? '')
  const [uscc, setUscc] = useState(firm.uscc ?? '')
  const [legalForm, setLegalForm] = useState<LegalForm | null>(firm.legalForm)
  const [address, setAddress] = useState(firm.registeredAddress ?? '')
  const [here, setHere] = useState<'true' | 'false' | null>(
    firm.registeredHere === null ? null : firm.registeredHere ? 'true' : 'false',
  )
  const [keyFirm, setKeyFirm] = useState(firm.keyFirm)
  const send = useCommand(correctFirm, { changes, onDone: onClose })
  const body = {
    name: name.trim(),
    nameEn: nameEn.trim() || null,
    uscc: uscc.trim() || null,
    legalForm,
    registeredAddress: address.trim() || null,
    registeredHere: here === null ? null : here === 'true',
    keyFirm,
  }
  return (
    <ConfirmDialog
      open
      wide
      title={w.correct}
      confirm={s.save}
      busy={send.isPending}
      error={send.error}
      notYet={!name.trim()}
      onClose={onClose}
      onConfirm={() => send.mutate({ params: { firmId: firm.id }, body })}
    >
      <div className="firm-form">
        <div className="firm-wide">
          <Field label={w.name}>
            {(control) => <Line control={control} value={name} maxLength={120} onChange={setName} />}
          </Field>
        </div>
        <Field label={w.nameEn} optional>
          {(control) => <Line control={control} value={nameEn} maxLength={160} onChange={setNameEn} />}
        </Field>
        <CodeField value={uscc} onChange={setUscc} wrong={send.error?.field('uscc')} />
        <Field label={w.form} optional>
          {(control) => (
            <Choice
              control={control}
              optional
              value={legalForm}
              onChange={setLegalForm}
              options={legalForms.map((value) => ({ value, label: names.legalForm[value] }))}
            />
          )}
        </Field>
        <Field label={w.registeredHere} optional>
          {(control) => (
            <Choice
              control={control}
              optional
              value={here}
              onChange={setHere}
              options={[
                { value: 'true', label: w.yes },
                { value: 'false', label: w.no },
              ]}
            />
          )}
        </Field>
        <div className="firm-wide">
          <Field label={w.registered} optional>
            {(control) => <Line control={control} value={address} maxLength={200} onChange={setAddress} />}
          </Field>
        </div>
        <div className="firm-wide">
          <TickPill checked={keyFirm} onChange={setKeyFirm}>
            {w.keyFirm}
          </TickPill>
        </div>
      </div>
    </ConfirmDialog>
  )
}

/** Another record of the same firm comes into this one. */
export function MergeDialog({ firm, onClose }: FirmDialogProps) {
  const w = useWords(words)
  const [gone, setGone] = useState<FirmRow | null>(null)
  const [why, setWhy] = useState('')
  const send = useCommand(mergeFirms, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.mergeTitle}
      confirm={w.merge}
      busy={send.isPending}
      error={send.error}
      notYet={!gone || why.trim().length < 2}
      onClose={onClose}
      onConfirm={() => gone && send.mutate({ params: { firmId: firm.id }, body: { goneId: gone.id, why: why.trim() } })}
    >
      <p className="ui-small ui-muted">{w.mergeText}</p>
      <Field label={w.mergeWhich} error={send.error?.field('goneId')}>
        {(control) => <FirmSearch control={control} value={gone} onChange={setGone} except={firm.id} gone />}
      </Field>
      <Field label={w.mergeWhy}>
        {(control) => <Line control={control} value={why} maxLength={200} onChange={setWhy} />}
      </Field>
    </ConfirmDialog>
  )
}

/** The firm was struck off or left: its stays end. */
export function CloseDialog({ firm, onClose }: FirmDialogProps) {
  const w = useWords(words)
  const s = useWords(shared)
  const [kind, setKind] = useState<'closed' | 'left' | null>('left')
  const [on, setOn] = useState(today)
  const [why, setWhy] = useState('')
  const send = useCommand(closeFirm, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.closeFirm}
      confirm={w.closeFirm}
      busy={send.isPending}
      error={send.error}
      notYet={!kind || !on || why.trim().length < 2}
      onClose={onClose}
      onConfirm={() => kind && send.mutate({ params: { firmId: firm.id }, body: { on, kind, why: why.trim() } })}
    >
      <div className="firm-form">
        <Field label={w.closeKind}>
          {(control) => (
            <Choice
              control={control}
              value={kind}
              onChange={setKind}
              options={[
                { value: 'left', label: w.left },
                { value: 'closed', label: w.closed },
              ]}
            />
          )}
        </Field>
        <Field label={w.on} error={send.error?.field('on')}>
          {(control) => <Line control={control} type="date" value={on} onChange={setOn} />}
        </Field>
        <div className="firm-wide">
          <Field label={s.why}>
            {(control) => <Line control={control} value={why} maxLength={200} onChange={setWhy} />}
          </Field>
        </div>
      </div>
    </ConfirmDialog>
  )
}
