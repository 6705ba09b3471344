import { useWords } from '../../kernel/web/words.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/desk/page.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { words } from './words.ts'

/** There is nothing at this address. */
export function NotFoundPage() {
  const w = useWords(words)
  return (
    <Page title={w.notFound}>
      <EmptyState alone icon="search" title={w.notFound} action={<Button to="/">{w.home}</Button>}>
        {w.notFoundText}
      </EmptyState>
    </Page>
  )
}

/** The page exists, but not for this person. */
export function NotForYouPage() {
  const w = useWords(words)
  return (
    <Page title={w.notForYou}>
      <EmptyState alone icon="lock" title={w.notForYou} action={<Button to="/">{w.home}</Button>}>
        {w.notForYouText}
      </EmptyState>
    </Page>
  )
}

/** A page threw, or its file is gone because a new version was put in place: opening it afresh helps with both. */
export function BrokenPage({ error }: { error: Error }) {
  const w = useWords(words)
  return (
    <Page title={w.broken}>
      <EmptyState
        alone
        icon="tools"
        title={w.broken}
        action={
          <Button icon="refresh" onClick={() => location.reload()}>
            {w.reload}
          </Button>
        }
      >
        {w.brokenText}
        <br />
        <small className="ui-code">{error.message}</small>
      </EmptyState>
    </Page>
  )
}
