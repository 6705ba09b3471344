import './rounds-pocket.css'
import { useState } from 'react'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useNavigation } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { TextArea, TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card, ListRow, Sheet } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { KeptNote, useNames } from '../../matters/pocket/public.ts'
import type { FindingRow, MyRound } from '../contract.ts'
import { safetyBook } from '../web/words.ts'
import { useQueuedChecks } from './queued.ts'
import { RecheckForm } from './recheck-form.tsx'
import { useCheck } from './use-check.ts'
import { type StopStanding, useMyRounds, useStops } from './use-my-rounds.ts'
import { words } from './words.ts'

const noonOf = (day: string): string => `${day}T04:00:00Z`

/** `/rounds`: the rounds that are on, the next point first; hazards to look at again; doors to knock at. */
export default function RoundsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const format = useFormat()
  const { data, keptAt, reading } = useMyRounds()
  const refused = useQueuedChecks().some(({ item }) => item.state === 'refused')
  const empty = data && data.rounds.length + data.rechecks.length + data.campaigns.length === 0
  return (
    <>
      <AppBar title={w.rounds} />
      <Screen>
        <KeptNote at={keptAt} />
        {refused && (
          <Remark icon="warning" title={w.refused}>
            <Button to="/queued">{w.toQueue}</Button>
          </Remark>
        )}
        {!data && !reading.error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={reading.error} onRetry={() => void reading.refetch()} />}
        {empty && (
          <EmptyState icon="check" title={w.nothing}>
            {w.nothingText}
          </EmptyState>
        )}
        {data?.rounds.map((round) => (
          <Round key={round.id} of={round} />
        ))}
        {data && data.rechecks.length > 0 && <Rechecks of={data.rechecks} />}
        {data && data.campaigns.length > 0 && (
          <Card flush title={w.campaigns}>
            {data.campaigns.map(({ id, title, toOn }) => (
              <ListRow
                key={id}
                icon="people"
                title={title}
                note={w.campaignUntil(format.shortDay(noonOf(toOn)))}
                to={`/campaigns/${id}/doors`}
              />
            ))}
          </Card>
        )}
      </Screen>
    </>
  )
}

function Round({ of }: { of: MyRound }) {
  const w = useWords(words)
  const format = useFormat()
  const stops = useStops(of)
  const [at, setAt] = useState<StopStanding | null>(null)
  const left = stops.filter(({ outcome, queued }) => outcome === null && !queued)
  const over = stops.filter(({ outcome, queued }) => outcome !== null || queued)
  const [first, ...rest] = left
  const due = format.moment(of.dueAt)
  return (
    <>
      <Card title={of.route.name}>
        <p>
          {w.progress(over.length, stops.length)}
          {first && ` · ${of.mark === 'overdue' ? w.overdue(due) : w.due(due)}`}
        </p>
        {first ? <First of={first} onOpen={() => setAt(first)} /> : <p>{w.done}</p>}
      </Card>
      <Stops title={w.rest} of={rest} onOpen={setAt} />
      <Stops title={w.finished} of={over} />
      <Sheet open={at !== null} title={at?.name ?? w.point} onClose={() => setAt(null)}>
        {at && <There key={at.id} of={at} round={of} onDone={() => setAt(null)} />}
      </Sheet>
    </>
  )
}

function First({ of, onOpen }: { of: StopStanding; onOpen: () => void }) {
  const w = useWords(words)
  const nameOf = useNames()
  return (
    <div className="ui-stack">
      <div>
        <p className="ui-muted ui-small">{w.next}</p>
        <h2 className="rp-next">{of.name}</h2>
        <p className="ui-muted">{nameOf(of.place)}</p>
      </div>
      <Remark icon="qr" title={w.goThere} />
      <BigButton look="plain" onClick={onOpen}>
        {w.typed}
      </BigButton>
    </div>
  )
}

function Stops({
  title,
  of,
  onOpen,
}: {
  title: string
  of: readonly StopStanding[]
  onOpen?: (stop: StopStanding) => void
}) {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const nameOf = useNames()
  if (of.length === 0) return null
  return (
    <Card flush title={title}>
      {of.map((stop) => (
        <ListRow
          key={stop.id}
          icon="pin"
          title={stop.name}
          note={nameOf(stop.place)}
          {...(onOpen ? { onClick: () => onOpen(stop) } : {})}
          mark={
            stop.queued ? (
              <StatusWord words={w.queued} />
            ) : (
              stop.outcome && (
                <StatusWord
                  words={b.outcome[stop.outcome]}
                  tone={stop.outcome === 'found' ? 'stopped' : stop.outcome === 'fine' ? 'done' : 'plain'}
                />
              )
            )
          }
        />
      ))}
    </Card>
  )
}

const plain = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase()

/** At a point whose code cannot be scanned: its letters are typed, or it is skipped with a reason. */
function There({ of, round, onDone }: { of: StopStanding; round: MyRound; onDone: () => void }) {
  const w = useWords(words)
  const { go } = useNavigation()
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const [why, setWhy] = useState('')
  const check = useCheck(round.id, w.skipLabel(of.name))
  const right = plain(code) === of.code
  const open = () => (right ? go(`/sp/${of.code}?how=typed`) : setTried(true))
  if (check.outcome) {
    return (
      <div className="ui-stack" role="status">
        <p>{check.outcome === 'queued' ? w.queuedTitle : w.saved}</p>
        <BigButton onClick={onDone}>{w.backToRounds}</BigButton>
      </div>
    )
  }
  return (
    <div className="ui-stack">
      <Field label={w.typed} error={tried && !right ? w.wrongCode : undefined}>
        {(control) => <TextInput control={control} value={code} onChange={setCode} maxLength={20} autoComplete="off" />}
      </Field>
      <BigButton disabled={code.trim() === ''} onClick={open}>
        {w.open}
      </BigButton>
      <Field label={w.skipWhy}>
        {(control) => (
          <TextArea
            control={control}
            rows={2}
            value={why}
            onChange={setWhy}
            placeholder={w.skipExample}
            maxLength={300}
          />
        )}
      </Field>
      <ErrorNote error={check.error} />
      <BigButton
        look="plain"
        busy={check.busy}
        disabled={why.trim() === ''}
        onClick={() => void check.send({ pointId: of.id, skippedWhy: why.trim() })}
      >
        {w.skipSave}
      </BigButton>
    </div>
  )
}

function Rechecks({ of }: { of: readonly FindingRow[] }) {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const nameOf = useNames()
  const [at, setAt] = useState<FindingRow | null>(null)
  return (
    <>
      <Card flush title={w.rechecks}>
        {of.map((row) => (
          <ListRow
            key={row.id}
            icon="eye"
            title={row.point.name}
            note={`${nameOf(row.compound)} · ${row.matter.seen ? row.matter.title : row.matter.number}`}
            mark={<StatusWord words={b.level[row.level]} tone={row.level === 'major' ? 'stopped' : 'plain'} />}
            onClick={() => setAt(row)}
          />
        ))}
      </Card>
      <Sheet open={at !== null} title={at?.point.name ?? w.recheck} onClose={() => setAt(null)}>
        {at && <RecheckForm key={at.id} of={at} onDone={() => setAt(null)} />}
      </Sheet>
    </>
  )
}
