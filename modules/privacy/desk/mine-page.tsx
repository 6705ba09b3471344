import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { words } from './words.ts'

/** `/data-requests/$requestId/mine`: whoever asked reads the answer at the desk's inbox; their own data are on the phone's pages. */
export default function MinePage() {
  const w = useWords(words)
  const requestId = useParam('requestId')
  return (
    <Page title={w.mine} width="narrow">
      <PageHeader title={w.mine} />
      <EmptyState
        icon="lock"
        title={w.mineTitle}
        action={<a href={`/data-requests/${encodeURIComponent(requestId)}/mine`}>{w.openMine}</a>}
      >
        {w.mineText}
      </EmptyState>
    </Page>
  )
}
