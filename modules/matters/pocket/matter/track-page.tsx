import '../matters.css'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../../ui/pocket/frame.tsx'
import { track } from '../../contract.ts'
import { CodeForm } from './code-form.tsx'
import { ReporterView } from './reporter-view.tsx'
import { words } from './words.ts'

/** `/t` and `/t/:code`: follow a report without an account. */
export default function TrackPage() {
  const w = useWords(words)
  const receiptCode = useNavigation().params.code ?? ''
  const asked = receiptCode.length >= 8
  const { data, error, refetch } = useEndpoint(
    track,
    { params: { receiptCode: receiptCode || '-' } },
    { enabled: asked, live: ['matter'] },
  )
  const unknown = error?.code === 'not_found' || error?.code === 'invalid'
  return (
    <>
      <AppBar title={w.codeTitle} back="/" />
      <Screen>
        {(!asked || unknown) && <CodeForm first={receiptCode} wrong={unknown} />}
        {asked && !data && !error && <p className="ui-muted">{w.loading}</p>}
        {!unknown && !data && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && !unknown && <ReporterView matter={data} door={{ receiptCode }} />}
      </Screen>
    </>
  )
}
