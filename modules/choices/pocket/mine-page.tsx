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
import { myQuestions } from '../contract.ts'
import { toneOf, useCounted } from '../web/show.ts'
import { words } from './words.ts'

/** `/questions`: what I am asked as an owner, and where I take votes. */
export default function MyQuestionsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const names = useNames()
  const format = useFormat()
  const { w: n, number } = useCounted()
  const { data, error, refetch } = useEndpoint(myQuestions)
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data && data.asked.length + data.taking.length === 0 && (
          <EmptyState icon="people" title={w.none}>
            {w.noneText}
          </EmptyState>
        )}
        {data && data.taking.length > 0 && (
          <Card title={w.taking} flush>
            {data.taking.map((one) => (
              <ListRow
                key={one.id}
                to={`/doors/${one.id}`}
                title={one.title}
                note={[names(one.place), one.closesOn && n.closes(format.date(one.closesOn))]
                  .filter(Boolean)
                  .join(' · ')}
                mark={<StatusWord words={w.progress(number(one.voted), number(one.heads))} />}
              />
            ))}
          </Card>
        )}
        {data && data.asked.length > 0 && (
          <Card title={w.asked} flush>
            {data.asked.map((one) => (
              <ListRow
                key={one.code}
                to={`/w/${one.code}`}
                title={one.title}
                note={[names(one.place), one.state === 'open' && one.closesOn && n.closes(format.date(one.closesOn))]
                  .filter(Boolean)
                  .join(' · ')}
                mark={
                  one.state === 'open' && one.voted === one.heads ? (
                    <StatusWord words={w.tick} tone="done" />
                  ) : (
                    <StatusWord words={n.state[one.state]} tone={toneOf[one.state]} />
                  )
                }
              />
            ))}
          </Card>
        )}
      </Screen>
    </>
  )
}
