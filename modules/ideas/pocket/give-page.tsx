import './ideas.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useNavigation, useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { atCall, type PublicCall } from '../contract.ts'
import { GiveForm } from './give-form.tsx'
import { GivenView } from './given-view.tsx'
import type { Given } from './use-giving.ts'
import { words } from './words.ts'

/** `/i/:code/new`: an idea is typed; with `?paper=1` a helper types in the paper form of somebody else. */
export default function GivePage() {
  const w = useWords(words)
  const ui = useUiWords()
  const code = useParam('code')
  const paper = useNavigation().search.paper === '1'
  const { data, error, refetch } = useEndpoint(atCall, { params: { code } })
  return (
    <>
      <AppBar title={paper ? w.paperTitle : w.newTitle} back={`/i/${code}`} />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {error?.code === 'not_found' ? (
          <EmptyState icon="message" title={w.notFound}>
            {w.notFoundText}
          </EmptyState>
        ) : (
          !data && <ErrorNote error={error} onRetry={() => void refetch()} />
        )}
        {data && <Giving call={data} paper={paper && data.typesForms} />}
      </Screen>
    </>
  )
}

function Giving({ call, paper }: { call: PublicCall; paper: boolean }) {
  const say = useSay()
  const [given, setGiven] = useState<Given | null>(null)
  const [round, setRound] = useState(0)
  if (given)
    return (
      <GivenView
        given={given}
        paper={paper}
        code={call.code}
        onAnother={() => {
          setGiven(null)
          setRound(round + 1)
        }}
      />
    )
  if (call.noGiving) return <Remark icon="clock" title={say(call.noGiving)} />
  return <GiveForm key={round} call={call} paper={paper} onGiven={setGiven} />
}
