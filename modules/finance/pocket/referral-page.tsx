import '../web/finance.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card, Sheet } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import {
  answerReferral,
  getReferral,
  myProducts,
  type ReferralId,
  type ReferralView,
  revealReferral,
} from '../contract.ts'
import { AnswerForm, answerOf, emptyAnswer } from '../web/answer-form.tsx'
import { useShow } from '../web/show.ts'
import { referralTones } from '../web/tones.ts'
import { Answers } from './parts/referral-cards.tsx'
import { words } from './words.ts'

/** `/finance/referrals/$referralId`: what a bank was told of a want, and its answers. */
export default function ReferralPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const referralId = useParam('referralId') as ReferralId
  const { data, error, refetch } = useEndpoint(getReferral, { params: { referralId } })
  const { book } = useShow()
  const say = useSay()
  return (
    <>
      <AppBar title={w.referral} {...(data?.mayReveal ? { back: `/firm/${data.partner.id}/products` } : {})} />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {!data && error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && (
          <>
            <Card>
              <div className="finance-card-head">
                <h2>{say(data.product.name)}</h2>
                <StatusWord tone={referralTones[data.state]} words={book.referralState[data.state]} />
              </div>
              {!data.want && <Remark icon="info" title={w.noMore} />}
              {data.want && <Wanted want={data.want} />}
            </Card>
            {data.want && <Told referral={data} want={data.want} />}
            <Card title={w.answers}>
              {data.answers.length === 0 && <p className="ui-muted">{w.noAnswers}</p>}
              <Answers answers={data.answers} />
            </Card>
            {data.want && data.maySay.length > 0 && (
              <AnswerCard key={data.state} referral={data} amountFen={data.want.amountFen} />
            )}
          </>
        )}
      </Screen>
    </>
  )
}

type Want = NonNullable<ReferralView['want']>

function Wanted({ want }: { want: Want }) {
  const w = useWords(words)
  const format = useFormat()
  const { book, money, months, name } = useShow()
  const terms = [book.use[want.use], months(want.months), want.neededBy && w.neededOn(format.date(want.neededBy))]
  return (
    <>
      <p>
        <strong>{name(want.firm)}</strong>
      </p>
      <p className="finance-rate">{money(want.amountFen)}</p>
      <p>{terms.filter(Boolean).join(' · ')}</p>
      {want.words && <p>{want.words}</p>}
    </>
  )
}

function Told({ referral, want }: { referral: ReferralView; want: Want }) {
  const w = useWords(words)
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const { contact } = want
  return (
    <Card title={w.told}>
      <ul className="finance-told">
        {want.told.map((fact) => (
          <li key={fact.name.zh}>
            <span className="ui-muted">{say(fact.name)}</span>
            <span>{say(fact.words)}</span>
          </li>
        ))}
        {contact && (
          <li>
            <span className="ui-muted">{w.contact}</span>
            <span>{[contact.name, contact.duty, contact.phone].filter(Boolean).join(' ')}</span>
          </li>
        )}
      </ul>
      {contact && referral.mayReveal && (
        <Button icon="eye" onClick={() => setAsking(true)}>
          {w.reveal}
        </Button>
      )}
      <Sheet open={asking} title={w.reveal} onClose={() => setAsking(false)}>
        <Reveal referralId={referral.id} />
      </Sheet>
    </Card>
  )
}

function Reveal({ referralId }: { referralId: ReferralId }) {
  const w = useWords(words)
  const [reason, setReason] = useState('')
  const send = useCommand(revealReferral)
  if (send.data)
    return (
      <p>
        <strong>{send.data.name}</strong> <a href={`tel:${send.data.phone}`}>{send.data.phone}</a>
      </p>
    )
  return (
    <div className="ui-stack">
      <p className="ui-muted">{w.revealLead}</p>
      <Field label={w.why}>
        {(control) => <TextInput control={control} maxLength={200} value={reason} onChange={setReason} />}
      </Field>
      <ErrorNote error={send.error} kept={w.kept} />
      <BigButton
        busy={send.isPending}
        disabled={!reason.trim()}
        onClick={() => send.mutate({ params: { referralId }, body: { reason: reason.trim() } })}
      >
        {w.reveal}
      </BigButton>
    </div>
  )
}

function AnswerCard({ referral, amountFen }: { referral: ReferralView; amountFen: number }) {
  const w = useWords(words)
  const [draft, setDraft] = useState(() => emptyAnswer(amountFen))
  const send = useCommand(answerReferral, { changes: [getReferral, myProducts], onDone: () => toast(w.done) })
  const body = answerOf(draft)
  return (
    <Card title={w.answerTitle}>
      <div className="ui-stack">
        <AnswerForm
          steps={referral.maySay}
          draft={draft}
          onChange={setDraft}
          fault={(path) => send.error?.field(path)}
        />
        <ErrorNote error={send.error} kept={w.kept} />
        <BigButton
          icon="send"
          busy={send.isPending}
          disabled={body === null}
          onClick={() => body && send.mutate({ params: { referralId: referral.id }, body })}
        >
          {w.answerSend}
        </BigButton>
      </div>
    </Card>
  )
}
