import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Icon } from '../../../../ui/icon.tsx'
import { Lamp } from '../../../../ui/lamp.tsx'
import { Card } from '../../../../ui/pocket/parts.tsx'
import { circumstances, isCircumstance } from '../../circumstances.ts'
import { revealPerson, type Stop } from '../../contract.ts'
import { useShow } from '../../web/show.ts'
import { householdWords } from '../../web/words.ts'
import { words } from '../words.ts'

/** Where, why, whom to ask for, and what was said last: what one wants to know before one knocks. */
export function DoorHead({ stop }: { stop: Stop }) {
  const w = useWords(words)
  const h = useWords(householdWords)
  const say = useSay()
  const show = useShow()
  const format = useFormat()
  const { due, room, lastReachedAt } = stop
  return (
    <Card>
      <p>
        {show.name(room.compound)} {show.name(room.building)} · {h.floor(room.floor)}
      </p>
      <p className="ui-muted ui-small">
        {[
          say(due.rule),
          due.tries > 0 && w.tries(due.tries),
          lastReachedAt ? w.lastReached(format.shortDay(lastReachedAt)) : w.never,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {due.state === 'open' && due.lamp && (
        <p>
          <Lamp tone={due.lamp} words={w.by(format.shortDay(due.deadlineAt))} />
        </p>
      )}
      <Circumstances stop={stop} />
      <People stop={stop} />
      <Reveal stop={stop} />
      {stop.notes.length > 0 && (
        <details className="hp-more" open>
          <summary>{w.lastNotes}</summary>
          {stop.notes.map((note) => (
            <p key={note.at} className="hp-said">
              <span className="ui-muted ui-small">{format.shortDay(note.at)}</span> {note.words}
            </p>
          ))}
        </details>
      )}
    </Card>
  )
}

function Circumstances({ stop }: { stop: Stop }) {
  const h = useWords(householdWords)
  const show = useShow()
  if (stop.circumstances.length === 0) return null
  return (
    <p className="hp-chips">
      {stop.circumstances.map(({ code, memberId }) => (
        <span key={`${code} ${memberId}`} className="hp-chip">
          {isCircumstance(code) && circumstances[code].sensitive && <Icon name="lock" size={14} label={h.sensitive} />}
          {show.circumstance(code)}
        </span>
      ))}
    </p>
  )
}

function People({ stop }: { stop: Stop }) {
  const h = useWords(householdWords)
  if (stop.members.length === 0) return <p className="ui-muted">{h.nobodyKnown}</p>
  return (
    <ul className="hp-people">
      {stop.members.map((member) => (
        <li key={member.memberId}>
          <Icon name="person" size={18} />
          <strong>{member.name}</strong>
          <span className="ui-muted">
            {[h.relation[member.relation], member.sex && h.sex[member.sex], member.age !== null && h.age(member.age)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The whole number, for a call: needs a network and leaves a mark. */
function Reveal({ stop }: { stop: Stop }) {
  const w = useWords(words)
  const reveal = useCommand(revealPerson)
  const { contact, householdId } = stop
  if (!contact) return null
  const known = reveal.data
  return (
    <>
      <p className="hp-row">
        <span>
          {w.contact} <strong>{known?.name ?? contact.name}</strong> {known?.phone ?? contact.phone}
        </span>
        {!known && contact.phone && (
          <Button
            look="quiet"
            icon="eye"
            busy={reveal.isPending}
            onClick={() => reveal.mutate({ params: { householdId }, body: { memberId: null, reason: w.revealReason } })}
          >
            {w.reveal}
          </Button>
        )}
        {known?.phone && (
          <Button icon="phone" to={`tel:${known.phone}`}>
            {w.call}
          </Button>
        )}
      </p>
      <ErrorNote error={reveal.error} />
    </>
  )
}
