import { useState } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { PhotoInput } from '../../../../ui/photo-input.tsx'
import { TextArea, TextInput, Tick } from '../../../../ui/pocket/inputs.tsx'
import { BigButton } from '../../../../ui/pocket/parts.tsx'
import { Rating } from '../../../../ui/rating.tsx'
import { isTemplateAction } from '../../answers/template.ts'
import type { MatterView, NextStep } from '../../contract.ts'
import { unticked } from '../../form.ts'
import { AnswerFields, pocketLook, TickList } from '../../forms/answer-fields.tsx'
import { typedFaults } from '../../forms/typed.ts'
import { words as formWords } from '../../forms/words.ts'
import type { Need } from '../../matter.ts'
import { busy, filesOf, sendWhenOnline } from '../parts/photos.ts'
import { words as common } from '../parts/words.ts'
import { DecisionField, FollowUpField, OutcomeField, ReasonField } from './act-choices.tsx'
import {
  type ActInput,
  bodyOf,
  emptyInput,
  hasOpenConditions,
  isSaidDone,
  missingIn,
  needsPost,
  picturesWanted,
} from './act-input.ts'
import { IntoField, PostField, RallyField } from './act-posts.tsx'
import { words } from './act-words.ts'
import { TemplateField } from './template-field.tsx'
import type { Acting } from './use-act.ts'

export interface ActFormProps {
  readonly step: NextStep
  readonly matter: MatterView
  readonly acting: Acting
  readonly onDone: () => void
  readonly first?: Partial<ActInput>
}

/** What every field of the form is given. */
export interface ActFieldProps {
  readonly step: NextStep
  readonly matter: MatterView
  readonly input: ActInput
  readonly change: (part: Partial<ActInput>) => void
  /** What is wrong with it, once sending was tried. */
  readonly errorOf: (need: Need, path: string) => string | undefined
}

/** The form of any step, made from what the step needs. What was filled in stays until it was taken. */
export function ActForm({ step, matter, acting, onDone, first = {} }: ActFormProps) {
  const w = useWords(words)
  const c = useWords(common)
  const say = useSay()
  const [input, setInput] = useState<ActInput>({ ...emptyInput, ...first })
  const [tried, setTried] = useState(false)
  const missing = missingIn(step, input)
  const change = (part: Partial<ActInput>) => setInput((now) => ({ ...now, ...part }))
  const errorOf: ActFieldProps['errorOf'] = (need, path) =>
    (tried && missing.includes(need) ? w.missing[need] : undefined) ?? acting.error?.field(path)
  const field: ActFieldProps = { step, matter, input, change, errorOf }
  const asks = (need: Need) => step.needs.includes(need)
  const send = async () => {
    setTried(true)
    if (missing.length > 0 || hasOpenConditions(step, input)) return
    const label = `${say(step.name)} · ${matter.title}`
    const body = bodyOf(step, input, matter.holder?.postId ?? null)
    if (await acting.take(body, label, filesOf(input.photos))) onDone()
  }
  return (
    <form
      className="ui-stack"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {asks('decision') && <DecisionField {...field} />}
      {asks('follow_up') && <FollowUpField {...field} />}
      {asks('outcome') && <OutcomeField {...field} />}
      <ConditionFields {...field} tried={tried} failed={(path) => acting.error?.field(path)} />
      {asks('rating') && <Rating label={w.rating} value={input.rating} onChange={(rating) => change({ rating })} />}
      {asks('reason') && <ReasonField {...field} />}
      {needsPost(step, input) && <PostField {...field} />}
      {asks('departments') && <RallyField {...field} />}
      {(input.beyondDuty || acting.error?.reason === 'matters.beyond_duty') && (
        <Tick checked={input.beyondDuty} onChange={(beyondDuty) => change({ beyondDuty })}>
          {w.beyondDuty}
        </Tick>
      )}
      {asks('into') && <IntoField {...field} />}
      <DayFields {...field} />
      {(asks('words') || asks('words?')) && <WordsField {...field} />}
      {(asks('files') || asks('files?')) && (
        <PhotosField {...field} setPhotos={(turn) => setInput((now) => ({ ...now, photos: turn(now.photos) }))} />
      )}
      <ErrorNote error={acting.error} kept={c.kept} />
      <BigButton type="submit" busy={acting.busy} disabled={busy(input.photos)}>
        {say(step.name)}
      </BigButton>
    </form>
  )
}

