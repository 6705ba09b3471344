import './stations-pocket.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { TextInput, Tick } from '../../../ui/pocket/inputs.tsx'
import { Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { browse, type Mine, mine, type NearRow } from '../contract.ts'
import { type KindCode, kindCodes, kinds } from '../kinds.ts'
import { useOpenWords } from '../web/show.ts'
import { CalendarCard } from './calendar-card.tsx'
import { MyBookings } from './my-bookings.tsx'
import { MyWaits } from './my-waits.tsx'
import { MyWants } from './my-wants.tsx'
import { WantButton } from './want-sheet.tsx'
import { words } from './words.ts'

type Spot = { readonly lng: number; readonly lat: number }
const pageSize = 30

/** `/share`: what I booked and want, and what neighbours share, nearest first. */
export default function SharePage() {
  const w = useWords(words)
  const own = useEndpoint(mine)
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        <ErrorNote error={own.error} onRetry={() => void own.refetch()} />
        {own.data && <Own of={own.data} />}
        <Browse />
        {own.data && own.data.bookings.length > 0 && <CalendarCard />}
      </Screen>
    </>
  )
}

function Own({ of }: { of: Mine }) {
  const w = useWords(words)
  return (
    <>
      <MyWaits waits={of.waits} />
      <MyBookings bookings={of.bookings} />
      <MyWants wants={of.wants} />
      <div className="ui-row">
        <WantButton home={of.home} />
        <Button icon="heart" to="/shop">
          {of.shares ? w.toShop : w.toShare}
        </Button>
      </div>
    </>
  )
}

function Browse() {
  const w = useWords(words)
  const ui = useUiWords()
  const say = useSay()
  const [q, setQ] = useState('')
  const [kind, setKind] = useState<KindCode | 'all'>('all')
  const [openNow, setOpenNow] = useState(false)
  const [spot, setSpot] = useState<Spot | null>(null)
  const [noSpot, setNoSpot] = useState(false)
  const [limit, setLimit] = useState(pageSize)
  const part = q.trim()
  const { data, error, refetch } = useEndpoint(browse, {
    query: {
      ...{ limit: Math.min(limit, 200), ...(spot ?? {}) },
      ...(part ? { q: part } : {}),
      ...(kind === 'all' ? {} : { kind }),
      ...(openNow ? { openNow } : {}),
    },
  })
  // Asked only when the button is pressed.
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setSpot({ lng: coords.longitude, lat: coords.latitude }),
      () => setNoSpot(true),
      { maximumAge: 60_000, timeout: 8000 },
    )
  return (
    <>
      <Card>
        <div className="ui-stack">
          <p className="ui-muted">{w.lead}</p>
          <Field label={w.search}>
            {(control) => <TextInput control={control} type="search" value={q} onChange={setQ} maxLength={60} />}
          </Field>
          <Field label={w.wantKind} group>
            <Pills
              value={kind}
              onChange={setKind}
              options={[
                { value: 'all' as const, label: w.all },
                ...kindCodes.map((code) => ({ value: code, label: say(kinds[code].name) })),
              ]}
            />
          </Field>
          <Tick checked={openNow} onChange={setOpenNow}>
            {w.openNow}
          </Tick>
        </div>
      </Card>
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {noSpot && <Remark icon="pin">{w.noPosition}</Remark>}
      {data && data.total === 0 && (
        <EmptyState icon="search" title={w.none}>
          {w.noneText}
        </EmptyState>
      )}
      {data && data.total > 0 && (
        <Card flush title={w.found(data.total)}>
          {data.rows.map((row) => (
            <Line key={row.id} of={row} />
          ))}
        </Card>
      )}
      {data && data.total > data.rows.length && limit < 200 && (
        <Button look="quiet" onClick={() => setLimit(limit + pageSize)}>
          {w.more}
        </Button>
      )}
      {data && data.total > 1 && !spot && (
        <div>
          <Button look="quiet" icon="target" onClick={locate}>
            {w.nearMe}
          </Button>
          <p className="ui-muted ui-small">{w.nearNote}</p>
        </div>
      )}
    </>
  )
}

function Line({ of }: { of: NearRow }) {
  const w = useWords(words)
  const say = useSay()
  const openWords = useOpenWords()
  const note = [
    say(kinds[of.kind].name),
    of.sharer.name,
    of.metres === null ? '' : w.metres(of.metres),
    openWords(of.open),
  ]
  return (
    <ListRow icon={iconOf[of.kind]} title={of.name} note={note.filter(Boolean).join(' · ')} to={`/shares/${of.id}`} />
  )
}

const iconOf = {
  room: 'building',
  space: 'grid',
  tool: 'tools',
  goods: 'inbox',
  skill: 'person',
  discount: 'star',
} as const
