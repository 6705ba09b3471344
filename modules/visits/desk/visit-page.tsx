import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import type { DueId } from '../contract.ts'
import { CallPanel } from './call-panel.tsx'
import { words } from './words.ts'

/** `/visits/:dueId`: one due by itself, for links from notices and lists. */
export default function VisitPage() {
  const w = useWords(words)
  const dueId = useParam('dueId') as DueId
  return (
    <Page title={w.title} width="narrow">
      <PageHeader title={w.title} above={[{ words: w.back, to: '/visits' }]} />
      <CallPanel key={dueId} dueId={dueId} />
    </Page>
  )
}
