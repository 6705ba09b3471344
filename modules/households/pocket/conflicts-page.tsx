import './households-pocket.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { listConflicts } from '../contract.ts'
import { ConflictCard } from '../web/conflict-card.tsx'
import { householdWords } from '../web/words.ts'
import { words } from './words.ts'

/** `/walk/conflicts`: what two people said differently, side by side, to be chosen from. */
export default function ConflictsPage() {
  const w = useWords(words)
  const h = useWords(householdWords)
  const ui = useUiWords()
  const reading = useEndpoint(listConflicts, { query: { limit: 50 } }, { live: ['household'] })
  const rows = reading.data?.rows
  return (
    <>
      <AppBar title={h.settle.title} back="/walk" />
      <Screen>
        <p className="ui-muted">{h.settle.lead}</p>
        {!rows && !reading.error && <p className="ui-muted">{ui.loading}</p>}
        <ErrorNote error={reading.error} onRetry={() => void reading.refetch()} />
        {rows?.length === 0 && (
          <EmptyState icon="check" title={h.settle.empty}>
            {h.settle.emptyText}
          </EmptyState>
        )}
        {rows?.map((conflict) => (
          <ConflictCard key={conflict.id} conflict={conflict} onSettled={(said) => toast(said, 'check')} />
        ))}
        <BigButton look="plain" to="/walk">
          {w.back}
        </BigButton>
      </Screen>
    </>
  )
}
