import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go } from '../../../ui/navigation.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { answerWait, mine, resourceWeek, type WaitRow } from '../contract.ts'
import { useWhen } from '../web/show.ts'
import { words } from './words.ts'

/** Where I stand in line; what is offered to me first, with until when to answer. */
export function MyWaits({ waits }: { waits: readonly WaitRow[] }) {
  const w = useWords(words)
  if (waits.length === 0) return null
  return (
    <Card flush title={waits.some(({ offered }) => offered) ? w.yourTurn : w.myWaits}>
      {waits.map((one) => (
        <Line key={one.id} of={one} />
      ))}
    </Card>
  )
}

function Line({ of }: { of: WaitRow }) {
  const w = useWords(words)
  const format = useFormat()
  const when = useWhen()
  const answer = useCommand(answerWait, {
    changes: [mine, resourceWeek],
    onDone: ({ bookingId }) => toast(bookingId ? w.booked : w.left, 'check'),
  })
  const send = (step: 'accept' | 'leave') => answer.mutate({ params: { waitId: of.id }, body: { step } })
  return (
    <div className="sp-line">
      <div className="sp-head">
        <strong>
          <Go to={`/shares/${of.resource.id}`}>{of.resource.name}</Go>
        </strong>
        <StatusWord words={of.offered ? w.turn : w.inLine} tone="active" />
      </div>
      <span className="ui-muted">
        {when(of)}
        {!of.offered && ` · ${w.ahead(of.ahead)}`}
      </span>
      {of.offered && of.answerUntil && <span>{w.answerBy(format.moment(of.answerUntil))}</span>}
      <ErrorNote error={answer.error} />
      <div className="ui-row">
        {of.offered && (
          <Button look="main" icon="check" busy={answer.isPending} onClick={() => send('accept')}>
            {w.takeIt}
          </Button>
        )}
        <Button look="quiet" busy={answer.isPending} onClick={() => send('leave')}>
          {of.offered ? w.passOn : w.leave}
        </Button>
      </div>
    </div>
  )
}
