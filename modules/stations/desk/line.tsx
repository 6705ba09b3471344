import './stations.css'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { answerWait, listBookings, resourceWeek, stationFigures, type WaitRow } from '../contract.ts'
import { useWhen } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { words } from './words.ts'

/** Who waits for a time of the week, for who keeps or shares it; the station answers for whom it has put in. */
export function Line({ waits }: { waits: readonly WaitRow[] }) {
  const w = useWords(words)
  if (waits.length === 0) return null
  return (
    <Sheet title={w.line}>
      {waits.map((one) => (
        <Place key={one.id} of={one} />
      ))}
    </Sheet>
  )
}

function Place({ of }: { of: WaitRow }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  const format = useFormat()
  const when = useWhen()
  const answer = useCommand(answerWait, { changes: [resourceWeek, listBookings, stationFigures] })
  const send = (step: 'accept' | 'leave') => answer.mutate({ params: { waitId: of.id }, body: { step } })
  return (
    <div className="st-line">
      <div>
        {when(of)}
        {of.pieces > 1 && ` · ${b.pieces(of.pieces)}`}
        <div className="ui-muted ui-small">
          {[of.who, of.byStation && w.putIn, of.answerUntil && w.heldUntil(format.moment(of.answerUntil))]
            .filter(Boolean)
            .join(' · ')}
        </div>
        <ErrorNote error={answer.error} />
      </div>
      <div className="ui-row">
        <StatusWord words={of.offered ? w.asked : w.ahead(of.ahead)} tone="active" />
        {of.offered && of.byStation && (
          <Button look="main" icon="check" busy={answer.isPending} onClick={() => send('accept')}>
            {w.acceptFor}
          </Button>
        )}
        <Button look="quiet" busy={answer.isPending} onClick={() => send('leave')}>
          {w.takeOut}
        </Button>
      </div>
    </div>
  )
}
