import './facilities-pocket.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useKept } from '../../../kernel/web/kept.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { KeptNote, useNames } from '../../matters/pocket/public.ts'
import { myRound, type RoundRow } from '../contract.ts'
import { kinds } from '../kinds.ts'
import { noonOf, toneOf } from '../web/show.ts'
import { facilityBook } from '../web/words.ts'
import { words } from './words.ts'

type Spot = { readonly lng: number; readonly lat: number }

/** `/facilities`: what I keep and what falls due, the next one first. */
export default function FacilitiesPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const [spot, setSpot] = useState<Spot | null>(null)
  const [noSpot, setNoSpot] = useState(false)
  const reading = useEndpoint(myRound, { query: spot ?? {} })
  const { data, keptAt } = useKept<typeof myRound>('facilities-round', reading)
  // Asked only when the button is pressed.
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setSpot({ lng: coords.longitude, lat: coords.latitude }),
      () => setNoSpot(true),
      { maximumAge: 60_000, timeout: 8000 },
    )
  return (
    <>
      <AppBar title={w.round} />
      <Screen>
        <KeptNote at={keptAt} />
        {!data && !reading.error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={reading.error} onRetry={() => void reading.refetch()} />}
        {data && <Round rows={data.rows} kept={data.kept} />}
        {noSpot && <Remark icon="pin">{w.noPosition}</Remark>}
        {data && data.rows.length > 1 && !spot && (
          <div>
            <Button look="quiet" icon="target" onClick={locate}>
              {w.nearest}
            </Button>
            <p className="ui-muted ui-small">{w.nearestNote}</p>
          </div>
        )}
      </Screen>
    </>
  )
}

function Round({ rows, kept }: { rows: readonly RoundRow[]; kept: number }) {
  const w = useWords(words)
  const [first, ...rest] = rows
  if (kept === 0)
    return (
      <EmptyState icon="tools" title={w.nothingKept}>
        {w.nothingKeptText}
      </EmptyState>
    )
  if (!first)
    return (
      <EmptyState icon="check" title={w.allDone}>
        {w.roundLead(kept)} {w.allDoneText}
      </EmptyState>
    )
  return (
    <>
      <First of={first} />
      {rest.length > 0 && (
        <Card flush title={w.rest}>
          {rest.map((row) => (
            <Line key={row.id} of={row} />
          ))}
        </Card>
      )}
    </>
  )
}

function useWhere() {
  const w = useWords(words)
  const nameOf = useNames()
  const format = useFormat()
  return (of: RoundRow) => {
    const day = of.nextDueOn ? format.shortDay(noonOf(of.nextDueOn)) : ''
    const place = of.place.id === of.compound.id ? nameOf(of.compound) : `${nameOf(of.compound)} ${nameOf(of.place)}`
    const when = of.mark === 'overdue' ? w.overdue(day) : w.due(day)
    return [place, when, of.metres === null ? '' : w.metres(of.metres)].filter(Boolean).join(' · ')
  }
}

function First({ of }: { of: RoundRow }) {
  const w = useWords(words)
  const b = useWords(facilityBook)
  const say = useSay()
  const where = useWhere()
  return (
    <Card>
      <p className="ui-muted ui-small">{w.next}</p>
      <h2 className="fp-next">{of.name}</h2>
      <p>{where(of)}</p>
      <p className="ui-muted">
        {say(kinds[of.kind].name)} <StatusWord words={b.mark[of.mark]} tone={toneOf[of.mark]} />
      </p>
      <BigButton look="main" icon="check" to={`/f/${of.code}`}>
        {w.start}
      </BigButton>
    </Card>
  )
}

function Line({ of }: { of: RoundRow }) {
  const b = useWords(facilityBook)
  const where = useWhere()
  return (
    <ListRow
      icon="tools"
      title={of.name}
      note={where(of)}
      mark={<StatusWord words={b.mark[of.mark]} tone={toneOf[of.mark]} />}
      to={`/f/${of.code}`}
    />
  )
}
