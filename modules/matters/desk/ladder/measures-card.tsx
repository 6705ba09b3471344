import './ladder.css'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { StatusWord } from '../../../../ui/status-word.tsx'
import type { MatterView, MeasureView } from '../../contract.ts'
import { orderPaper } from '../../ladder/contract.ts'
import { isOpen } from '../../matter.ts'
import { matterWords } from '../../matter-words.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { ladderWords } from './words.ts'

/** Orders, bulletin entries and talks of a matter, the latest first; an order is printed here and answered above. */
export function MeasuresCard({ matter }: { matter: MatterView }) {
  const l = useWords(ladderWords)
  return (
    <Sheet title={l.card}>
      <ul className="matter-measures">
        {matter.measures.map((measure) => (
          <OneMeasure key={measure.id} matter={matter} measure={measure} />
        ))}
      </ul>
    </Sheet>
  )
}

function OneMeasure({ matter, measure }: { matter: MatterView; measure: MeasureView }) {
  const l = useWords(ladderWords)
  const m = useWords(matterWords)
  const say = useSay()
  const format = useFormat()
  const { kind, number, to, by, superior, origin, reason, words, answer } = measure
  const reasons: Readonly<Record<string, string>> = m.orderReason
  const facts = [
    format.moment(measure.at),
    by ? l.byPost(say(by)) : l.origin[origin],
    l.to(say(to)),
    superior && kind === 'order' ? l.copied(say(superior)) : null,
    reason ? (reasons[reason] ?? reason) : by ? l.origin[origin] : null,
  ]
  return (
    <li>
      <div className="ui-row">
        <strong>{number ?? l.kinds[kind]}</strong>
        <Standing matter={matter} measure={measure} />
      </div>
      <p className="ui-muted ui-small">{facts.filter(Boolean).join(' · ')}</p>
      {words && <blockquote>{words}</blockquote>}
      {answer && <blockquote>{answer}</blockquote>}
      {number && (
        <div>
          <ExportButton
            endpoint={orderPaper}
            query={{}}
            params={{ matterId: matter.id, measureId: measure.id }}
            name={l.paper(number)}
            words={l.print}
            label={`${l.print} ${number}`}
            ending="pdf"
          />
        </div>
      )}
    </li>
  )
}

/** Whether it is answered, held, or still waits, and until when. */
function Standing({ matter, measure }: { matter: MatterView; measure: MeasureView }) {
  const l = useWords(ladderWords)
  const format = useFormat()
  const { kind, dueAt, doneAt, lapsed } = measure
  if (kind === 'bulletin') return <StatusWord tone="stopped" words={l.named} />
  if (doneAt)
    return <StatusWord tone="done" words={(kind === 'order' ? l.answered : l.talked)(format.moment(doneAt))} />
  if (lapsed || (kind === 'order' && !isOpen(matter.state))) return <StatusWord words={l.lapsed} />
  if (!dueAt) return null
  const late = Date.parse(dueAt) < Date.now()
  if (kind === 'order' && late) return <StatusWord tone="stopped" words={l.answerLate} />
  return <StatusWord tone="active" words={(kind === 'order' ? l.answerBy : l.talkBy)(format.moment(dueAt))} />
}
