import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/pocket/inputs.tsx'
import {
  firmJobs,
  getOpening,
  getSeeker,
  jobFigures,
  listReferrals,
  listSuggestions,
  type ReferralId,
  type sayableSteps,
  sayReferral,
} from '../contract.ts'
import { referralTable } from '../referral.ts'
import { dayFromNow } from './show.ts'
import { words } from './words.ts'

interface SayDialogProps {
  readonly referralId: ReferralId
  readonly step: (typeof sayableSteps)[number]
  /** Whom it is about, as far as one may know. */
  readonly who: string
  readonly onClose: () => void
}

/** How a referral goes on: with the day of a hire, or a reason where one is needed. */
export function SayDialog({ referralId, step, who, onClose }: SayDialogProps) {
  const w = useWords(words).act
  const [why, setWhy] = useState('')
  const [hiredOn, setHiredOn] = useState(() => dayFromNow(0))
  const changes = [getOpening, getSeeker, listReferrals, listSuggestions, firmJobs, jobFigures]
  const send = useCommand(sayReferral, { changes, onDone: onClose })
  const needed = referralTable[step].needsWhy === true
  const confirm = () =>
    send.mutate({
      params: { referralId },
      body: { step, ...(why.trim() ? { why: why.trim() } : {}), ...(step === 'hire' ? { hiredOn } : {}) },
    })
  return (
    <ConfirmDialog
      open
      title={`${w.step[step]} · ${who}`}
      confirm={w.step[step]}
      busy={send.isPending}
      notYet={(needed && why.trim().length < 2) || (step === 'hire' && !hiredOn)}
      error={send.error}
      onClose={onClose}
      onConfirm={confirm}
    >
      {step === 'hire' ? (
        <Field label={w.hiredOn}>
          {(control) => <TextInput control={control} type="date" value={hiredOn} onChange={setHiredOn} />}
        </Field>
      ) : (
        <Field label={needed ? w.why : w.whyOptional}>
          {(control) => <TextInput control={control} value={why} onChange={setWhy} maxLength={200} />}
        </Field>
      )}
    </ConfirmDialog>
  )
}
