import { type FormEvent, useState } from 'react'
import { newId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { DialogButton, WhyButton } from '../../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Line } from '../../../matters/desk/public.ts'
import { type HouseholdView, revealPerson } from '../../contract.ts'
import type { ContactValue, EntryId, HouseholdId, MemberId, MemberValue } from '../../shapes.ts'
import { useShow } from '../../web/show.ts'
import { householdWords } from '../../web/words.ts'
import { words } from '../words.ts'
import { emptyPerson, isPerson, type PersonDraft, PersonFields, personOf } from './person-fields.tsx'
import { useEnter } from './use-enter.ts'

interface HouseholdProps {
  readonly household: HouseholdView
}

/** Who lives here, masked; each can be looked up in full with a reason, changed, or taken off. */
export function PeopleSheet({ household }: HouseholdProps) {
  const w = useWords(words).one
  const h = useWords(householdWords)
  const show = useShow()
  const live = household.toOn === null
  return (
    <Sheet
      title={w.people}
      tools={
        live && (
          <DialogButton label={w.addMember} icon="plus">
            {(done) => <MemberForm householdId={household.id} memberId={null} basisId={null} onDone={done} />}
          </DialogButton>
        )
      }
    >
      {household.members.length === 0 && <p className="ui-muted">{h.nobodyKnown}</p>}
      <div className="hd-lines">
        {household.members.map((member) => (
          <div key={member.memberId} className="hd-line">
            <span>
              <strong>{member.name}</strong>{' '}
              <span className="ui-muted">
                {[
                  h.relation[member.relation],
                  member.sex && h.sex[member.sex],
                  member.age !== null && h.age(member.age),
                  member.phone,
                  show.source(member.source),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <Reveal householdId={household.id} memberId={member.memberId} />
            {live && (
              <DialogButton label={w.editMember(member.name)}>
                {(done) => (
                  <MemberForm
                    householdId={household.id}
                    memberId={member.memberId}
                    basisId={member.entryId}
                    first={{ relation: member.relation, sex: member.sex ?? '' }}
                    onDone={done}
                  />
                )}
              </DialogButton>
            )}
          </div>
        ))}
      </div>
    </Sheet>
  )
}

/** Name and phone in full; asks why, and leaves a mark. */
function Reveal({ householdId, memberId }: { householdId: HouseholdId; memberId: MemberId | null }) {
  const w = useWords(words).one
  const reveal = useCommand(revealPerson)
  if (reveal.data)
    return (
      <strong role="status">
        {[reveal.data.name, reveal.data.phone, reveal.data.birth].filter(Boolean).join(' · ')}
      </strong>
    )
  return (
    <WhyButton
      label={w.reveal}
      why={w.revealWhy}
      hint={w.revealHint}
      busy={reveal.isPending}
      error={reveal.error}
      onTake={(reason, done) =>
        reveal.mutate({ params: { householdId }, body: { memberId, reason } }, { onSuccess: done })
      }
    />
  )
}

interface MemberFormProps {
  readonly householdId: HouseholdId
  readonly memberId: MemberId | null
  readonly basisId: EntryId | null
  readonly first?: Partial<PersonDraft>
  readonly onDone: () => void
}

/** One person, whole: what is masked on the screen is typed anew, so that nobody reads it by the way. */
function MemberForm({ householdId, memberId, basisId, first, onDone }: MemberFormProps) {
  const w = useWords(words).one
  const [person, setPerson] = useState<PersonDraft>({ ...emptyPerson, ...first })
  const [tried, setTried] = useState(false)
  const { enter, busy, error } = useEnter(householdId, onDone)
  const item = { kind: 'member' as const, memberId: memberId ?? newId<'member'>() }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isPerson(person)) enter({ item, value: personOf(person) satisfies MemberValue, basisId })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <PersonFields person={person} onChange={setPerson} tried={tried} />
      <ErrorNote error={error} />
      <div className="ui-row">
        <Button type="submit" look="main" busy={busy}>
          {w.save}
        </Button>
        {memberId && (
          <Button look="final" busy={busy} onClick={() => enter({ item, value: null, basisId })}>
            {w.leaves}
          </Button>
        )}
      </div>
    </form>
  )
}

/** Whom to ask for. */
export function ContactSheet({ household }: HouseholdProps) {
  const w = useWords(words).one
  const h = useWords(householdWords)
  const show = useShow()
  const format = useFormat()
  const { contact, contactEntry } = household
  return (
    <Sheet title={w.contact}>
      <div className="ui-stack">
        <p>
          {contact ? (
            <>
              <strong>{contact.name}</strong> {contact.phone}
              <br />
              <span className="ui-muted ui-small">
                {contactEntry && [show.source(contactEntry.source), h.asOf(format.date(contactEntry.asOf))].join(' · ')}
              </span>
            </>
          ) : (
            <span className="ui-muted">{h.noContact}</span>
          )}
        </p>
        {contact && <Reveal householdId={household.id} memberId={null} />}
        {household.toOn === null && (
          <DialogButton label={w.editContact} icon="edit">
            {(done) => <ContactForm householdId={household.id} basisId={contactEntry?.entryId ?? null} onDone={done} />}
          </DialogButton>
        )}
      </div>
    </Sheet>
  )
}

interface ContactFormProps {
  readonly householdId: HouseholdId
  readonly basisId: EntryId | null
  readonly onDone: () => void
}

function ContactForm({ householdId, basisId, onDone }: ContactFormProps) {
  const w = useWords(words).one
  const [contact, setContact] = useState({ name: '', phone: '' })
  const [tried, setTried] = useState(false)
  const { enter, busy, error } = useEnter(householdId, onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const name = contact.name.trim()
    const value: ContactValue = { name, phone: contact.phone.trim() || null }
    if (name) enter({ item: { kind: 'contact' }, value, basisId })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.name} error={tried && !contact.name.trim() ? w.required : undefined}>
        {(control) => (
          <Line
            control={control}
            maxLength={60}
            value={contact.name}
            onChange={(name) => setContact({ ...contact, name })}
          />
        )}
      </Field>
      <Field label={w.phone} optional>
        {(control) => (
          <Line
            control={control}
            type="tel"
            maxLength={20}
            value={contact.phone}
            onChange={(phone) => setContact({ ...contact, phone })}
          />
        )}
      </Field>
      <ErrorNote error={error} />
      <div>
        <Button type="submit" look="main" busy={busy}>
          {w.save}
        </Button>
      </div>
    </form>
  )
}
