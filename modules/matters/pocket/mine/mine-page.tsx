import '../matters.css'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useUrlState } from '../../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../../ui/pocket/frame.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { KeptNote } from '../parts/kept-note.tsx'
import { MatterList } from '../parts/matter-list.tsx'
import { useMyMatters } from './use-my-matters.ts'
import { words } from './words.ts'

const pageSize = 20

/** `/mine`: what I reported or follow; what waits for my answer stands first. */
export default function MinePage() {
  const w = useWords(words)
  const ui = useUiWords()
  const [{ offset: at }, setUrl] = useUrlState(['offset'])
  const offset = Number(at ?? 0) || 0
  const { data, keptAt, error, retry } = useMyMatters(offset, pageSize)
  const waiting = data?.rows.filter((row) => row.state === 'resolved') ?? []
  const others = data?.rows.filter((row) => row.state !== 'resolved') ?? []
  const goTo = (next: number) => setUrl({ offset: next > 0 ? String(next) : undefined })
  const report = (
    <Button look="main" icon="message" to="/report">
      {w.report}
    </Button>
  )
  return (
    <>
      <AppBar title={w.title} />
      <Screen>
        <KeptNote at={keptAt} />
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={error} onRetry={retry} />}
        {data?.total === 0 && (
          <EmptyState icon="list" title={w.empty} action={report}>
            {w.emptyText}
          </EmptyState>
        )}
        {waiting.length > 0 && <MatterList title={w.waiting} rows={waiting} />}
        {others.length > 0 && <MatterList title={w.others} rows={others} />}
        <div className="ui-row">
          {offset > 0 && <Button onClick={() => goTo(Math.max(0, offset - pageSize))}>{w.later}</Button>}
          {data && data.total > offset + pageSize && (
            <Button onClick={() => goTo(offset + pageSize)}>{w.earlier}</Button>
          )}
        </div>
        <p className="ui-muted ui-small">
          {w.codeInstead}{' '}
          <Button look="quiet" icon="search" to="/t">
            {ui.filter.search}
          </Button>
        </p>
      </Screen>
    </>
  )
}
