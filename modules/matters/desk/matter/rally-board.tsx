import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { StatusWord } from '../../../../ui/status-word.tsx'
import type { MatterView } from '../../contract.ts'
import { words } from './words.ts'

/** Who was called, who leads, who has answered what, and until when the others must. */
export function RallyBoard({ rally }: { rally: NonNullable<MatterView['rally']> }) {
  const w = useWords(words).rally
  const say = useSay()
  const format = useFormat()
  const left = rally.members.filter((member) => member.answeredAt === null).length
  return (
    <Sheet title={w.title} tools={<span className="matter-quiet">{w.lead(say(rally.lead))}</span>}>
      <p>{left > 0 ? w.left(left) : w.allIn}</p>
      <ul className="matter-rally">
        {rally.members.map(({ postId, name, dueAt, answeredAt, words: said }) => (
          <li key={postId}>
            <strong>{say(name)}</strong>
            {answeredAt ? (
              <StatusWord tone="done" words={w.answered(format.moment(answeredAt))} />
            ) : (
              <StatusWord
                tone={Date.parse(dueAt) < Date.now() ? 'stopped' : 'active'}
                words={Date.parse(dueAt) < Date.now() ? w.late : w.due(format.moment(dueAt))}
              />
            )}
            {said && <blockquote>{said}</blockquote>}
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
