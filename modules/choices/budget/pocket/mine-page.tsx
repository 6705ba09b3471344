import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { AppBar, Screen } from '../../../../ui/pocket/frame.tsx'
import { Card, ListRow } from '../../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { useNames } from '../../../matters/pocket/public.ts'
import { myBallots } from '../contract.ts'
import { toneOf, useBudget } from '../web/show.ts'
import { words } from './words.ts'

/** `/votes`: votes to take part in or to look at; open ones first. */
export default function MyVotesPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const names = useNames()
  const { w: n, when, yuan } = useBudget()
  const { data, error, refetch } = useEndpoint(myBallots)
  return (
    <>
      <AppBar title={w.list} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data?.rows.length === 0 && (
          <EmptyState icon="list" title={w.none}>
            {w.noneText}
          </EmptyState>
        )}
        {data && data.rows.length > 0 && (
          <Card flush>
            {data.rows.map((row) => (
              <ListRow
                key={row.id}
                to={`/v/${row.code}`}
                title={row.title}
                note={[names(row.place), yuan(row.budgetFen), when(row)].filter(Boolean).join(' · ')}
                mark={
                  row.voted && row.state === 'open' ? (
                    <StatusWord words={w.iVoted} tone="done" />
                  ) : (
                    <StatusWord words={n.state[row.state]} tone={toneOf[row.state]} />
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
