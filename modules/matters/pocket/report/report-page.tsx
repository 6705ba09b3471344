import '../matters.css'
import { useEffect } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useKept } from '../../../../kernel/web/kept.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../../ui/pocket/frame.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { placeByCode } from '../../../places/contract.ts'
import { listKinds } from '../../contract.ts'
import { useMyCommunity } from '../parts/my-community.ts'
import { ReportForm } from './report-form.tsx'
import { QueuedView, SentView } from './sent-view.tsx'
import { useReport } from './use-report.ts'
import { words } from './words.ts'

/** `/report` and `/r/:placeCode`, the address inside the QR code of a building. */
export default function ReportPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const report = useReport(false)
  const poster = usePoster(report)
  const community = useMyCommunity()
  const reading = useEndpoint(listKinds, {}, { staleTime: 3_600_000 })
  const { data } = useKept<typeof listKinds>('kinds', reading, { everybodys: true })
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        {report.outcome === 'queued' && <QueuedView onAnother={report.startAnew} />}
        {report.outcome && report.outcome !== 'queued' && (
          <SentView sent={report.outcome} onAnother={report.startAnew} />
        )}
        {!report.outcome && data && (
          <ReportForm
            report={report}
            kinds={data.kinds.filter((kind) => kind.doors.includes('resident') && kind.subject === null)}
            categories={data.categories}
            patrol={false}
            from={community}
            placeRemark={poster.unknown ? w.noSuchCode : undefined}
          />
        )}
        {!data && !reading.error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={reading.error} onRetry={() => void reading.refetch()} />}
      </Screen>
    </>
  )
}

/** Fills in the place of the poster that was scanned; it wins over what an earlier draft had. */
function usePoster(report: ReturnType<typeof useReport>): { unknown: boolean } {
  const code = useNavigation().params.placeCode
  const reading = useEndpoint(
    placeByCode,
    { params: { code: code ?? '' } },
    { enabled: code !== undefined, staleTime: 3_600_000 },
  )
  const poster = useKept<typeof placeByCode>(`place:${code}`, reading, { everybodys: true }).data
  const found = poster?.place
  const { change } = report
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each poster; afterwards the choice is the reader's
  useEffect(() => {
    if (found) change({ place: { ...found, above: poster.above.at(-1) ?? null } })
  }, [found?.id])
  return { unknown: code !== undefined && reading.error?.code === 'not_found' }
}
