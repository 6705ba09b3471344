import './visits.css'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Go } from '../../../ui/navigation.tsx'
import type { VisitEntry } from '../contract.ts'
import { moodOf } from './moods.ts'
import { visitWords } from './words.ts'

/** What was said before, newest first. */
export function History({ entries }: { entries: readonly VisitEntry[] }) {
  const w = useWords(visitWords)
  const say = useSay()
  const format = useFormat()
  if (entries.length === 0) return <p className="ui-muted">{w.noHistory}</p>
  return (
    <ol className="vi-history">
      {entries.map((entry) => (
        <li key={entry.id}>
          <div className="vi-history-head">
            <Icon name={entry.method === 'call' ? 'phone' : 'pin'} size={16} />
            <strong>{format.shortDay(entry.heldAt)}</strong>
            <span>
              {[say(entry.rule), entry.post && say(entry.post), entry.supplement && w.supplement]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </div>
          {!entry.reached && <p className="ui-muted">{w.missed}</p>}
          {entry.answers.map(({ question, answer }) => (
            <p key={question.zh}>
              <span className="ui-muted">{say(question)}</span> {say(answer)}
            </p>
          ))}
          {entry.words && <p className="vi-said">{entry.words}</p>}
          {entry.mood !== null && (
            <p className="ui-muted ui-small">
              {w.moodLabel}: {w.mood[moodOf(entry.mood)]}
            </p>
          )}
          {entry.matter && (
            <p>
              <Go to={`/matters/${entry.matter.id}`}>{w.raised(entry.matter.number)}</Go>
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}
