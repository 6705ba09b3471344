import '../matters.css'
import { useState } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Figure } from '../../../../ui/figure.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Screen } from '../../../../ui/pocket/frame.tsx'
import { BigButton, Card, ListRow } from '../../../../ui/pocket/parts.tsx'
import { myWork } from '../../contract.ts'
import { CodeForm } from '../matter/code-form.tsx'
import { useMyMatters } from '../mine/use-my-matters.ts'
import { MatterList } from '../parts/matter-list.tsx'
import { isStaff, useMe } from '../parts/me.ts'
import { useMyCommunity } from '../parts/my-community.ts'
import { useNames } from '../parts/names.ts'
import { forgetReceipts, receiptsHere } from '../parts/receipts.ts'
import { Ways } from './ways.tsx'
import { words } from './words.ts'

/** `/`: what to do next — for somebody with work, the work; for a neighbour, to say it, to answer, to look it up. */
export default function HomePage() {
  const w = useWords(words)
  const me = useMe()
  document.title = w.brand
  return (
    <Screen>
      {isStaff(me) && <WorkCard />}
      <header className="mp-hero">
        <h1>{w.hello}</h1>
        <p className="ui-muted">{w.lead}</p>
        <BigButton icon="message" to="/report">
          {w.report}
        </BigButton>
        <p className="ui-muted ui-small">{w.scan}</p>
      </header>
      {me && <Mine />}
      {!me && <ReportedHere />}
      <CodeForm title={w.track} />
      <CommunityCard />
      {me !== undefined && <Ways me={me} />}
      {me === null && (
        <p className="ui-muted">
          <Button look="quiet" to="/sign-in">
            {w.signIn}
          </Button>
          {w.signInNote}
        </p>
      )}
    </Screen>
  )
}

function WorkCard() {
  const w = useWords(words)
  const { data } = useEndpoint(myWork, {}, { live: ['matter'] })
  const counts = data?.counts
  const figures = [
    ['overdue', '/work?view=overdue'],
    ['dueToday', '/work?view=today'],
    ['toContact', '/work?view=contact'],
    ['mine', '/work'],
  ] as const
  return (
    <Card title={w.work}>
      <div className="mp-counts">
        {figures.map(([name, to]) => (
          <Figure key={name} label={w.workCounts[name]} value={counts ? counts[name] : null} to={to} />
        ))}
      </div>
      <BigButton to="/work">{w.toWork}</BigButton>
    </Card>
  )
}

/** What waits for an answer first, then the latest. */
function Mine() {
  const w = useWords(words)
  const { data } = useMyMatters(0, 20)
  const rows = data?.rows ?? []
  const waiting = rows.filter((row) => row.state === 'resolved')
  const others = rows.filter((row) => row.state !== 'resolved').slice(0, 3)
  return (
    <>
      {waiting.length > 0 && (
        <>
          <MatterList title={w.answers} rows={waiting} />
          <p className="ui-muted ui-small">{w.answersLead}</p>
        </>
      )}
      {others.length > 0 && <MatterList title={w.mine} rows={others} />}
      {data && data.total > others.length + waiting.length && (
        <Button look="quiet" to="/mine">
          {w.allMine}
        </Button>
      )}
    </>
  )
}

function ReportedHere() {
  const w = useWords(words)
  const format = useFormat()
  const [receipts, setReceipts] = useState(receiptsHere)
  if (receipts.length === 0) return null
  const forget = () => {
    forgetReceipts()
    setReceipts([])
  }
  return (
    <>
      <Card flush title={w.here}>
        {receipts.map((receipt) => (
          <ListRow
            key={receipt.code}
            title={receipt.title}
            note={`${receipt.code} · ${format.shortDay(receipt.at)}`}
            to={`/t/${receipt.code}`}
          />
        ))}
      </Card>
      <Button look="quiet" onClick={forget}>
        {w.forget}
      </Button>
    </>
  )
}

/** The pages are other modules'; the way there is this page's. */
function NeighbourhoodCard({ signedIn, works }: { signedIn: boolean; works: boolean }) {
  const w = useWords(words)
  return (
    <Card flush>
      <ListRow icon="star" title={w.ideas} note={w.ideasNote} to="/ideas" />
      {signedIn && <ListRow icon="message" title={w.consultations} note={w.consultationsNote} to="/consultations" />}
      {signedIn && <ListRow icon="list" title={w.votes} note={w.votesNote} to="/votes" />}
      {signedIn && <ListRow icon="calendar" title={w.gatherings} note={w.gatheringsNote} to="/gatherings" />}
      {signedIn && <ListRow icon="people" title={w.jobs} note={w.jobsNote} to="/jobs" />}
      {signedIn && <ListRow icon="building" title={w.questions} note={w.questionsNote} to="/questions" />}
      {signedIn && <ListRow icon="qr" title={w.passes} note={w.passesNote} to="/passes" />}
      {signedIn && <ListRow icon="people" title={w.disputes} note={w.disputesNote} to="/disputes" />}
      {works && <ListRow icon="tools" title={w.facilities} note={w.facilitiesNote} to="/facilities" />}
      {signedIn && <ListRow icon="tools" title={w.renewal} note={w.renewalNote} to="/renewals" />}
    </Card>
  )
}

function CommunityCard() {
  const w = useWords(words)
  const nameOf = useNames()
  const mine = useMyCommunity()
  return (
    <Card flush>
      <ListRow
        icon="people"
        title={mine ? w.myCommunity : w.community}
        note={mine ? nameOf(mine) : w.communityNote}
        to={mine ? `/c/${encodeURIComponent(mine.code)}` : '/c'}
      />
    </Card>
  )
}
