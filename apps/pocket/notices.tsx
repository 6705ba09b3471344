import { useWords } from '../../kernel/web/words.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { AppBar, Screen } from '../../ui/pocket/frame.tsx'
import { words } from './words.ts'

/** There is nothing at this address. */
export function NotFoundPage() {
  const w = useWords(words)
  return (
    <>
      <AppBar title={w.notFound} back="/" />
      <Screen>
        <EmptyState icon="search" title={w.notFound} action={<Button to="/">{w.home}</Button>}>
          {w.notFoundText}
        </EmptyState>
      </Screen>
    </>
  )
}

/** The page exists, but not for this person. */
export function NotForYouPage() {
  const w = useWords(words)
  return (
    <>
      <AppBar title={w.notForYou} back="/" />
      <Screen>
        <EmptyState icon="lock" title={w.notForYou} action={<Button to="/">{w.home}</Button>} />
      </Screen>
    </>
  )
}

/** A page threw, or its file is gone because a new version was put in place: opening it afresh helps with both. */
export function BrokenPage({ error }: { error: Error }) {
  const w = useWords(words)
  const again = (
    <Button icon="refresh" onClick={() => location.reload()}>
      {w.reload}
    </Button>
  )
  return (
    <>
      <AppBar title={w.broken} back="/" />
      <Screen>
        <EmptyState icon="tools" title={w.broken} action={again}>
          {w.brokenText}
          <br />
          <small className="ui-code">{error.message}</small>
        </EmptyState>
      </Screen>
    </>
  )
}
