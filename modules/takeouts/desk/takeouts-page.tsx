import './takeouts.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { listTakeouts } from '../contract.ts'
import { AskDialog } from './ask-dialog.tsx'
import { TakeoutLine } from './takeout-line.tsx'
import { words } from './words.ts'

/** `/data-out`: everything that a tenant holds as one file: asked for, made in the background, taken. */
export default function TakeoutsPage() {
  const w = useWords(words)
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(true)
  const { data, error, refetch } = useEndpoint(listTakeouts, {}, busy ? { refetchInterval: 2000 } : {})
  const making = data?.takeouts.some(({ state }) => state === 'waiting' || state === 'running') ?? true
  if (making !== busy) setBusy(making)
  // What is ready to be taken is the thing to do; another export is not.
  const ready = data?.takeouts.some(({ state, mine }) => state === 'ready' && mine) ?? false
  const ask = (
    <Button look={ready ? 'plain' : 'main'} icon="download" disabled={making} onClick={() => setAsking(true)}>
      {w.ask}
    </Button>
  )
  return (
    <Page title={w.title} width="narrow">
      <PageHeader title={w.title} lead={w.lead} actions={data && data.takeouts.length > 0 && ask} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.takeouts.length === 0 && (
        <EmptyState icon="download" title={w.none} action={ask}>
          {w.noneText}
        </EmptyState>
      )}
      {data && data.takeouts.length > 0 && (
        <Sheet title={w.list}>
          {data.takeouts.map((takeout) => (
            <TakeoutLine key={takeout.id} of={takeout} />
          ))}
        </Sheet>
      )}
      <p className="ui-muted">{w.columns}</p>
      {asking && <AskDialog onClose={() => setAsking(false)} />}
    </Page>
  )
}
