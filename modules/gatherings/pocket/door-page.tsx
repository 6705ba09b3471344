import './pocket.css'
import './attendance.css'
import { urlOf } from '../../../kernel/web/client.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useNavigation } from '../../../ui/navigation.tsx'
import { PhotoStrip } from '../../../ui/photo-strip.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { readFile } from '../../files/contract.ts'
import { StateWord, useNames } from '../../matters/pocket/public.ts'
import { atDoor, type DoorView, gatheringCalendar } from '../contract.ts'
import { traits } from '../gathering.ts'
import { gatheringWords } from '../gathering-words.ts'
import { LeaderCard } from './attendance-parts.tsx'
import { CheckInCard } from './check-in-card.tsx'
import { MyPart } from './my-part.tsx'
import { SignUpCard } from './sign-up-card.tsx'
import { words } from './words.ts'

/** `/g/:code` from the poster, and `/gatherings/:gatheringId` from a notice. */
export default function DoorPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { params } = useNavigation()
  const code = params.code ?? params.gatheringId ?? ''
  const { data, error, refetch } = useEndpoint(atDoor, { params: { code } })
  const gone = error?.code === 'not_found'
  return (
    <>
      <AppBar title={data?.title ?? w.title} back="/gatherings" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {gone && (
          <EmptyState icon="calendar" title={w.notFound}>
            {w.notFoundText}
          </EmptyState>
        )}
        {!data && !gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && (
          <>
            <Head of={data} />
            {data.state === 'cancelled' ? (
              <Remark icon="cross" title={w.cancelled(data.cancelledWhy ?? '')} />
            ) : (
              <>
                <LeaderCard of={data} />
                <CheckInCard of={data} />
                <MyPart of={data} />
                <SignUpCard of={data} />
              </>
            )}
            <About of={data} />
          </>
        )}
      </Screen>
    </>
  )
}

function Head({ of }: { of: DoorView }) {
  const w = useWords(words)
  const g = useWords(gatheringWords)
  const say = useSay()
  const format = useFormat()
  const nameOf = useNames()
  const { placesLeft } = of
  return (
    <Card>
      <div className="gp-head">
        <div className="gp-marks">
          <span className="gp-kind">{say(traits[of.kind].name)}</span>
          <StatusWord words={g.state[of.state]} />
        </div>
        <strong>
          {format.day(of.startsAt)} {format.time(of.startsAt)}–{format.time(of.endsAt)}
        </strong>
        <span>{[nameOf(of.place), of.venue].filter(Boolean).join(' · ')}</span>
        <span className="ui-muted ui-small">{w.by(nameOf(of.organiser))}</span>
        {of.state === 'announced' && placesLeft !== null && (
          <span className="ui-muted ui-small">{placesLeft > 0 ? w.places(placesLeft) : w.full}</span>
        )}
        {of.state === 'announced' && of.signUpUntil && (
          <span className="ui-muted ui-small">{w.until(format.moment(of.signUpUntil))}</span>
        )}
        <div>
          <Button
            look="quiet"
            icon="calendar"
            to={`${location.origin}${urlOf(gatheringCalendar, { params: { code: of.code } })}`}
          >
            {w.toCalendar}
          </Button>
        </div>
      </div>
    </Card>
  )
}

function About({ of }: { of: DoorView }) {
  const w = useWords(words)
  const address = (fileId: string, size: 'thumb' | 'full') => urlOf(readFile, { params: { fileId }, query: { size } })
  return (
    <>
      {of.thanks && (
        <Card title={w.thanks}>
          <p className="gp-text">{of.thanks}</p>
        </Card>
      )}
      <Decided title={w.before} decisions={of.decidedBefore} />
      <Decided title={w.decided} decisions={of.decided} />
      {of.topics && (
        <Card title={w.about}>
          <p className="gp-text">{of.topics}</p>
        </Card>
      )}
      {of.agenda.length > 0 && (
        <Card title={w.agenda}>
          <ol className="gp-agenda">
            {of.agenda.map(({ id, title, said }) => (
              <li key={id}>
                {title}
                {said && <p className="gp-text gp-said">{said}</p>}
              </li>
            ))}
          </ol>
        </Card>
      )}
      {of.materialIds.length > 0 && (
        <Card title={w.materials}>
          <PhotoStrip
            label={w.materials}
            photos={of.materialIds.map((id) => ({ id, thumb: address(id, 'thumb'), full: address(id, 'full') }))}
          />
        </Card>
      )}
    </>
  )
}

/** What was settled and how far it is; who took part follows it without asking. */
function Decided({ title, decisions }: { title: string; decisions: DoorView['decided'] }) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNames()
  if (decisions.length === 0) return null
  return (
    <Card flush title={title}>
      {decisions.map((one) => (
        <ListRow
          key={one.id}
          title={one.words}
          note={[one.holder && nameOf(one.holder), w.due(format.shortDay(one.dueOn))].filter(Boolean).join(' · ')}
          mark={
            <>
              {one.heard && <StatusWord words={w.heard} tone="done" />}
              <StateWord state={one.state} />
            </>
          }
        />
      ))}
    </Card>
  )
}
