import '../web/finance.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Select, TextArea } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card, Sheet } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { endWant, getWant, myFinance, type WantId, type WantView } from '../contract.ts'
import { type EndReason, endReasons } from '../want.ts'
import { useShow } from '../web/show.ts'
import { wantTones } from '../web/tones.ts'
import { MatchCards } from './parts/match-cards.tsx'
import { QuestionCard } from './parts/question-card.tsx'
import { ReferralCards } from './parts/referral-cards.tsx'
import { words } from './words.ts'

/** `/finance/wants/$wantId`: a want as its firm sees it: what fits and why, consent, and what banks said. */
export default function WantPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const wantId = useParam('wantId') as WantId
  const { data, error, refetch } = useEndpoint(getWant, { params: { wantId } })
  const [ending, setEnding] = useState(false)
  return (
    <>
      <AppBar title={w.want} {...(data?.isOwn ? { back: `/firm/${data.firm.id}/finance` } : {})} />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {!data && error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && (
          <>
            <Wanted want={data} />
            <ReferralCards want={data} />
            {data.question && data.mayAnswer && <QuestionCard key={data.question.fact.key} want={data} />}
            <MatchCards want={data} />
            {data.mayEnd && (
              <Button look="quiet" icon="cross" wide onClick={() => setEnding(true)}>
                {w.end}
              </Button>
            )}
            <Sheet open={ending} title={w.endTitle} onClose={() => setEnding(false)}>
              <EndForm wantId={wantId} onDone={() => setEnding(false)} />
            </Sheet>
          </>
        )}
      </Screen>
    </>
  )
}

function Wanted({ want }: { want: WantView }) {
  const w = useWords(words)
  const format = useFormat()
  const { book, money, months, name } = useShow()
  return (
    <Card>
      <div className="finance-card-head">
        <h2>{money(want.amountFen)}</h2>
        <StatusWord tone={wantTones[want.state]} words={book.wantState[want.state]} />
      </div>
      <p>
        {[book.use[want.use], months(want.months), want.neededBy && w.neededOn(format.date(want.neededBy))]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {want.words && <p>{want.words}</p>}
      <p className="ui-muted ui-small">{name(want.firm)}</p>
      {want.endedReason && <p>{[book.endReason[want.endedReason], want.endedWords].filter(Boolean).join(' · ')}</p>}
    </Card>
  )
}

function EndForm({ wantId, onDone }: { wantId: WantId; onDone: () => void }) {
  const w = useWords(words)
  const { book } = useShow()
  const [reason, setReason] = useState<EndReason | ''>('')
  const [more, setMore] = useState('')
  const send = useCommand(endWant, { changes: [getWant, myFinance], onDone })
  return (
    <div className="ui-stack">
      <p className="ui-muted">{w.endLead}</p>
      <Field label={w.reason}>
        {(control) => (
          <Select
            control={control}
            value={reason}
            onChange={(value) => setReason(value as EndReason | '')}
            options={endReasons.map((value) => ({ value, label: book.endReason[value] }))}
          />
        )}
      </Field>
      <Field label={w.more} optional>
        {(control) => <TextArea control={control} rows={2} maxLength={300} value={more} onChange={setMore} />}
      </Field>
      <ErrorNote error={send.error} kept={w.kept} />
      <BigButton
        busy={send.isPending}
        disabled={reason === ''}
        onClick={() => reason && send.mutate({ params: { wantId }, body: { reason, words: more.trim() } })}
      >
        {w.end}
      </BigButton>
    </div>
  )
}
