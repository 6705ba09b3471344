import type { Id } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { getHandover } from '../handover/contract.ts'
import { HandoverFacts } from '../web/handover-view.tsx'
import { words } from '../web/handover-words.ts'
import { PostLoads } from '../web/post-loads.tsx'

/** `/handovers/$handoverId` on a phone: what I take over, or gave, with its note. */
export default function HandoverPage() {
  const w = useWords(words)
  const handoverId = useParam('handoverId') as Id<'handover'>
  const { data, error, refetch } = useEndpoint(getHandover, { params: { handoverId } })
  return (
    <>
      <AppBar title={w.title} back="/inbox" />
      <Screen>
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data && (
          <>
            <Card>
              <HandoverFacts it={data} />
              {data.state === 'overtaken' && <p>{w.overtakenText}</p>}
            </Card>
            <Card title={w.note}>
              <p className={data.note ? 'people-note' : 'ui-muted'}>{data.note || w.noNote}</p>
            </Card>
            {(data.state === 'planned' || data.state === 'done') && (
              <Card title={data.state === 'done' ? w.went : w.going}>
                <PostLoads loads={data.passed} none={w.goingNone} />
              </Card>
            )}
          </>
        )}
      </Screen>
    </>
  )
}
