import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Remark } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Card } from '../../../../ui/pocket/parts.tsx'
import type { MatterView } from '../../contract.ts'
import { isOpen } from '../../matter.ts'
import { words } from './words.ts'

/** Orders that wait for an answer: number, who asks, until when, and what is asked for. */
export function OrdersCard({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const waiting = matter.measures.filter(({ kind, doneAt, lapsed }) => kind === 'order' && doneAt === null && !lapsed)
  if (waiting.length === 0 || !isOpen(matter.state)) return null
  return (
    <Card title={w.order}>
      {waiting.map(({ id, number, by, dueAt, words: said }) => (
        <div key={id} className="ui-stack">
          <Remark icon="eye">
            {[number, by && say(by), dueAt && w.answerBy(format.moment(dueAt))].filter(Boolean).join(' · ')}
          </Remark>
          {said && <p>{said}</p>}
        </div>
      ))}
    </Card>
  )
}
