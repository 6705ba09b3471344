import './rounds-pocket.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam, useUrlState } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card, ListRow, Sheet } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { atPoint, type FindingRow, type MyRound, type PointDoor } from '../contract.ts'
import { kinds } from '../kinds.ts'
import { safetyBook } from '../web/words.ts'
import { CheckForm } from './check-form.tsx'
import { HazardCard } from './hazard-card.tsx'
import { RecheckForm } from './recheck-form.tsx'
import { useMyRounds, useStops } from './use-my-rounds.ts'
import { words } from './words.ts'

const noonOf = (day: string): string => `${day}T04:00:00Z`

/** `/sp/$code`, the address at the point: the check for who walks its round, what it is and a report for everybody else. */
export default function CodePage() {
  const code = useParam('code').toUpperCase()
  const { data: mine, walks } = useMyRounds()
  const [on, setOn] = useState<OnRoundProps | null>(null)
  const round = mine?.rounds.find(({ stops }) => stops.some((stop) => stop.code === code && stop.outcome === null))
  // It stays the check of this point while what was saved is read again.
  if (round && mine && on?.code !== code) setOn({ code, round, lists: mine.checklists })
  if (on?.code === code) return <OnRound key={code} {...on} />
  return <AtPoint code={code} waiting={walks && !mine} />
}

interface OnRoundProps {
  readonly code: string
  readonly round: MyRound
  readonly lists: readonly Parameters<typeof CheckForm>[0]['list'][]
}

/** The point of a round that is on. */
function OnRound({ code, round, lists }: OnRoundProps) {
  const w = useWords(words)
  const nameOf = useNames()
  const [{ how }] = useUrlState(['how'])
  const stop = useStops(round).find((one) => one.code === code)
  const [held] = useState({ stop, list: lists.find((one) => one.code === stop?.checklist) })
  if (!held.stop || !held.list) return null
  return (
    <>
      <AppBar title={held.stop.name} back="/rounds" />
      <Screen>
        <p className="ui-muted">
          {round.route.name} · {nameOf(held.stop.place)}
        </p>
        {held.stop.queued ? (
          <Remark icon="queue" title={w.queuedTitle}>
            {w.queuedLead}
          </Remark>
        ) : (
          <CheckForm round={round} stop={held.stop} list={held.list} how={how === 'typed' ? 'typed' : 'scan'} />
        )}
      </Screen>
    </>
  )
}

function AtPoint({ code, waiting }: { code: string; waiting: boolean }) {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(atPoint, { params: { code } })
  const gone = error?.code === 'not_found' || error?.code === 'invalid'
  return (
    <>
      <AppBar title={data?.name ?? w.point} back="/" />
      <Screen>
        {(waiting || (!data && !error)) && <p className="ui-muted">{ui.loading}</p>}
        {gone && (
          <EmptyState icon="qr" title={w.notFound}>
            {w.notFoundText}
            <Button to="/report">{w.toReport}</Button>
          </EmptyState>
        )}
        {!data && !gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && !waiting && <Whole of={data} />}
      </Screen>
    </>
  )
}

function Whole({ of }: { of: PointDoor }) {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const say = useSay()
  const nameOf = useNames()
  const format = useFormat()
  const where = of.place.id === of.compound.id ? nameOf(of.compound) : `${nameOf(of.compound)} ${nameOf(of.place)}`
  return (
    <>
      {of.toOn && <Remark icon="pause" title={w.out(format.day(noonOf(of.toOn)))} />}
      <Card>
        <p>
          <strong>{say(kinds[of.kind].name)}</strong>
          <br />
          {where}
        </p>
        <p className="ui-muted">
          {of.lastCheckedOn ? w.last(format.day(noonOf(of.lastCheckedOn))) : w.never}
          {of.rhythm && ` · ${w.rhythm[of.rhythm]}`}
        </p>
      </Card>
      {of.hazards.length > 0 && (
        <Card title={w.hazards}>
          {of.hazards.map(({ level, state, foundOn }, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they have no id for strangers
            <p key={n}>
              {w.since(format.shortDay(noonOf(foundOn)))} · {b.level[level]} ·{' '}
              <StatusWord words={b.state[state]} tone="active" />
            </p>
          ))}
        </Card>
      )}
      {of.rechecks.length > 0 && <Rechecks of={of.rechecks} />}
      {!of.toOn && <HazardCard of={of} />}
    </>
  )
}

function Rechecks({ of }: { of: readonly FindingRow[] }) {
  const w = useWords(words)
  const [at, setAt] = useState<FindingRow | null>(null)
  return (
    <>
      <Card flush title={w.rechecks}>
        {of.map((row) => (
          <ListRow
            key={row.id}
            icon="eye"
            title={row.matter.seen ? row.matter.title : row.matter.number}
            onClick={() => setAt(row)}
          />
        ))}
      </Card>
      <Sheet open={at !== null} title={w.recheck} onClose={() => setAt(null)}>
        {at && <RecheckForm key={at.id} of={at} onDone={() => setAt(null)} />}
      </Sheet>
      <BigButton look="plain" to="/rounds">
        {w.rounds}
      </BigButton>
    </>
  )
}
