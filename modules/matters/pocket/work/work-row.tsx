import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Icon } from '../../../../ui/icon.tsx'
import { ListRow } from '../../../../ui/pocket/parts.tsx'
import type { MatterRow } from '../../contract.ts'
import { matterWords } from '../../matter-words.ts'
import { useAct } from '../matter/use-act.ts'
import { useNames } from '../parts/names.ts'
import { RowMark } from '../parts/standing.tsx'
import { words as common } from '../parts/words.ts'
import { words } from './words.ts'

/** One matter of the list: lamp, what, where, by when; the first contact in one press. */
export function WorkRow({ matter }: { matter: MatterRow }) {
  const w = useWords(words)
  const c = useWords(common)
  const m = useWords(matterWords)
  const format = useFormat()
  const nameOf = useNames()
  const acting = useAct({ matterId: matter.id })
  const note = [
    nameOf(matter.place.above),
    nameOf(matter.place),
    matter.clock ? `${m.stage[matter.clock.stage]} ${c.dueBy(format.moment(matter.clock.dueAt))}` : '',
    matter.reviewAt ? c.reviewOn(format.shortDay(matter.reviewAt)) : '',
    matter.rounds > 1 ? c.rounds(matter.rounds) : '',
  ].filter(Boolean)
  const title =
    matter.priority === 'urgent' ? (
      <>
        <strong className="mp-urgent">
          <Icon name="warning" size={16} />
          {c.urgent}
        </strong>{' '}
        {matter.title}
      </>
    ) : (
      matter.title
    )
  return (
    <li>
      <ListRow title={title} note={note.join(' · ')} mark={<RowMark matter={matter} />} to={`/matters/${matter.id}`} />
      {matter.state === 'assigned' && (
        <div className="mp-work-do">
          <Button
            icon="check"
            busy={acting.busy}
            disabled={acting.waiting}
            onClick={() => void acting.take({ action: 'contact' }, `${w.contacted} · ${matter.title}`)}
          >
            {acting.waiting ? c.waiting : w.contacted}
          </Button>
          <ErrorNote error={acting.error} />
        </div>
      )}
    </li>
  )
}
