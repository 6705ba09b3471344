import './stations-pocket.css'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Go } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { ConsentAskedAnew } from '../../people/pocket/public.ts'
import {
  changeResource,
  offer,
  type ResourceRow,
  type Shop,
  settleThanks,
  sharingPurpose,
  shop,
  type ThanksRow,
} from '../contract.ts'
import { kinds } from '../kinds.ts'
import { resourceTone } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { AddThing } from './add-thing.tsx'
import { AskCard } from './shop-ask-card.tsx'
import { ShopBookings } from './shop-bookings.tsx'
import { words } from './words.ts'

/** `/shop`: the small pocket of who shares: who comes next, wants near, what I share, thanks. */
export default function ShopPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(shop, {}, { refetchInterval: 60_000 })
  return (
    <>
      <AppBar title={w.shop} back="/share" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data && <Whole of={data} />}
      </Screen>
    </>
  )
}

function Whole({ of }: { of: Shop }) {
  const w = useWords(words)
  const standing = of.sharers.filter(({ state }) => state !== 'ended' && state !== 'refused')
  const live = of.sharers.filter(({ state }) => state === 'live')
  return (
    <>
      <ConsentAskedAnew purpose={sharingPurpose} changes={[shop]} />
      {of.sharers
        .filter(({ state }) => state !== 'live')
        .map((one) => (
          <Remark key={one.id} icon={one.state === 'asked' ? 'clock' : 'pause'} title={one.name}>
            {w.states[one.state]}
          </Remark>
        ))}
      {standing.length === 0 && <AskCard />}
      {standing.length > 0 && (
        <>
          <ShopBookings bookings={of.bookings} />
          <WantsNear wants={of.wants} />
          <Things of={of} />
          {live.length > 0 && <AddThing sharers={live} />}
          <Thanks thanks={of.thanks} />
        </>
      )}
    </>
  )
}

function WantsNear({ wants }: { wants: Shop['wants'] }) {
  const w = useWords(words)
  const say = useSay()
  const send = useCommand(offer, { changes: [shop], onDone: () => toast(w.offerDone, 'check') })
  if (wants.length === 0) return null
  return (
    <Card flush title={w.near}>
      {wants.map(({ want, resource, reasons }) => (
        <div key={want.id} className="sp-line">
          <strong>{want.name}</strong>
          {want.words && <span className="sp-text">{want.words}</span>}
          <span className="ui-muted ui-small">{reasons.map(say).join(' · ')}</span>
          <div className="ui-row">
            <Button
              icon="heart"
              busy={send.isPending}
              onClick={() => send.mutate({ params: { wantId: want.id }, body: { resourceId: resource.id } })}
            >
              {w.offer(resource.name)}
            </Button>
          </div>
        </div>
      ))}
      <ErrorNote error={send.error} />
    </Card>
  )
}

function Things({ of }: { of: Shop }) {
  const w = useWords(words)
  return (
    <Card flush title={w.things}>
      {of.resources.length === 0 && <p className="sp-line ui-muted">{w.noThings}</p>}
      {of.resources.map((one) => (
        <Thing key={one.id} of={one} />
      ))}
    </Card>
  )
}

function Thing({ of }: { of: ResourceRow }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  const say = useSay()
  const change = useCommand(changeResource, { changes: [shop], onDone: () => toast(w.stepDone, 'check') })
  // It rests with who shares it.
  const shown = of.resting && of.state === 'live' ? 'paused' : of.state
  const to = (state: ResourceRow['state']) => change.mutate({ params: { resourceId: of.id }, body: { state } })
  return (
    <div className="sp-line">
      <div className="sp-head">
        <strong>
          <Go to={`/shares/${of.id}`}>{of.name}</Go>
        </strong>
        <StatusWord words={b.resourceState[shown]} tone={resourceTone[shown]} />
      </div>
      <span className="ui-muted">
        {say(kinds[of.kind].name)} · {w.capacity(of.capacity)}
      </span>
      <ErrorNote error={change.error} />
      <div className="ui-row">
        {of.state === 'live' ? (
          <Button look="quiet" icon="pause" busy={change.isPending} onClick={() => to('paused')}>
            {w.pause}
          </Button>
        ) : (
          <>
            <Button icon="refresh" busy={change.isPending} onClick={() => to('live')}>
              {w.resume}
            </Button>
            <Button look="quiet" busy={change.isPending} onClick={() => to('ended')}>
              {w.end}
            </Button>
          </>
        )}
      </div>
    </div>
  )
}

function Thanks({ thanks }: { thanks: readonly ThanksRow[] }) {
  const w = useWords(words)
  const settle = useCommand(settleThanks, { changes: [shop] })
  if (thanks.length === 0) return null
  const answer = (one: ThanksRow, step: 'agree' | 'decline') =>
    settle.mutate({ params: { thanksId: one.id }, body: { step } })
  return (
    <Card flush title={w.thanks}>
      <ErrorNote error={settle.error} />
      {thanks.map((one) => (
        <div key={one.id} className="sp-line">
          <p className="sp-text">{one.words}</p>
          {one.giverAgrees && one.sharerAgrees === null ? (
            <div className="ui-row">
              <Button icon="check" busy={settle.isPending} onClick={() => answer(one, 'agree')}>
                {w.agree}
              </Button>
              <Button look="quiet" busy={settle.isPending} onClick={() => answer(one, 'decline')}>
                {w.keepToMe}
              </Button>
            </div>
          ) : (
            <span className="ui-muted ui-small">
              {!one.giverAgrees || !one.sharerAgrees || one.state === 'hidden'
                ? w.onlyMine
                : one.state === 'shown'
                  ? w.onWall
                  : w.waitsForReview}
            </span>
          )}
        </div>
      ))}
    </Card>
  )
}
