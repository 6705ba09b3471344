import { type FormEvent, type ReactNode, useState } from 'react'
import { newId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Icon } from '../../../../ui/icon.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { CategorySearch, Lines } from '../../../matters/desk/public.ts'
import { getHousehold, listNotes, type NoteView, turnNote } from '../../contract.ts'
import { type WishKind, wishKinds } from '../../shapes.ts'
import { householdWords } from '../../web/words.ts'
import { words } from '../words.ts'
import { Choose } from './choose.tsx'
import { NoteActions } from './note-actions.tsx'

interface NoteCardProps {
  readonly note: NoteView
  readonly mayTurn: boolean
  /** Where it was said, where that is not clear. */
  readonly where?: ReactNode
}

/** Words of a visit, what became of them, and what can be made of them. */
export function NoteCard({ note, mayTurn, where }: NoteCardProps) {
  const w = useWords(words).one
  const h = useWords(householdWords)
  const say = useSay()
  const format = useFormat()
  const turn = useTurn()
  return (
    <article className="hd-note">
      <p className="ui-muted ui-small">
        {format.moment(note.at)} {note.post && say(note.post)} {where}
        {note.sensitivity === 'sealed_to_those_in_charge' && (
          <>
            {' '}
            <Icon name="lock" size={14} /> {h.sensitivity[note.sensitivity]}
          </>
        )}
      </p>
      <p className="hd-said">{note.words}</p>
      <p className="ui-row ui-small">
        {note.matter && <Go to={`/matters/${note.matter.id}`}>{w.matter(note.matter.number)}</Go>}
        {note.wish && <span>{w.wish(h.wishKind[note.wish])}</span>}
        {note.volunteer && <span>{w.volunteer}</span>}
      </p>
      {mayTurn && (
        <div className="ui-row">
          {!note.matter && (
            <DialogButton label={w.toMatter} icon="flag">
              {(done) => <MatterForm note={note} onDone={done} />}
            </DialogButton>
          )}
          {!note.wish && (
            <DialogButton label={w.toWish} icon="heart">
              {(done) => <WishForm note={note} onDone={done} />}
            </DialogButton>
          )}
          {!note.volunteer && (
            <Button
              icon="people"
              busy={turn.isPending}
              onClick={() => turn.mutate({ params: { noteId: note.id }, body: { volunteer: true } })}
            >
              {w.toVolunteer}
            </Button>
          )}
          <NoteActions note={note} />
        </div>
      )}
      <ErrorNote error={turn.error} />
    </article>
  )
}

function useTurn(onDone?: () => void) {
  const w = useWords(words).one
  return useCommand(turnNote, {
    changes: [getHousehold, listNotes],
    onDone: ({ matter }) => {
      toast(matter ? w.matter(matter.number) : w.turned, 'check')
      onDone?.()
    },
  })
}

interface FormProps {
  readonly note: NoteView
  readonly onDone: () => void
}

function MatterForm({ note, onDone }: FormProps) {
  const w = useWords(words).one
  const [said, setSaid] = useState(note.words)
  const [category, setCategory] = useState('')
  const turn = useTurn(onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (said.trim().length >= 4)
      turn.mutate({ params: { noteId: note.id }, body: { matter: { category, words: said.trim() } } })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.noteWords}>
        {(control) => <Lines control={control} rows={4} maxLength={2000} value={said} onChange={setSaid} />}
      </Field>
      <Field label={w.category} optional>
        {(control) => <CategorySearch control={control} value={category} onChange={setCategory} />}
      </Field>
      <ErrorNote error={turn.error} />
      <div>
        <Button type="submit" look="main" busy={turn.isPending} disabled={said.trim().length < 4}>
          {w.toMatter}
        </Button>
      </div>
    </form>
  )
}

function WishForm({ note, onDone }: FormProps) {
  const w = useWords(words).one
  const h = useWords(householdWords)
  const [id] = useState(() => newId<'wish'>())
  const [kind, setKind] = useState<WishKind>('other')
  const turn = useTurn(onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    turn.mutate({ params: { noteId: note.id }, body: { wish: { id, kind } } })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.which}>
        {(control) => (
          <Choose
            control={control}
            value={kind}
            onChange={(next) => setKind(wishKinds.find((one) => one === next) ?? 'other')}
            options={wishKinds.map((value) => ({ value, label: h.wishKind[value] }))}
          />
        )}
      </Field>
      <ErrorNote error={turn.error} />
      <div>
        <Button type="submit" look="main" busy={turn.isPending}>
          {w.toWish}
        </Button>
      </div>
    </form>
  )
}
