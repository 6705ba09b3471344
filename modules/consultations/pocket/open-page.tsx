import '../web/consultations.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { type OpenConsultation, openConsultations } from '../contract.ts'
import { consultationWords } from '../web/words.ts'
import { words } from './words.ts'

/** `/consultations`: what people are asked where I live or work, and what came of it. */
export default function OpenConsultationsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(openConsultations, {}, { live: ['notice'] })
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && data.open.length + data.over.length === 0 && (
          <EmptyState icon="message" title={w.none}>
            {w.noneText}
          </EmptyState>
        )}
        {data && <Rows title={w.openNow} rows={data.open} />}
        {data && <Rows title={w.overNow} rows={data.over} over />}
      </Screen>
    </>
  )
}

function Rows({ title, rows, over = false }: { title: string; rows: readonly OpenConsultation[]; over?: boolean }) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNames()
  if (rows.length === 0) return null
  return (
    <Card flush title={title}>
      {rows.map((row) => (
        <ListRow
          key={row.code}
          to={over ? `/o/${row.code}/result` : `/o/${row.code}`}
          title={row.title}
          note={[nameOf(row.place), !over && w.until(format.shortDay(row.untilOn)), w.took(row.people)]
            .filter(Boolean)
            .join(' · ')}
          mark={<Mark row={row} over={over} />}
        />
      ))}
    </Card>
  )
}

/** What is left for me to do; of one that is over, whether it was answered. */
function Mark({ row, over }: { row: OpenConsultation; over: boolean }) {
  const w = useWords(words)
  const c = useWords(consultationWords)
  if (over) {
    const answered = row.state === 'answered'
    return <StatusWord words={c.state[answered ? 'answered' : 'closed']} tone={answered ? 'done' : 'plain'} />
  }
  if (row.voted >= row.statements) return <StatusWord words={w.votedAll} tone="done" />
  return <StatusWord words={row.voted === 0 ? w.voteNow : w.leftToVote(row.statements - row.voted)} tone="active" />
}
