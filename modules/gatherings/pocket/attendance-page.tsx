import './pocket.css'
import './attendance.css'
import { useState } from 'react'
import type { Id } from '../../../kernel/contract/ids.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useNavigation, useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card, Sheet } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { KeptNote } from '../../matters/pocket/public.ts'
import { gatheringWords } from '../gathering-words.ts'
import { type AttendanceView, checkAttendance } from '../leader/contract.ts'
import type { Line, Lines } from './attendance-lines.ts'
import { CloseCard, DoorCode, FeedbackCard, PhotosCard } from './attendance-parts.tsx'
import { attendanceWords as words } from './attendance-words.ts'
import { useAttendance, useSending } from './use-attendance.ts'

/** `/gatherings/$gatheringId/attendance`: the list of who comes, for the leader on the spot; works without a network. */
export default function AttendancePage() {
  const w = useWords(words)
  const ui = useUiWords()
  const id = useParam('gatheringId') as Id<'gathering'>
  const { reading, data, keptAt, lines } = useAttendance(id)
  const gone = reading.error?.code === 'not_found'
  return (
    <>
      <AppBar title={data?.title ?? w.title} back={data ? `/g/${data.code}` : '/gatherings'} />
      <Screen>
        <KeptNote at={keptAt} />
        {!data && !reading.error && <p className="ui-muted">{ui.loading}</p>}
        {gone && (
          <EmptyState icon="people" title={w.notFound}>
            {w.notFoundText}
          </EmptyState>
        )}
        {!data && !gone && <ErrorNote error={reading.error} onRetry={() => void reading.refetch()} />}
        {data && lines && !gone && <Attendance of={data} lines={lines} />}
      </Screen>
    </>
  )
}

function Attendance({ of, lines }: { of: AttendanceView; lines: Lines }) {
  const w = useWords(words)
  const say = useSay()
  const over = of.state === 'held'
  return (
    <>
      {over && (
        <Remark icon="check" title={w.over(lines.there)}>
          {w.overText}
        </Remark>
      )}
      {of.after && (
        <Button look="main" tall wide to={of.after.path}>
          {say(of.after.words)}
        </Button>
      )}
      <List of={of} lines={lines} />
      <PhotosCard of={of} />
      {!over && <CloseCard of={of} there={lines.there} />}
      {!over && !of.noCheckIn && <DoorCode code={of.code} />}
      {(over || of.rating) && <FeedbackCard of={of} />}
    </>
  )
}

function List({ of, lines }: { of: AttendanceView; lines: Lines }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const { search, go, path } = useNavigation()
  const [asked, setAsked] = useState<Line | null>(null)
  const { send, error } = useSending(of.id)
  const check = (line: Pick<Line, 'name' | 'entryId' | 'personId'>) => {
    const who = line.entryId ? { entryId: line.entryId } : { personId: line.personId as never }
    const body = { ...who, tappedAt: new Date().toISOString() }
    void send({
      endpoint: checkAttendance,
      args: { params: { gatheringId: of.id }, body },
      label: w.labelCheck(line.name),
    })
  }
  const takeBack = ({ entryId, name }: Line) => {
    if (!entryId) return
    const body = { entryId, takeBack: true }
    void send({ endpoint: checkAttendance, args: { params: { gatheringId: of.id }, body }, label: w.labelBack(name) })
  }
  const scanned = search.entry
  const found = lines.entries.find(({ entryId }) => entryId === scanned)
  return (
    <>
      <Card title={w.there(lines.there, lines.entries.length)}>
        <p className="ui-muted">
          {format.moment(of.startsAt)} · {of.venue}
        </p>
        {of.noCheckIn ? <Remark icon="clock" title={say(of.noCheckIn)} /> : <p>{w.tap}</p>}
        <ErrorNote error={error} />
        {lines.entries.length === 0 && <p className="ui-muted">{w.nobody}</p>}
        <ul className="ga-list">
          {lines.entries.map((line) => (
            <li key={line.key}>
              <Row
                line={line}
                closed={of.noCheckIn !== null}
                onCheck={() => check(line)}
                onThere={() => setAsked(line)}
              />
            </li>
          ))}
        </ul>
      </Card>
      {lines.others.length > 0 && !of.noCheckIn && (
        <Card title={w.others}>
          <ul className="ga-list">
            {lines.others.map(({ personId, name }) => (
              <li key={personId}>
                <button
                  type="button"
                  className="ga-row"
                  aria-pressed={false}
                  onClick={() => check({ name, entryId: null, personId })}
                >
                  <span className="ga-mark" aria-hidden="true" />
                  <span className="ga-name">{name}</span>
                </button>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Sheet open={asked !== null} title={asked ? w.taken(asked.name) : ''} onClose={() => setAsked(null)}>
        {asked && (
          <BigButton
            look="plain"
            icon="undo"
            onClick={() => {
              takeBack(asked)
              setAsked(null)
            }}
          >
            {w.takeBack}
          </BigButton>
        )}
      </Sheet>
      <Sheet
        open={scanned !== undefined}
        title={found ? (found.thereAt ? w.taken(found.name) : found.name) : w.notListed}
        onClose={() => go(path, { replace: true })}
      >
        {!found && <p>{w.notListedText}</p>}
        {found && !found.thereAt && of.noCheckIn && <p>{say(of.noCheckIn)}</p>}
        {found && !found.thereAt && !of.noCheckIn && (
          <BigButton
            icon="check"
            onClick={() => {
              check(found)
              go(path, { replace: true })
            }}
          >
            {w.checkNow}
          </BigButton>
        )}
      </Sheet>
    </>
  )
}

interface RowProps {
  readonly line: Line
  readonly closed: boolean
  readonly onCheck: () => void
  readonly onThere: () => void
}

/** One tap checks in; a tap on who is there asks whether it was a mistake. */
function Row({ line, closed, onCheck, onThere }: RowProps) {
  const w = useWords(words)
  const g = useWords(gatheringWords)
  const format = useFormat()
  const { name, thereAt, waits, standing, waitingAt, entryId } = line
  const note = thereAt ? w.at(format.time(thereAt)) : waitingAt ? g.waitingAt(waitingAt) : g.standing[standing]
  return (
    <button
      type="button"
      className={`ga-row${thereAt ? ' ga-there' : ''}`}
      aria-pressed={thereAt !== null}
      disabled={closed || (thereAt !== null && entryId === null)}
      onClick={thereAt ? onThere : onCheck}
    >
      <span className="ga-mark" aria-hidden="true">
        {thereAt ? '✓' : ''}
      </span>
      <span className="ga-name">{name}</span>
      <span className="ga-note">{[note, waits ? w.waits : ''].filter(Boolean).join(' · ')}</span>
    </button>
  )
}
