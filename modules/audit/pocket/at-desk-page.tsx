import { useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { words } from './words.ts'

/** `/audit/alarms/$alarmId`: where the notice of an alarm leads on a phone; it is looked at on the desk. */
export default function AtDeskPage() {
  const w = useWords(words)
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        <EmptyState icon="warning" title={w.atDesk}>
          <a href="/desk/audit?kind=alarm">{w.openDesk}</a>
        </EmptyState>
      </Screen>
    </>
  )
}
