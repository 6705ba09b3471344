import './conflict-card.css'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Go } from '../../../ui/navigation.tsx'
import {
  type ConflictView,
  getHousehold,
  householdFigures,
  listConflicts,
  listHouseholds,
  type Shown,
  settleConflict,
} from '../contract.ts'
import { useShow } from './show.ts'
import { householdWords } from './words.ts'

interface ConflictCardProps {
  readonly conflict: ConflictView
  /** Leads to the household, where the card stands on a list. */
  readonly to?: string | undefined
  /** Where the household is named already. */
  readonly nameless?: boolean
  readonly onSettled?: (words: string) => void
}

/** Two values of one thing side by side, who said each and when, and the choice. */
export function ConflictCard({ conflict, to, nameless = false, onSettled }: ConflictCardProps) {
  const h = useWords(householdWords)
  const say = useSay()
  const show = useShow()
  const { room } = conflict.household
  const settle = useCommand(settleConflict, {
    changes: [listConflicts, getHousehold, householdFigures, listHouseholds],
    onDone: () => onSettled?.(h.settle.done),
  })
  const choose = (choice: ConflictView['mayChoose'][number]) =>
    settle.mutate({
      params: { entryId: conflict.id },
      body: { choose: choice, currentId: conflict.current.entryId },
    })
  const where = `${show.name(room.building)} ${show.door(room)}`
  return (
    <article className="hh-conflict" aria-label={`${where} ${say(conflict.label)}`}>
      <header>
        <Icon name="warning" size={20} />
        <div>
          <h3>{say(conflict.label)}</h3>
          <p className="ui-muted ui-small">
            {!nameless && (to ? <Go to={to}>{where}</Go> : where)} {h.settle[conflict.kind]}
          </p>
        </div>
      </header>
      {conflict.words && <p className="hh-conflict-words">“{conflict.words}”</p>}
      <div className="hh-sides">
        <Side title={h.settle.current} shown={conflict.current} />
        <Side title={h.settle.other} shown={conflict.other} />
      </div>
      <ErrorNote error={settle.error} />
      {conflict.mayChoose.length > 0 && (
        <div className="hh-choices">
          {conflict.mayChoose.map((choice) => (
            <Button key={choice} tall busy={settle.isPending} onClick={() => choose(choice)}>
              {h.settle.chooseFor[choice]}
            </Button>
          ))}
        </div>
      )}
    </article>
  )
}

function Side({ title, shown }: { title: string; shown: Shown }) {
  const h = useWords(householdWords)
  const say = useSay()
  const show = useShow()
  const format = useFormat()
  return (
    <section className="hh-side" aria-label={title}>
      <h4>{title}</h4>
      {shown.lines.length === 0 && <p className="hh-side-value">{h.settle.none}</p>}
      {shown.lines.map(({ label, value }) => (
        <p key={label.zh} className="hh-side-value">
          {shown.lines.length > 1 && <span className="ui-muted ui-small">{say(label)} </span>}
          {say(value)}
        </p>
      ))}
      <p className="ui-muted ui-small">
        {[
          shown.by ? say(shown.by) : h.settle.nobody,
          shown.at && format.moment(shown.at),
          shown.source && show.source(shown.source),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </section>
  )
}
