import { type FormEvent, useState } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import { Choices, Select, TextArea, TextInput, Tick } from '../../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../../ui/pocket/parts.tsx'
import { CategoryChoice, useCategory } from '../../../matters/pocket/public.ts'
import type { DayView } from '../../contract.ts'
import { type Sensitivity, sensitivities, wishKinds } from '../../shapes.ts'
import { householdWords } from '../../web/words.ts'
import { words } from '../words.ts'
import { ChangesPart } from './changes-part.tsx'
import { type DoorDraft, type DoorFault, faultOf, type Meeting, meetings } from './door-draft.ts'
import { PhotosPart } from './photos-part.tsx'

export interface PartProps {
  readonly draft: DoorDraft
  readonly change: (part: Partial<DoorDraft>) => void
  readonly fault: DoorFault | null
}

interface DoorFormProps extends Omit<PartProps, 'fault'> {
  readonly categories: DayView['categories']
  readonly busy: boolean
  /** No door comes after this one. */
  readonly last: boolean
  readonly error: { readonly message: string } | null
  readonly onSave: (category: string) => void
}

/** Only what is not known: met or not, a few questions, what was said, and what has changed. */
export function DoorForm({ draft, change, categories, busy, last, error, onSave }: DoorFormProps) {
  const w = useWords(words)
  const [tried, setTried] = useState(false)
  const [shrinking, setShrinking] = useState(false)
  const category = useCategory(draft.matter ? draft.words : '', categories, draft.matter?.category ?? null)
  const fault = tried ? faultOf(draft) : null
  const part = { draft, change, fault }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (faultOf(draft) === null) onSave(category.value)
  }
  const met = draft.meeting === 'met'
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Card>
        <Met {...part} />
      </Card>
      {met && draft.stop.questions.length + draft.stop.known > 0 && (
        <Card>
          <Questions {...part} />
        </Card>
      )}
      {draft.meeting !== null && (
        <Card>
          <Said {...part} />
          {met && (
            <>
              <Turns {...part} />
              {draft.matter && (
                <CategoryChoice
                  categories={categories}
                  category={category}
                  onChange={(code) => change({ matter: { category: code } })}
                />
              )}
            </>
          )}
          {draft.stop.photos > 0 && <PhotosPart {...part} onBusy={setShrinking} />}
        </Card>
      )}
      {met && (
        <Card>
          <ChangesPart {...part} />
          <Tick checked={draft.followUp} onChange={(followUp) => change({ followUp })}>
            {w.followUp}
          </Tick>
        </Card>
      )}
      {fault && <ErrorNote what={w.faults[fault]} />}
      <ErrorNote error={error} kept={w.stillHere} />
      <BigButton type="submit" icon="check" busy={busy} disabled={shrinking}>
        {busy ? w.sending : last ? w.saveLast : w.save}
      </BigButton>
    </form>
  )
}

function Met({ draft, change, fault }: PartProps) {
  const w = useWords(words)
  const hint = { met: undefined, not_in: w.notInHint, nobody_lives: w.nobodyLivesHint }
  return (
    <Field label={w.met} group error={fault === 'meeting' ? w.faults.meeting : undefined}>
      <Choices
        name="meeting"
        value={draft.meeting}
        onChange={(value) => change({ meeting: value as Meeting })}
        options={meetings.map((value) => ({
          value,
          label: w.meeting[value],
          ...(draft.meeting === value && hint[value] ? { hint: hint[value] } : {}),
        }))}
      />
    </Field>
  )
}

function Questions({ draft, change }: PartProps) {
  const w = useWords(words)
  const say = useSay()
  const answer = (code: string, value: string) => change({ answers: { ...draft.answers, [code]: value } })
  return (
    <>
      {draft.stop.questions.map((question) =>
        question.answer === 'choice' ? (
          <Field key={question.code} label={say(question.words)} optional group>
            <Pills
              value={draft.answers[question.code] ?? null}
              onChange={(value) => answer(question.code, value)}
              options={question.options.map(({ value, words: label }) => ({ value, label: say(label) }))}
            />
          </Field>
        ) : (
          <Field key={question.code} label={say(question.words)} optional>
            {(control) => (
              <div className="hp-unit">
                <TextInput
                  control={control}
                  inputMode={question.answer === 'number' ? 'numeric' : 'text'}
                  maxLength={question.answer === 'number' ? 6 : 200}
                  value={draft.answers[question.code] ?? ''}
                  onChange={(value) => answer(question.code, value)}
                />
                {question.unit && <span>{say(question.unit)}</span>}
              </div>
            )}
          </Field>
        ),
      )}
      {draft.stop.known > 0 && <p className="ui-small ui-muted">{w.known(draft.stop.known)}</p>}
    </>
  )
}

function Said({ draft, change, fault }: PartProps) {
  const w = useWords(words)
  const h = useWords(householdWords)
  return (
    <>
      <Field
        label={w.words}
        hint={w.wordsHint}
        optional={draft.matter === null && draft.wish === null && !draft.volunteer}
        error={fault === 'words' ? w.faults.words : undefined}
      >
        {(control) => (
          <TextArea
            control={control}
            rows={3}
            maxLength={2000}
            value={draft.words}
            onChange={(said) => change({ words: said })}
          />
        )}
      </Field>
      {draft.words.trim() !== '' && (
        <Field label={w.who} group>
          <Pills
            value={draft.sensitivity}
            onChange={(value: Sensitivity) => change({ sensitivity: value })}
            options={sensitivities.map((value) => ({ value, label: h.sensitivity[value] }))}
          />
        </Field>
      )}
    </>
  )
}

/** In one tap: a matter, a wish, a volunteer. */
function Turns({ draft, change }: PartProps) {
  const w = useWords(words)
  const h = useWords(householdWords)
  return (
    <Field label={w.turn} group>
      <Tick checked={draft.matter !== null} onChange={(on) => change({ matter: on ? { category: null } : null })}>
        {w.toMatter}
        {draft.matter && <span className="ui-muted ui-small"> {w.toMatterHint}</span>}
      </Tick>
      <Tick checked={draft.wish !== null} onChange={(on) => change({ wish: on ? 'other' : null })}>
        {w.toWish}
      </Tick>
      {draft.wish !== null && (
        <Field label={w.wishWhat}>
          {(control) => (
            <Select
              control={control}
              value={draft.wish ?? ''}
              onChange={(value) => change({ wish: wishKinds.find((kind) => kind === value) ?? 'other' })}
              options={wishKinds.map((value) => ({ value, label: h.wishKind[value] }))}
            />
          )}
        </Field>
      )}
      <Tick checked={draft.volunteer} onChange={(volunteer) => change({ volunteer })}>
        {w.toVolunteer}
      </Tick>
    </Field>
  )
}
