import './stations-pocket.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useMe, useNames } from '../../matters/pocket/public.ts'
import { type DoorView, stationAt } from '../contract.ts'
import { kinds } from '../kinds.ts'
import { noonOf, useOpenWords } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { Wall } from './wall.tsx'
import { words } from './words.ts'

/** `/s/$code`, the address at the door: open now? until when, what is there, who keeps it. */
export default function StationPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const code = useParam('code')
  const { data, error, refetch } = useEndpoint(stationAt, { params: { code } })
  const gone = error?.code === 'not_found'
  return (
    <>
      <AppBar title={data?.name ?? w.station} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {gone && (
          <EmptyState icon="home" title={w.stationGone}>
            {w.stationGoneText}
          </EmptyState>
        )}
        {!data && !gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && <Whole of={data} />}
      </Screen>
    </>
  )
}

function Whole({ of }: { of: DoorView }) {
  const w = useWords(words)
  const nameOf = useNames()
  const openWords = useOpenWords()
  return (
    <>
      <Card>
        <div className="ui-stack">
          <p className="sp-next">
            <strong>{of.toOn ? w.stationClosed : openWords(of.open)}</strong>
          </p>
          {of.intro && <p className="sp-text">{of.intro}</p>}
          <p className="ui-muted">
            {nameOf(of.place)} · {w.keptBy(nameOf(of.keeper))}
          </p>
        </div>
      </Card>
      {of.services.length > 0 && (
        <Card title={w.services}>
          <ul className="sp-tags">
            {of.services.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Card>
      )}
      <Things of={of} />
      <Hours of={of} />
      {of.thanks.length > 0 && <Wall thanks={of.thanks} />}
    </>
  )
}

function Things({ of }: { of: DoorView }) {
  const w = useWords(words)
  const say = useSay()
  const me = useMe()
  const openWords = useOpenWords()
  if (of.resources.length === 0) return <Remark icon="info">{w.noThingsHere}</Remark>
  return (
    <>
      <Card flush title={w.canBook}>
        {of.resources.map((one) => (
          <ListRow
            key={one.id}
            title={one.name}
            note={[say(kinds[one.kind].name), one.sharer.name, openWords(one.open)].join(' · ')}
            to={`/shares/${one.id}`}
          />
        ))}
      </Card>
      <Button look="quiet" to="/share">
        {me ? w.seeAll : w.signInToBook}
      </Button>
    </>
  )
}

function Hours({ of }: { of: DoorView }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  const format = useFormat()
  const days = [0, 1, 2, 3, 4, 5, 6] as const
  const said = (ranges: readonly { readonly from: string; readonly to: string }[]) =>
    ranges.length === 0 ? b.rest : ranges.map(({ from, to }) => `${from}–${to}`).join(' ')
  return (
    <Card title={w.hours}>
      <dl className="sp-hours">
        {days.map((day) => (
          <div key={day} style={{ display: 'contents' }}>
            <dt>{b.weekday[day]}</dt>
            <dd>{said(of.hours.days[day] ?? [])}</dd>
          </div>
        ))}
        {of.hours.exceptions.map((one) => (
          <div key={`${one.fromOn} ${one.words}`} style={{ display: 'contents' }}>
            <dt>{b.days(format.shortDay(noonOf(one.fromOn)), format.shortDay(noonOf(one.toOn)))}</dt>
            <dd>{[said(one.ranges), one.words].filter(Boolean).join(' · ')}</dd>
          </div>
        ))}
      </dl>
      {of.hours.restsOnHolidays && <p className="ui-muted ui-small">{b.holidays}</p>}
    </Card>
  )
}
