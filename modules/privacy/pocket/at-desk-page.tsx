import { useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { words } from './words.ts'

/** `/data-requests/$requestId`: where a notice to who answers leads on a phone; the work is done at the desk. */
export default function AtDeskPage() {
  const w = useWords(words)
  const requestId = useParam('requestId')
  return (
    <>
      <AppBar title={w.requests} back="/" />
      <Screen>
        <EmptyState icon="lock" title={w.atDesk}>
          <a href={`/desk/data-requests/${encodeURIComponent(requestId)}`}>{w.openDesk}</a>
        </EmptyState>
      </Screen>
    </>
  )
}
