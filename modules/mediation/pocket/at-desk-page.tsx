import { useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { words } from './words.ts'

/** `/disputes/$caseId/case`: where a notice to those in charge leads on a phone; the work is done at the desk. */
export default function AtDeskPage() {
  const w = useWords(words)
  const caseId = useParam('caseId')
  return (
    <>
      <AppBar title={w.title} back="/disputes" />
      <Screen>
        <EmptyState icon="people" title={w.caseAtDesk}>
          <a href={`/desk/mediation/${encodeURIComponent(caseId)}`}>{w.openDesk}</a>
        </EmptyState>
      </Screen>
    </>
  )
}
