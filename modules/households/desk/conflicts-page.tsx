import './households-desk.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useUrlState } from '../../../ui/navigation.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { listConflicts } from '../contract.ts'
import { ConflictCard } from '../web/conflict-card.tsx'
import { householdWords } from '../web/words.ts'
import { words } from './words.ts'

const kinds = ['conflict', 'difference'] as const

/** `/households/conflicts`: two values of one thing side by side, the oldest first, to be chosen from. */
export default function ConflictsPage() {
  const w = useWords(words)
  const h = useWords(householdWords)
  const [values, set] = useUrlState(['kind'])
  const kind = kinds.find((one) => one === values.kind)
  const list = useEndpoint(listConflicts, { query: { limit: 50, ...(kind ? { kind } : {}) } }, { live: ['household'] })
  const rows = list.data?.rows
  return (
    <Page title={w.conflicts.title}>
      <PageHeader title={w.conflicts.title} above={[{ words: w.title, to: '/households' }]} lead={w.conflicts.lead} />
      <FilterBar
        values={values}
        onChange={set}
        filters={[
          {
            id: 'kind',
            kind: 'one',
            label: w.conflicts.kind,
            options: kinds.map((value) => ({ value, label: w.conflicts.kinds[value] })),
          },
        ]}
      />
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {rows?.length === 0 && (
        <EmptyState icon="check" title={h.settle.empty}>
          {h.settle.emptyText}
        </EmptyState>
      )}
      {list.data && list.data.total > list.data.rows.length && (
        <p className="ui-muted">{w.conflicts.range(list.data.rows.length, list.data.total)}</p>
      )}
      <div className="hd-conflicts">
        {rows?.map((conflict) => (
          <ConflictCard
            key={conflict.id}
            conflict={conflict}
            to={`/households/${conflict.household.id}`}
            onSettled={(said) => toast(said, 'check')}
          />
        ))}
      </div>
    </Page>
  )
}
