import '../matters.css'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useKept } from '../../../../kernel/web/kept.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { AppBar, Screen } from '../../../../ui/pocket/frame.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { placeChildren } from '../../../places/contract.ts'
import { listKinds } from '../../contract.ts'
import { mayReport } from '../../forms/may-report.ts'
import { useMe } from '../parts/me.ts'
import { ReportForm } from './report-form.tsx'
import { QueuedView, SentView } from './sent-view.tsx'
import { useReport } from './use-report.ts'
import { words } from './words.ts'

/** `/patrol`: what a worker found on the round (未诉先办). */
export default function PatrolPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const report = useReport(true)
  const me = useMe()
  const own = me?.posts[0]?.placeId
  const here = useEndpoint(
    placeChildren,
    { query: { parentId: own ?? ('' as PlaceId) } },
    { enabled: own !== undefined, staleTime: 3_600_000 },
  )
  const reading = useEndpoint(listKinds, {}, { staleTime: 3_600_000 })
  const { data } = useKept<typeof listKinds>('kinds', reading, { everybodys: true })
  return (
    <>
      <AppBar title={w.patrolTitle} back="/work" />
      <Screen>
        {report.outcome === 'queued' && <QueuedView onAnother={report.startAnew} />}
        {report.outcome && report.outcome !== 'queued' && (
          <SentView sent={report.outcome} onAnother={report.startAnew} />
        )}
        {!report.outcome && data && (
          <>
            <p className="ui-muted">{w.patrolLead}</p>
            <ReportForm
              report={report}
              kinds={data.kinds.filter((kind) => mayReport(kind, 'patrol', me?.posts ?? []))}
              categories={data.categories}
              patrol
              from={here.data?.above.at(-1) ?? null}
            />
          </>
        )}
        {!data && !reading.error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={reading.error} onRetry={() => void reading.refetch()} />}
      </Screen>
    </>
  )
}
