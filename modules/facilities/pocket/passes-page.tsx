import './facilities-pocket.css'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { type MyPasses, myPasses } from '../passes/contract.ts'
import { AskCard } from './ask-card.tsx'
import { MakeCard } from './make-card.tsx'
import { PassLine } from './pass-line.tsx'
import { words } from './words.ts'

/** `/passes`: a resident makes codes for visitors, sees and cancels them. */
export default function PassesPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(myPasses)
  return (
    <>
      <AppBar title={w.passes} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data && <Whole of={data} />}
      </Screen>
    </>
  )
}

function Whole({ of }: { of: MyPasses }) {
  const w = useWords(words)
  const nameOf = useNames()
  const homes = of.homes.filter(({ gates }) => gates.length > 0)
  const live = of.passes.filter(({ state }) => state === 'live')
  const over = of.passes.filter(({ state }) => state !== 'live')
  return (
    <>
      <p className="ui-muted">{w.passesLead}</p>
      {of.asked.map(({ place, state, why }) => (
        <Remark key={place.id} icon="people">
          {state === 'asked' ? w.asked(nameOf(place)) : w.refused(nameOf(place), why ?? '')}
        </Remark>
      ))}
      {homes.length > 0 && <MakeCard homes={homes} />}
      {homes.length === 0 && of.homes.length > 0 && <EmptyState icon="lock" title={w.noGates} />}
      {of.homes.length === 0 && !of.asked.some(({ state }) => state === 'asked') && <AskCard />}
      {live.length > 0 && (
        <Card flush title={w.live}>
          {live.map((pass) => (
            <PassLine key={pass.id} of={pass} />
          ))}
        </Card>
      )}
      {over.length > 0 && (
        <Card flush title={w.over}>
          {over.map((pass) => (
            <PassLine key={pass.id} of={pass} />
          ))}
        </Card>
      )}
      <p className="ui-muted ui-small">{w.kept}</p>
    </>
  )
}
