import { type FormEvent, useState } from 'react'
import { newId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Pills } from '../../../../ui/pills.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { Lines } from '../../../matters/desk/public.ts'
import { addNote, getHousehold, type HouseholdView, householdFigures, withdrawWish } from '../../contract.ts'
import { type HouseholdId, type Sensitivity, sensitivities } from '../../shapes.ts'
import { householdWords } from '../../web/words.ts'
import { words } from '../words.ts'
import { NoteCard } from './note-card.tsx'

interface HouseholdProps {
  readonly household: HouseholdView
}

/** What was said, newest first; something can be made of each. */
export function NotesSheet({ household }: HouseholdProps) {
  const w = useWords(words).one
  return (
    <Sheet
      title={w.notes}
      tools={
        <DialogButton label={w.addNote} icon="plus">
          {(done) => <NoteForm householdId={household.id} onDone={done} />}
        </DialogButton>
      }
    >
      {household.notes.length === 0 && <p className="ui-muted">{w.noNotes}</p>}
      {household.notes.map((note) => (
        <NoteCard key={note.id} note={note} mayTurn />
      ))}
    </Sheet>
  )
}

function NoteForm({ householdId, onDone }: { householdId: HouseholdId; onDone: () => void }) {
  const w = useWords(words).one
  const h = useWords(householdWords)
  const [id] = useState(() => newId<'note'>())
  const [said, setSaid] = useState('')
  const [sensitivity, setSensitivity] = useState<Sensitivity>('open_to_community')
  const [tried, setTried] = useState(false)
  const add = useCommand(addNote, { changes: [getHousehold], onDone })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (said.trim()) add.mutate({ params: { householdId }, body: { id, words: said.trim(), sensitivity } })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.noteWords} error={tried && !said.trim() ? w.required : undefined}>
        {(control) => <Lines control={control} rows={4} maxLength={2000} value={said} onChange={setSaid} />}
      </Field>
      <Field label={w.who} group>
        <Pills
          value={sensitivity}
          onChange={setSensitivity}
          options={sensitivities.map((value) => ({ value, label: h.sensitivity[value] }))}
        />
      </Field>
      <ErrorNote error={add.error} />
      <div>
        <Button type="submit" look="main" busy={add.isPending}>
          {w.save}
        </Button>
      </div>
    </form>
  )
}

/** What neighbours could do for them. */
export function WishesSheet({ household }: HouseholdProps) {
  const w = useWords(words).one
  const h = useWords(householdWords)
  const format = useFormat()
  const withdraw = useCommand(withdrawWish, { changes: [getHousehold, householdFigures] })
  return (
    <Sheet title={w.wishes}>
      {household.wishList.length === 0 && <p className="ui-muted">{w.noWishes}</p>}
      <div className="hd-lines">
        {household.wishList.map(({ id, kind, state, at, words: said }) => (
          <div key={id} className="hd-line">
            <span>
              <strong>{h.wishKind[kind]}</strong> {said}
              <br />
              <span className="ui-muted ui-small">{format.shortDay(at)}</span>
            </span>
            <StatusWord
              words={h.wishState[state]}
              tone={state === 'taken' ? 'active' : state === 'open' ? 'plain' : 'stopped'}
            />
            {state === 'open' && (
              <Button
                look="quiet"
                busy={withdraw.isPending}
                onClick={() => withdraw.mutate({ params: { wishId: id } })}
              >
                {w.withdraw}
              </Button>
            )}
          </div>
        ))}
      </div>
      <ErrorNote error={withdraw.error} />
    </Sheet>
  )
}
