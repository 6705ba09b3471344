import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { answerReferral, getFigures, getWant, listWants, type ReferralRow } from '../../contract.ts'
import { answersAfter } from '../../want.ts'
import { AnswerForm, answerOf, emptyAnswer } from '../../web/answer-form.tsx'
import { useShow } from '../../web/show.ts'
import { words } from '../words.ts'

interface AnswerDialogProps {
  readonly referral: ReferralRow
  readonly amountFen: number
  readonly onClose: () => void
}

/** Staff note what a bank told them. */
export function AnswerDialog({ referral, amountFen, onClose }: AnswerDialogProps) {
  const w = useWords(words)
  const { name } = useShow()
  const [draft, setDraft] = useState(() => emptyAnswer(amountFen))
  const send = useCommand(answerReferral, { changes: [getWant, listWants, getFigures], onDone: onClose })
  const body = answerOf(draft)
  return (
    <ConfirmDialog
      open
      title={w.noteTitle(name(referral.partner))}
      confirm={w.note}
      busy={send.isPending}
      error={send.error}
      notYet={body === null}
      onClose={onClose}
      onConfirm={() => body && send.mutate({ params: { referralId: referral.id }, body })}
    >
      <AnswerForm
        steps={answersAfter(referral.state)}
        draft={draft}
        onChange={setDraft}
        fault={(path) => send.error?.field(path)}
      />
    </ConfirmDialog>
  )
}
