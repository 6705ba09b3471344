import './my-hours.css'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { AppBar, Screen } from '../../../../ui/pocket/frame.tsx'
import { Card, ListRow } from '../../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { type MyHours, myHours } from '../contract.ts'
import { useSpan } from '../web/show.ts'
import { hoursBook } from '../web/words.ts'
import { AccountCard } from './account-card.tsx'
import { CertificateCard } from './certificate-card.tsx'
import { ObjectButton } from './object-button.tsx'
import { words } from './words.ts'

/** `/my-hours`: one's own record, objections, certificates, account; activities that wait for their leader. */
export default function MyHoursPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(myHours)
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data && (data.volunteerId ? <Whole of={data} /> : <NoVolunteer />)}
      </Screen>
    </>
  )
}

function NoVolunteer() {
  const w = useWords(words)
  return (
    <EmptyState icon="heart" title={w.none} action={<Button to="/volunteer">{w.offer}</Button>}>
      {w.noneText}
    </EmptyState>
  )
}

function Whole({ of }: { of: MyHours }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <>
      {of.toConfirm.length > 0 && (
        <Card flush title={w.toConfirm}>
          {of.toConfirm.map(({ id, title, team, endsAt, people }) => (
            <ListRow
              key={id}
              icon="clock"
              title={title}
              note={`${team} · ${format.shortDay(endsAt)} · ${w.people(people)}`}
              to={`/my-hours/activities/${id}`}
            />
          ))}
        </Card>
      )}
      <TotalCard of={of} />
      <CertificateCard minutes={of.minutes} />
      {of.account && <AccountCard of={of.account} />}
      <Card flush title={w.entries}>
        {of.entries.length === 0 && <p className="ui-muted mh-pad">{w.noEntries}</p>}
        {of.entries.map((entry) => (
          <EntryLine key={entry.id} of={entry} />
        ))}
      </Card>
      {of.otherObjections.map((one) => (
        <Card key={one.words}>
          <Said of={one} />
        </Card>
      ))}
      <ObjectButton label={w.missing} title={w.missingTitle} />
    </>
  )
}

function TotalCard({ of }: { of: MyHours }) {
  const w = useWords(words)
  const say = useSay()
  const span = useSpan()
  return (
    <Card>
      <div className="mh-total">
        <span>{w.total}</span>
        <strong>{span(of.minutes)}</strong>
        {of.level && <span>{w.stars(say(of.level.name))}</span>}
        {of.nextLevel && (
          <span className="ui-muted">
            {w.nextStar(span(of.nextLevel.hours * 60 - of.minutes), say(of.nextLevel.name))}
          </span>
        )}
        {of.source && <span className="ui-muted ui-small">{w.source(of.source)}</span>}
      </div>
    </Card>
  )
}

function EntryLine({ of }: { of: MyHours['entries'][number] }) {
  const w = useWords(words)
  const b = useWords(hoursBook)
  const span = useSpan()
  const format = useFormat()
  return (
    <div className="mh-entry">
      <div className="mh-entry-head">
        <span className="ui-muted">
          {format.date(of.onDay)} · {of.kind === 'service' ? b.purpose[of.purpose] : b.kind[of.kind]}
        </span>
        {of.kind !== 'honour' && <span className={of.takenBack ? 'mh-gone' : undefined}>{span(of.minutes)}</span>}
      </div>
      <p>{of.content}</p>
      {of.why && <p className="ui-muted ui-small">{of.why}</p>}
      {of.takenBack && <StatusWord words={w.takenBack} tone="stopped" />}
      {of.objection && <Said of={of.objection} />}
      {of.kind === 'service' && !of.takenBack && !of.objection && (
        <ObjectButton label={w.wrong} title={w.wrongTitle} entryId={of.id} />
      )}
    </div>
  )
}

function Said({ of }: { of: MyHours['otherObjections'][number] }) {
  const w = useWords(words)
  return (
    <p className="ui-small">
      {w.mySaying(of.words)}
      <br />
      <span className="ui-muted">{of.answer ? w.answered(of.answer) : w.waiting}</span>
    </p>
  )
}
