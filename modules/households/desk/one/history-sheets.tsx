import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Photos } from '../../../matters/desk/public.ts'
import type { HouseholdView } from '../../contract.ts'
import { useShow } from '../../web/show.ts'
import { householdWords } from '../../web/words.ts'
import { words } from '../words.ts'

interface HouseholdProps {
  readonly household: HouseholdView
}

/** Who called, and what they were told, newest first. */
export function VisitsSheet({ household }: HouseholdProps) {
  const w = useWords(words).one
  const say = useSay()
  const format = useFormat()
  return (
    <Sheet title={w.visits}>
      {household.visits.length === 0 && <p className="ui-muted">{w.noVisits}</p>}
      {household.visits.map((visit) => (
        <div key={visit.id} className="hd-note">
          <span>
            <strong>{format.moment(visit.heldAt)}</strong>{' '}
            <span className="ui-muted">
              {[
                say(visit.rule),
                visit.post && say(visit.post),
                visit.supplement && w.supplement,
                !visit.reached && w.missed,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
          {visit.answers.map(({ question, answer }) => (
            <span key={question.zh}>
              <span className="ui-muted">{say(question)}</span> {say(answer)}
            </span>
          ))}
          {visit.fileIds.length > 0 && <Photos label={w.photos} fileIds={visit.fileIds} />}
        </div>
      ))}
    </Sheet>
  )
}

/** Every value that was entered, and what became of it: nothing is overwritten. */
export function HistorySheet({ household }: HouseholdProps) {
  const w = useWords(words).one
  const h = useWords(householdWords)
  const say = useSay()
  const show = useShow()
  const format = useFormat()
  return (
    <Sheet title={w.history}>
      {household.history.length === 0 && <p className="ui-muted">{w.noHistory}</p>}
      <div className="hd-lines">
        {household.history.map((entry) => (
          <div key={entry.entryId} className="hd-line">
            <span>
              {say(entry.label)} <strong>{entry.lines.map(({ value }) => say(value)).join(' · ') || w.removed}</strong>
              <br />
              <span className="ui-muted ui-small">
                {[format.moment(entry.at), entry.by && say(entry.by), show.source(entry.source)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <span className="ui-muted ui-small">{h.entryState[entry.state]}</span>
          </div>
        ))}
      </div>
    </Sheet>
  )
}