interface ConditionFieldsProps extends ActFieldProps {
  readonly tried: boolean
  readonly failed: (path: string) => string | undefined
}

/** What the kind wants to be so, and to know, before it is filed or said to be solved. */
function ConditionFields({ step, input, change, tried, failed }: ConditionFieldsProps) {
  const f = useWords(formWords)
  const say = useSay()
  if (!isSaidDone(step, input)) return null
  const { statements = [], fields = [] } = step
  const faults = typedFaults(fields, input.answers, true)
  const wrongAnswer = (key: string) => {
    const fault = tried ? faults.get(key) : undefined
    return fault ? say(fault) : failed(`answers.${key}`)
  }
  const open = unticked(statements, input.ticked).length > 0
  return (
    <>
      <AnswerFields
        fields={fields}
        typed={input.answers}
        onChange={(answers) => change({ answers })}
        errorOf={wrongAnswer}
        look={pocketLook}
      />
      {statements.length > 0 && (
        <TickList
          label={step.action === 'resolve' ? f.closing : f.filing}
          statements={statements}
          ticked={input.ticked}
          onChange={(ticked) => change({ ticked })}
          error={tried && open ? f.unticked : failed('ticked')}
          look={pocketLook}
        />
      )}
    </>
  )
}

function DayFields({ step, input, change, errorOf }: ActFieldProps) {
  const w = useWords(words)
  return (
    <>
      {step.needs.includes('due') && (
        <Field label={step.action === 'order' ? w.term : w.due} error={errorOf('due', 'dueAt')}>
          {(control) => (
            <TextInput control={control} type="datetime-local" value={input.due} onChange={(due) => change({ due })} />
          )}
        </Field>
      )}
      {step.needs.includes('review_on') && (
        <Field label={w.reviewOn} hint={w.reviewHint} error={errorOf('review_on', 'reviewOn')}>
          {(control) => (
            <TextInput
              control={control}
              type="date"
              value={input.reviewOn}
              onChange={(reviewOn) => change({ reviewOn })}
            />
          )}
        </Field>
      )}
    </>
  )
}

/** Templates are for staff: whoever only asked writes their own words. */
const onlyReporter = ({ relations }: MatterView) => relations.every((relation) => relation === 'reporter')

function WordsField({ step, matter, input, change, errorOf }: ActFieldProps) {
  const w = useWords(words)
  const hints: Partial<Record<string, string>> = w.wordsHint
  const write = (said: string) => change({ words: said })
  return (
    <>
      {isTemplateAction(step.action) && !onlyReporter(matter) && (
        <TemplateField matterId={matter.id} action={step.action} written={input.words} onWrite={write} />
      )}
      <Field
        label={w.words}
        hint={hints[step.action]}
        optional={step.needs.includes('words?')}
        error={errorOf('words', 'words')}
      >
        {(control) => <TextArea control={control} value={input.words} onChange={write} maxLength={2000} rows={4} />}
      </Field>
    </>
  )
}

interface PhotosFieldProps extends ActFieldProps {
  readonly setPhotos: (turn: (photos: ActInput['photos']) => ActInput['photos']) => void
}

function PhotosField({ step, input, errorOf, setPhotos }: PhotosFieldProps) {
  const w = useWords(words)
  const wanted = picturesWanted(step, input)
  return (
    <Field
      label={w.files}
      hint={wanted > 0 ? w.filesWanted(wanted) : w.filesFree}
      optional={wanted === 0}
      error={errorOf('files', 'fileIds')}
      group
    >
      <PhotoInput photos={input.photos} onChange={setPhotos} {...sendWhenOnline()} camera={wanted > 0} />
    </Field>
  )
}
