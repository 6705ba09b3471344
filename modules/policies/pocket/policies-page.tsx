import './policies.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import type { FirmId } from '../../enterprises/contract.ts'
import { myFirmPolicies, type OwnPolicies, tryMyAnswer } from '../portal/contract.ts'
import { nothingTyped, type Typing, typedValue } from '../web/typing.ts'
import { useTrial } from '../web/use-trial.ts'
import { PushesCard } from './pushes-card.tsx'
import { QuestionCard } from './question-card.tsx'
import { FitsCard, UnfitCard, UnknownCard } from './verdict-cards.tsx'
import { words } from './words.ts'

/** `/firm/:firmId/policies`: what was sent to a firm, what fits it, and the one thing to tell next. */
export default function PoliciesPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const firmId = useParam('firmId') as FirmId
  const { data, error, refetch } = useEndpoint(myFirmPolicies, { params: { firmId } }, { live: ['notice'] })
  const gone = error?.code === 'not_found'
  return (
    <>
      <AppBar title={w.title} back="/firm" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {gone && <EmptyState icon="building" title={w.notHere} />}
        {!data && !gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && !gone && <Policies key={firmId} data={data} />}
      </Screen>
    </>
  )
}

/** While an answer is typed, what it would come to stands in place of what is known. */
function Policies({ data }: { data: OwnPolicies }) {
  const w = useWords(words)
  const lang = useLang()
  const format = useFormat()
  const question = data.mayAnswer ? data.question : null
  const [typed, setTyped] = useState<{ readonly key: string; readonly typing: Typing } | null>(null)
  const typing = question && typed?.key === question.fact.key ? typed.typing : null
  const value = question && typing ? typedValue(question.fact, typing) : undefined
  const tried = useTrial(tryMyAnswer, data.firm.id, question?.fact.key, value)
  const told = tried.told ?? data
  const name = (lang === 'en' ? data.firm.nameEn : null) ?? data.firm.name
  return (
    <>
      <h2>{name}</h2>
      <p className="ui-muted">{w.lead(format.day(`${data.on}T12:00:00+08:00`))}</p>
      <PushesCard firmId={data.firm.id} pushes={data.pushes} />
      {question && (
        <QuestionCard
          key={question.fact.key}
          told={data}
          question={question}
          typing={typing ?? nothingTyped(question.fact)}
          onTyping={(next) => setTyped({ key: question.fact.key, typing: next })}
          cannotBe={tried.error?.field('value')}
        />
      )}
      {tried.told && (
        <p className="pp-trial" role="status">
          {w.trialNote}
        </p>
      )}
      <FitsCard told={told} />
      <UnknownCard told={told} />
      <UnfitCard told={told} />
      <Card flush>
        <ListRow icon="file" title={w.data} to={`/firm/${data.firm.id}/data`} />
      </Card>
    </>
  )
}
