import './ideas.css'
import { lazy, Suspense, useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useNavigation } from '../../../ui/navigation.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { atCall, getCall, ideasOfCall, type PublicCall } from '../contract.ts'
import { ideaBook } from '../idea-words.ts'
import { callTones, yuanOf } from '../web/show.ts'
import { IdeaList } from './parts.tsx'
import { words } from './words.ts'

/** The map is large and only loaded when somebody wants it. */
const IdeaMap = lazy(() => import('../web/idea-map.tsx'))

/** `/i/:code`: a call for ideas as the QR code on its poster opens it; `/ideas/:callId/call`, where a notice of it leads. */
export default function CallPage() {
  const { code, callId } = useNavigation().params
  return code ? <ByCode code={code} /> : <ById callId={(callId ?? '') as PublicCall['id']} />
}

/** Staff alone are told of a call by its id. */
function ById({ callId }: { callId: PublicCall['id'] }) {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(getCall, { params: { callId } })
  if (data) return <ByCode code={data.code} />
  return (
    <>
      <AppBar title={w.title} back="/ideas" />
      <Screen>
        <ErrorNote error={error} onRetry={() => void refetch()} />
      </Screen>
    </>
  )
}

function ByCode({ code }: { code: string }) {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(atCall, { params: { code } })
  const gone = error?.code === 'not_found'
  return (
    <>
      <AppBar title={data?.title ?? w.title} back="/ideas" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {gone && (
          <EmptyState icon="message" title={w.notFound}>
            {w.notFoundText}
          </EmptyState>
        )}
        {!data && !gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && (
          <>
            <Head of={data} />
            <Giving of={data} />
            <Ideas of={data} />
          </>
        )}
      </Screen>
    </>
  )
}

function Head({ of }: { of: PublicCall }) {
  const w = useWords(words)
  const book = useWords(ideaBook)
  const format = useFormat()
  const nameOf = useNames()
  return (
    <Card>
      <div className="ui-stack">
        <div className="ip-marks">
          <span className="ip-theme">{book.theme[of.theme]}</span>
          <StatusWord words={book.callState[of.state]} tone={callTones[of.state]} />
        </div>
        {of.words && <p className="ip-text">{of.words}</p>}
        <div className="ui-muted ui-small">
          <p>
            {nameOf(of.place)} · {w.days(format.shortDay(of.fromOn), format.shortDay(of.untilOn))}
          </p>
          {of.budgetHintFen !== null && <p>{w.hint(yuanOf(of.budgetHintFen))}</p>}
          <p>
            {of.moderation === 'before' ? w.before : w.after} {of.mayBeAnonymous && w.mayHide}
          </p>
          <p>{w.by(nameOf(of.office))}</p>
        </div>
      </div>
    </Card>
  )
}

function Giving({ of }: { of: PublicCall }) {
  const w = useWords(words)
  const say = useSay()
  if (of.state === 'cancelled') return <Remark icon="cross" title={w.cancelled(of.cancelledWhy ?? '')} />
  return (
    <>
      {of.noGiving ? (
        <Remark icon="clock" title={say(of.noGiving)} />
      ) : (
        <BigButton icon="plus" look="main" to={`/i/${of.code}/new`}>
          {w.give}
        </BigButton>
      )}
      {!of.noGiving && of.typesForms && (
        <Button tall wide icon="file" to={`/i/${of.code}/new?paper=1`}>
          {w.typeIn}
        </Button>
      )}
    </>
  )
}

type Sort = 'newest' | 'endorsed' | 'near'
const pageSize = 20

function Ideas({ of }: { of: PublicCall }) {
  const w = useWords(words)
  const [sort, setSort] = useState<Sort>('newest')
  const [here, setHere] = useState<{ lng: number; lat: number } | null>(null)
  const [nowhere, setNowhere] = useState(false)
  const [limit, setLimit] = useState(pageSize)
  const [map, setMap] = useState(false)
  const query = { sort, limit: map ? 200 : limit, ...(sort === 'near' && here ? here : {}) }
  const { data, error, refetch } = useEndpoint(ideasOfCall, { params: { code: of.code }, query })
  const choose = (next: Sort) => {
    setSort(next)
    setNowhere(false)
    if (next !== 'near' || here) return
    const failed = () => {
      setNowhere(true)
      setSort('newest')
    }
    if (!navigator.geolocation) return failed()
    // Asked once, used for this order alone, kept nowhere.
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setHere({ lng: coords.longitude, lat: coords.latitude }),
      failed,
      { maximumAge: 300_000, timeout: 10_000 },
    )
  }
  const sorts = (['newest', 'endorsed', 'near'] as const).map((value) => ({ value, label: w.sort[value] }))
  return (
    <>
      <p className="ui-muted">{w.counts(of.figures.ideas, of.figures.endorsements)}</p>
      <fieldset className="ip-ways" aria-label={w.sortLabel}>
        <Pills value={sort} onChange={choose} options={sorts} />
        <Button look="quiet" icon={map ? 'list' : 'map'} onClick={() => setMap(!map)}>
          {map ? w.asList : w.asMap}
        </Button>
      </fieldset>
      {nowhere && <p className="ui-muted ui-small">{w.noWhere}</p>}
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.total === 0 && <EmptyState icon="message" title={w.none} />}
      {data && map && (
        <Suspense fallback={null}>
          <IdeaMap rows={data.rows} placeId={of.place.id} label={w.mapLabel} />
        </Suspense>
      )}
      {data && data.total > 0 && !map && <IdeaList rows={data.rows} />}
      {data && !map && data.rows.length < data.total && (
        <Button tall wide onClick={() => setLimit(Math.min(200, limit + pageSize * 2))}>
          {w.more}
        </Button>
      )}
    </>
  )
}
