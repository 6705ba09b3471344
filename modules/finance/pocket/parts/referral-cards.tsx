import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { TextArea } from '../../../../ui/pocket/inputs.tsx'
import { BigButton, Card, Sheet } from '../../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { type AnswerView, getWant, myFinance, type ReferralRow, takeBack, type WantView } from '../../contract.ts'
import { useShow } from '../../web/show.ts'
import { referralTones } from '../../web/tones.ts'
import { words } from '../words.ts'

/** To which banks a want went and what each said; what is not approved can be taken back. */
export function ReferralCards({ want }: { want: WantView }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const { book, name } = useShow()
  const [taking, setTaking] = useState<ReferralRow | null>(null)
  if (want.referrals.length === 0) return null
  return (
    <Card title={w.referrals}>
      <ul className="finance-cards">
        {want.referrals.map((one) => (
          <li key={one.id} className="finance-card">
            <div className="finance-card-head">
              <h3>{name(one.partner)}</h3>
              <StatusWord tone={referralTones[one.state]} words={book.referralState[one.state]} />
            </div>
            <div className="ui-muted">
              {say(one.product.name)} · {format.shortDay(one.passedAt)} · {book.consent[one.consent]} ·{' '}
              {w.consentVersion(one.consentVersion)}
            </div>
            {one.silent && <Remark icon="clock" title={w.silent} />}
            <Answers answers={one.answers} />
            {one.mayTakeBack && (
              <Button look="quiet" icon="undo" onClick={() => setTaking(one)}>
                {w.takeBack}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {taking && (
        <Sheet open title={w.takeBack} onClose={() => setTaking(null)}>
          <TakeBack referral={taking} onDone={() => setTaking(null)} />
        </Sheet>
      )}
    </Card>
  )
}

/** What a bank said so far, a line each. */
export function Answers({ answers }: { answers: readonly AnswerView[] }) {
  const format = useFormat()
  const { book, answer } = useShow()
  return (
    <ul className="finance-answers">
      {answers.map((one) => (
        <li key={one.at + one.step}>
          {format.shortDay(one.at)} {book.step[one.step]}
          {answer(one) && ` · ${answer(one)}`}
        </li>
      ))}
    </ul>
  )
}

function TakeBack({ referral, onDone }: { referral: ReferralRow; onDone: () => void }) {
  const w = useWords(words)
  const [why, setWhy] = useState('')
  const send = useCommand(takeBack, { changes: [getWant, myFinance], onDone })
  return (
    <div className="ui-stack">
      <p className="ui-muted">{w.takeBackLead}</p>
      <Field label={w.why}>
        {(control) => <TextArea control={control} rows={2} maxLength={300} value={why} onChange={setWhy} />}
      </Field>
      <ErrorNote error={send.error} kept={w.kept} />
      <BigButton
        busy={send.isPending}
        disabled={!why.trim()}
        onClick={() => send.mutate({ params: { referralId: referral.id }, body: { why: why.trim() } })}
      >
        {w.takeBack}
      </BigButton>
    </div>
  )
}
