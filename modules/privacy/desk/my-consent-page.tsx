import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { words } from './words.ts'

/** `/consents/$purpose/mine`: whoever is asked anew hears of it at the desk's inbox; they answer on the phone's pages. */
export default function MyConsentPage() {
  const w = useWords(words)
  return (
    <Page title={w.mine} width="narrow">
      <PageHeader title={w.mine} />
      <EmptyState icon="lock" title={w.anewTitle} action={<a href="/my-data">{w.openMine}</a>}>
        {w.anewText}
      </EmptyState>
    </Page>
  )
}
