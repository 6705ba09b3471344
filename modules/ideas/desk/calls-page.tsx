import './ideas.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useUrlState } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { hasRole, useMe, useNameOf } from '../../matters/desk/public.ts'
import { type CallRow, figureCodes, ideaFigures, listCalls } from '../contract.ts'
import { ideaBook } from '../idea-words.ts'
import { callKeepers } from '../roles.ts'
import { IdeaFigures } from './figure-row.tsx'
import { IdeaTable } from './idea-table.tsx'
import { CallMark, DueLamp, ThemeMark } from './marks.tsx'
import { words } from './words.ts'

/** `/ideas`: the calls of one's places, and what all of them came to. */
export default function CallsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const book = useWords(ideaBook)
  const me = useMe()
  const [{ figure: asked }, set] = useUrlState(['figure'])
  const figure = figureCodes.find((one) => one === asked)
  const calls = useEndpoint(listCalls, { query: { limit: 200 } })
  const figures = useEndpoint(ideaFigures, {})
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          hasRole(me, ...callKeepers) && (
            <Button look="main" icon="plus" to="/ideas/new">
              {w.plan}
            </Button>
          )
        }
      />
      {figures.data && <IdeaFigures figures={figures.data} to={(code) => `/ideas?figure=${code}`} />}
      {figure ? (
        <>
          <div className="ui-row" role="status">
            {w.narrowed(book.figure[figure])}
            <Button icon="cross" onClick={() => set({ figure: undefined })}>
              {w.showAll}
            </Button>
          </div>
          <IdeaTable filter={{ figure }} />
        </>
      ) : (
        <Sheet title={w.callsTitle} flush>
          <ErrorNote error={calls.error} onRetry={() => void calls.refetch()} />
          {!calls.data && !calls.error && <p className="ui-muted">{ui.loading}</p>}
          {calls.data?.rows.map((row) => (
            <CallLine key={row.id} row={row} />
          ))}
          {calls.data?.rows.length === 0 && (
            <EmptyState icon="message" title={w.noCalls}>
              {w.noCallsText}
            </EmptyState>
          )}
        </Sheet>
      )}
    </Page>
  )
}

function CallLine({ row }: { row: CallRow }) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNameOf()
  const { figures } = row
  return (
    <Go to={`/ideas/${row.id}/call`} className="ideas-call">
      <span>
        <strong>{row.title}</strong> <ThemeMark theme={row.theme} />
        <span className="ideas-note">
          <span>
            {nameOf(row.place)} · {w.days(format.shortDay(row.fromOn), format.shortDay(row.untilOn))}
          </span>
          {figures.ideas > 0 && <span>{w.ideas(figures.ideas)}</span>}
          {figures.endorsements > 0 && <span>{w.endorsements(figures.endorsements)}</span>}
          {row.pending > 0 && <strong>{w.pending(row.pending)}</strong>}
          {row.state === 'closed' && figures.open > 0 && <strong>{w.open(figures.open)}</strong>}
        </span>
        <DueLamp state={row.state} dueAt={row.dueAt} />
      </span>
      <CallMark state={row.state} />
    </Go>
  )
}
