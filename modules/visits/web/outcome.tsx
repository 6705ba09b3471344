import './visits.css'
import type { Static } from 'typebox'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Go } from '../../../ui/navigation.tsx'
import type { RecordAnswer } from '../contract.ts'
import { useNames } from './names.ts'
import { visitWords } from './words.ts'

/** After it was saved: that it is, when it goes on, and the number of the matter that a difficulty became. */
export function Outcome({ answer, reached }: { answer: Static<typeof RecordAnswer>; reached: boolean }) {
  const w = useWords(visitWords)
  const say = useSay()
  const format = useFormat()
  const nameOf = useNames()
  const { matter, again, notRaised, state } = answer
  return (
    <div className="ui-stack" role="status">
      <p className="vi-saved">
        <Icon name="check" size={24} />
        <strong>{reached ? w.saved : w.savedMiss}</strong>
      </p>
      {again && <p>{w.again(format.shortDay(again.fromAt))}</p>}
      {!reached && state === 'dropped' && <p>{w.gaveUp}</p>}
      {matter && (
        <Remark icon="flag" title={w.raised(matter.number)}>
          <p>{w.raisedTo(nameOf(matter.holder), format.moment(matter.dueAt))}</p>
          <Go to={`/matters/${matter.id}`}>{w.openMatter}</Go>
        </Remark>
      )}
      {notRaised && (
        <Remark icon="warning" title={w.notRaised}>
          {say(notRaised)}
        </Remark>
      )}
    </div>
  )
}
