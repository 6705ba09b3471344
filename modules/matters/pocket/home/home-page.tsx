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
