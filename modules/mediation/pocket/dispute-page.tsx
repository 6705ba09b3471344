import './disputes.css'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { answerMine, type MyCase, myCase, myCases } from '../contract.ts'
import { PartyCards } from './party-cards.tsx'
import { words } from './words.ts'

/** `/disputes/$partyId`: my case, signed in. */
export default function DisputePage() {
  const w = useWords(words)
  const params = { partyId: useParam('partyId') as MyCase['partyId'] }
  const { data, error, refetch } = useEndpoint(myCase, { params })
  const answer = useCommand(answerMine, { changes: [myCase, myCases] })
  return (
    <>
      <AppBar title={w.title} back="/disputes" />
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
