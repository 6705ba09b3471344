import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { TextArea } from '../../../../ui/pocket/inputs.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { getWant, listWants, type ReferralRow, takeBack, type WantView } from '../../contract.ts'
import { useShow } from '../../web/show.ts'
import { referralTones } from '../../web/tones.ts'
import { words } from '../words.ts'
import { AnswerDialog } from './answer-dialog.tsx'

/** To which banks a want went, how the firm agreed, and what each said. */
export function Referrals({ want }: { want: WantView }) {
  const w = useWords(words)
  const [asked, setAsked] = useState<{ referral: ReferralRow; what: 'take' | 'note' } | null>(null)
  return (
    <Sheet title={w.referrals}>
      {want.referrals.length === 0 && <p className="ui-muted">{w.noReferrals}</p>}
      <ul className="finance-cards">
        {want.referrals.map((referral) => (
          <Referral
            key={referral.id}
            referral={referral}
            onTake={referral.mayTakeBack ? () => setAsked({ referral, what: 'take' }) : null}
            onNote={referral.mayNote ? () => setAsked({ referral, what: 'note' }) : null}
          />
        ))}
      </ul>
      {asked?.what === 'take' && <TakeBackDialog referral={asked.referral} onClose={() => setAsked(null)} />}
      {asked?.what === 'note' && (
        <AnswerDialog referral={asked.referral} amountFen={want.amountFen} onClose={() => setAsked(null)} />
      )}
    </Sheet>
  )
}

interface ReferralProps {
  readonly referral: ReferralRow
  readonly onTake: (() => void) | null
  readonly onNote: (() => void) | null
}

function Referral({ referral, onTake, onNote }: ReferralProps) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const { book, name, answer } = useShow()
  return (
    <li className="finance-card">
      <div className="finance-card-head">
        <h3>{name(referral.partner)}</h3>
        <StatusWord tone={referralTones[referral.state]} words={book.referralState[referral.state]} />
      </div>
      <div className="ui-muted">
        {say(referral.product.name)} · {format.shortDay(referral.passedAt)}
      </div>
      <div className="ui-muted">
        {w.agreed(book.consent[referral.consent], referral.consentVersion, referral.consentWords ?? '')}
      </div>
      {referral.silent && <Remark icon="clock" title={w.silent} />}
      <ul className="finance-answers">
        {referral.answers.map((one) => (
          <li key={one.at + one.step}>
            {format.shortDay(one.at)} {book.step[one.step]}
            {answer(one) && ` · ${answer(one)}`}
          </li>
        ))}
      </ul>
      <div className="ui-row">
        {onNote && (
          <Button look="quiet" icon="edit" onClick={onNote}>
            {w.note}
          </Button>
        )}
        {onTake && (
          <Button look="quiet" icon="undo" onClick={onTake}>
            {w.takeBack}
          </Button>
        )}
      </div>
    </li>
  )
}

function TakeBackDialog({ referral, onClose }: { referral: ReferralRow; onClose: () => void }) {
  const w = useWords(words)
  const { name } = useShow()
  const [why, setWhy] = useState('')
  const send = useCommand(takeBack, { changes: [getWant, listWants], onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.takeBackTitle(name(referral.partner))}
      confirm={w.takeBack}
      busy={send.isPending}
      error={send.error}
      notYet={!why.trim()}
      onClose={onClose}
      onConfirm={() => send.mutate({ params: { referralId: referral.id }, body: { why: why.trim() } })}
    >
      <p>{w.takeBackLead}</p>
      <Field label={w.why}>
        {(control) => <TextArea control={control} rows={2} maxLength={300} value={why} onChange={setWhy} />}
      </Field>
    </ConfirmDialog>
  )
}
