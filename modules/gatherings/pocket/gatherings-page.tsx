import './pocket.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { type MyGathering, myGatherings } from '../contract.ts'
import { traits } from '../gathering.ts'
import { gatheringWords } from '../gathering-words.ts'
import { FeedCard } from './feed-card.tsx'
import { words } from './words.ts'

/** `/gatherings`: what I am invited to, what I may join, and my calendar. */
export default function MyGatheringsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(myGatherings)
  const [now] = useState(() => new Date().toISOString())
  const ahead = data?.mine.filter((one) => one.endsAt >= now && one.state !== 'cancelled') ?? []
  const past = data?.mine.filter((one) => !ahead.includes(one)).reverse() ?? []
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && data.mine.length + data.open.length === 0 && (
          <EmptyState icon="calendar" title={w.none}>
            {w.noneText}
          </EmptyState>
        )}
        <Rows title={w.mine} rows={ahead} />
        <Rows title={w.open} rows={data?.open ?? []} />
        <Rows title={w.past} rows={past} />
        {data && <FeedCard />}
      </Screen>
    </>
  )
}

function Rows({ title, rows }: { title: string; rows: readonly MyGathering[] }) {
  const say = useSay()
  const format = useFormat()
  if (rows.length === 0) return null
  return (
    <Card flush title={title}>
      {rows.map((row) => (
        <ListRow
          key={row.id}
          to={`/g/${row.code}`}
          title={row.title}
          note={[say(traits[row.kind].name), format.moment(row.startsAt), row.venue].filter(Boolean).join(' · ')}
          mark={<Mark row={row} />}
        />
      ))}
    </Card>
  )
}

function Mark({ row }: { row: MyGathering }) {
  const w = useWords(words)
  const g = useWords(gatheringWords)
  if (row.state === 'cancelled') return <StatusWord words={g.state.cancelled} tone="stopped" />
  if (row.checkedIn) return <StatusWord words={w.came} tone="done" />
  if (row.standing === 'invited') return <StatusWord words={w.answerNow} tone="active" />
  return row.standing ? <StatusWord words={g.standing[row.standing]} /> : null
}
