import './stations-pocket.css'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { answerOffer, endWant, getWant, mine, type OfferRow, type WantView } from '../contract.ts'
import { kinds } from '../kinds.ts'
import { noonOf, wantTone } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { ThankButton } from './my-bookings.tsx'
import { words } from './words.ts'

/** `/shares/$wantId/want`: what I want, who can help, and how it ended. */
export default function WantPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const wantId = useParam('wantId') as WantView['id']
  const { data, error, refetch } = useEndpoint(getWant, { params: { wantId } })
  const gone = error?.code === 'not_found'
  return (
    <>
      <AppBar title={data?.name ?? w.wantTitle} back="/share" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {gone && <EmptyState icon="search" title={w.notFound} action={<Button to="/share">{w.toBrowse}</Button>} />}
        {!gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && <Whole of={data} />}
      </Screen>
    </>
  )
}

function Whole({ of }: { of: WantView }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  const say = useSay()
  const format = useFormat()
  const nameOf = useNames()
  const own = useEndpoint(mine)
  const known = own.data?.wants.find(({ id }) => id === of.id)
  return (
    <>
      <Card>
        <div className="ui-stack">
          <div className="sp-head">
            <strong>{say(kinds[of.kind].name)}</strong>
            <StatusWord words={b.wantState[of.state]} tone={wantTone[of.state]} />
          </div>
          {of.words && <p className="sp-text">{of.words}</p>}
          <p className="ui-muted">
            {[
              nameOf(of.place),
              of.fromAt && format.moment(of.fromAt),
              w.wantUntilOn(format.shortDay(noonOf(of.untilOn))),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
      </Card>
      <Card flush title={w.offers}>
        {of.offersMade.length === 0 && <p className="sp-line ui-muted">{w.noOffers}</p>}
        {of.offersMade.map((one) => (
          <OfferLine
            key={one.id}
            of={one}
            reasons={of.matches.find(({ resource }) => resource.id === one.resource.id)?.reasons ?? []}
            open={of.state === 'open' && known !== undefined}
          />
        ))}
      </Card>
      {known && of.state === 'open' && <Ending of={of} />}
      {known && of.state === 'met' && !known.thanked && known.offersMade.some(({ state }) => state === 'done') && (
        <ThankButton for={{ wantId: of.id }} />
      )}
    </>
  )
}

interface OfferLineProps {
  readonly of: OfferRow
  /** Why it fits, as the keeper reads it too. */
  readonly reasons: WantView['matches'][number]['reasons']
  readonly open: boolean
}

function OfferLine({ of, reasons, open }: OfferLineProps) {
  const say = useSay()
  const w = useWords(words)
  const b = useWords(stationBook)
  const answer = useCommand(answerOffer, {
    changes: [getWant, mine],
    onDone: ({ bookingId }, { body }) =>
      toast(body.accept ? (bookingId ? w.acceptedBooked : w.accepted) : w.declined, 'check'),
  })
  const send = (accept: boolean) => answer.mutate({ params: { offerId: of.id }, body: { accept } })
  return (
    <div className="sp-line">
      <div className="sp-head">
        <strong>
          <Go to={`/shares/${of.resource.id}`}>{of.resource.name}</Go>
        </strong>
        <StatusWord
          words={b.offerState[of.state]}
          tone={of.state === 'declined' ? 'stopped' : of.state === 'offered' ? 'active' : 'done'}
        />
      </div>
      <span className="ui-muted">{w.by(of.resource.sharer)}</span>
      {reasons.length > 0 && <span className="ui-muted ui-small">{reasons.map(say).join(' · ')}</span>}
      <ErrorNote error={answer.error} />
      {open && of.state === 'offered' && (
        <div className="ui-row">
          <Button look="main" icon="check" busy={answer.isPending} onClick={() => send(true)}>
            {w.accept}
          </Button>
          <Button look="quiet" busy={answer.isPending} onClick={() => send(false)}>
            {w.decline}
          </Button>
        </div>
      )}
    </div>
  )
}

function Ending({ of }: { of: WantView }) {
  const w = useWords(words)
  const end = useCommand(endWant, {
    changes: [getWant, mine],
    onDone: (_, { body }) =>
      toast(body.step === 'met' ? w.metDone : body.step === 'unmet' ? w.unmetDone : w.withdrawn, 'check'),
  })
  const accepted = of.offersMade.some(({ state }) => state === 'accepted')
  const send = (step: 'met' | 'unmet' | 'withdraw') => end.mutate({ params: { wantId: of.id }, body: { step } })
  return (
    <>
      <ErrorNote error={end.error} />
      {accepted && (
        <p>
          <strong>{w.solvedAsk}</strong>
        </p>
      )}
      <BigButton icon="check" busy={end.isPending} onClick={() => send('met')}>
        {w.met}
      </BigButton>
      {accepted && (
        <Button busy={end.isPending} onClick={() => send('unmet')}>
          {w.unmet}
        </Button>
      )}
      <Button look="quiet" busy={end.isPending} onClick={() => send('withdraw')}>
        {w.withdraw}
      </Button>
    </>
  )
}
