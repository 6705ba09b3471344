import './ideas.css'
import type { Id } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { getIdea, ideaByReceipt } from '../contract.ts'
import { IdeaWhole } from './idea-whole.tsx'
import { words } from './words.ts'

/** `/ideas/:ideaId`, and `/i/r/:receipt` for an author without an account. */
export default function IdeaPage() {
  const { params } = useNavigation()
  return params.receipt ? <ByReceipt receipt={params.receipt} /> : <One ideaId={(params.ideaId ?? '') as Id<'idea'>} />
}

function ByReceipt({ receipt }: { receipt: string }) {
  const { data, error, refetch } = useEndpoint(ideaByReceipt, { params: { receipt } })
  if (data) return <One ideaId={data.ideaId} receipt={receipt} />
  return <Waiting gone={error?.code === 'not_found'} error={error} onRetry={() => void refetch()} />
}

function One({ ideaId, receipt }: { ideaId: Id<'idea'>; receipt?: string }) {
  const { data, error, refetch } = useEndpoint(
    getIdea,
    { params: { ideaId }, query: receipt ? { receipt } : {} },
    { live: ['notice'] },
  )
  const w = useWords(words)
  if (!data) return <Waiting gone={error?.code === 'not_found'} error={error} onRetry={() => void refetch()} />
  return (
    <>
      <AppBar title={w.title} back={data.call.code ? `/i/${data.call.code}` : '/ideas'} />
      <Screen>
        <IdeaWhole of={data} {...(receipt ? { receipt } : {})} />
      </Screen>
    </>
  )
}

interface WaitingProps {
  readonly gone: boolean
  readonly error: { readonly message: string } | null
  readonly onRetry: () => void
}

function Waiting({ gone, error, onRetry }: WaitingProps) {
  const w = useWords(words)
  const ui = useUiWords()
  return (
    <>
      <AppBar title={w.title} back="/ideas" />
      <Screen>
        {!error && <p className="ui-muted">{ui.loading}</p>}
        {gone ? (
          <EmptyState icon="message" title={w.ideaGone}>
            {w.ideaGoneText}
          </EmptyState>
        ) : (
          <ErrorNote error={error} onRetry={onRetry} />
        )}
      </Screen>
    </>
  )
}
