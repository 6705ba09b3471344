import './disputes.css'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { answerByCode, caseByCode } from '../contract.ts'
import { PartyCards } from './party-cards.tsx'
import { words } from './words.ts'

/** `/disputes/at/$code`: the same for a party without an account. */
export default function CodePage() {
  const w = useWords(words)
  const params = { code: useParam('code') }
  const { data, error, refetch } = useEndpoint(caseByCode, { params })
  const answer = useCommand(answerByCode, { changes: [caseByCode] })
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data && (
          <PartyCards
            of={data}
            answering={{ busy: answer.isPending, error: answer.error, say: (body) => answer.mutate({ params, body }) }}
          />
        )}
      </Screen>
    </>
  )
}
