import type { ApiError } from '../../../../kernel/web/client.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Pills, TickPill } from '../../../../ui/pills.tsx'
import { Rating } from '../../../../ui/rating.tsx'
import { isTemplateAction } from '../../answers/template.ts'
import {
  exclusionReasons,
  type MatterView,
  type NextStep,
  orderReasons,
  returnReasons,
  voidReasons,
} from '../../contract.ts'
import { AnswerFields, deskLook, TickList } from '../../forms/answer-fields.tsx'
import { typedFaults } from '../../forms/typed.ts'
import { words as formWords } from '../../forms/words.ts'
import type { Need } from '../../matter.ts'
import { matterWords } from '../../matter-words.ts'
import { TemplatePicker } from '../answers/template-picker.tsx'
import { FollowUpForm } from '../parts/follow-up-form.tsx'
import { Line, Lines } from '../parts/inputs.tsx'
import { PhotosField } from '../parts/photos.tsx'
import { PostChooser, RallyChooser } from '../parts/post-chooser.tsx'
import { type ActDraft, asksForPost, faultsOf, isSaidDone, picturesAsked, wallOf } from './draft.ts'
import { IntoSearch } from './into-search.tsx'
import { words } from './words.ts'

export interface NeedsFormProps {
  readonly matter: MatterView
  readonly step: NextStep
  readonly draft: ActDraft
  readonly onChange: (patch: Partial<ActDraft>) => void
  /** Submitting was tried: what is missing is said beside the fields. */
  readonly tried: boolean
  readonly error: ApiError | null
}

interface PartProps extends NeedsFormProps {
  /** What is wrong with a field: ours if submitting was tried, else what the server said of it. */
  readonly wrong: (need: Fault, path: string) => string | undefined
}
type Fault = Exclude<Need, 'words?' | 'files?'> | 'sending' | 'ticked' | 'answers'

/** The fields that a step asks for, in the order in which they are thought of: what, to whom, until when, words, photos. */
export function NeedsForm(props: NeedsFormProps) {
  const w = useWords(words)
  const { step, draft, tried, error } = props
  const f = useWords(formWords)
  const faultWords = { ...w.fault, ticked: f.unticked, answers: f.missing }
  const faults = faultsOf(step, draft)
  const wrong: PartProps['wrong'] = (need, path) =>
    tried && faults.has(need) ? faultWords[need] : (error?.field(path) ?? undefined)
  const asks = (need: Need) => step.needs.includes(need)
  const part = { ...props, wrong }
  return (
    <>
      {asks('follow_up') && (
        <FollowUpForm
          kind={props.matter.kind}
          value={draft.followUp}
          onChange={(followUp) => props.onChange({ followUp })}
          error={wrong('follow_up', 'followUp.solved')}
        />
      )}
      {asks('decision') && <Decision {...part} />}
      {asks('outcome') && <Outcome {...part} />}
      <Conditions {...part} />
      {asks('rating') && (
        <Rating label={w.field.rating} value={draft.rating} onChange={(rating) => props.onChange({ rating })} />
      )}
      {asks('reason') && <Reason {...part} />}
      {asks('departments') && <Departments {...part} />}
      {asksForPost(step, draft) && <Post {...part} />}
      <BeyondDuty {...part} />
      {asks('into') && <Into {...part} />}
      {asks('due') && <Due {...part} />}
      {asks('review_on') && <ReviewOn {...part} />}
      {(asks('words') || asks('words?')) && <Said {...part} />}
      {(asks('files') || asks('files?')) && <Files {...part} />}
    </>
  )
}

function Decision({ step, draft, onChange, wrong }: PartProps) {
  const w = useWords(words)
  const of = step.action === 'review_return' ? 'return' : 'exclusion'
  return (
    <Field label={w.field.decision} group error={wrong('decision', 'approve')}>
      <Pills
        value={draft.approve === null ? null : draft.approve ? 'yes' : 'no'}
        onChange={(choice) => onChange({ approve: choice === 'yes' })}
        options={[
          { value: 'yes', label: w.approve[of] },
          { value: 'no', label: w.refuse[of] },
        ]}
      />
    </Field>
  )
}

const proposals = ['solved', 'explained', 'planned', 'not_feasible'] as const

function Outcome({ matter, draft, onChange, wrong }: PartProps) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const closing = useSay()(matter.closingConditions)
  return (
    <Field label={w.field.outcome} group hint={closing && w.closing(closing)} error={wrong('outcome', 'outcome')}>
      <Pills
        value={draft.outcome}
        onChange={(outcome) => onChange({ outcome })}
        options={proposals.map((value) => ({ value, label: m.outcome[value] }))}
      />
    </Field>
  )
}

/** What the kind wants to be so, and to know, before it is filed or said to be solved. */
function Conditions({ step, draft, onChange, tried, error, wrong }: PartProps) {
  const f = useWords(formWords)
  const say = useSay()
  const { statements = [], fields = [] } = step
  const done = isSaidDone(step, draft.outcome)
  const faults = typedFaults(fields, draft.answers, done)
  const wrongAnswer = (key: string) => {
    const fault = tried ? faults.get(key) : undefined
    return fault ? say(fault) : (error?.field(`answers.${key}`) ?? undefined)
  }
  return (
    <>
      <AnswerFields
        fields={done ? fields : []}
        typed={draft.answers}
        onChange={(answers) => onChange({ answers })}
        errorOf={wrongAnswer}
        look={deskLook}
      />
      {done && statements.length > 0 && (
        <TickList
          label={step.action === 'resolve' ? f.closing : f.filing}
          statements={statements}
          ticked={draft.ticked}
          onChange={(ticked) => onChange({ ticked })}
          error={wrong('ticked', 'ticked')}
          look={deskLook}
        />
      )}
    </>
  )
}

function Reason({ step, draft, onChange, wrong }: PartProps) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const options =
    step.action === 'return'
      ? returnReasons.map((value) => ({ value: value as string, label: m.returnReason[value] }))
      : step.action === 'void'
        ? voidReasons.map((value) => ({ value: value as string, label: m.voidReason[value] }))
        : step.action === 'order'
          ? orderReasons.map((value) => ({ value: value as string, label: m.orderReason[value] }))
          : exclusionReasons.map((value) => ({ value: value as string, label: m.exclusionReason[value] }))
  return (
    <Field label={w.field.reason} group error={wrong('reason', 'reason')}>
      <Pills value={draft.reason || null} onChange={(reason) => onChange({ reason })} options={options} />
    </Field>
  )
}

function Departments({ matter, draft, onChange, wrong }: PartProps) {
  const w = useWords(words)
  return (
    <Field label={w.field.departments} group error={wrong('departments', 'departments')}>
      <RallyChooser
        matterId={matter.id}
        label={w.field.departments}
        departments={draft.departments}
        lead={draft.lead}
        onChange={(departments, lead) => onChange({ departments, lead })}
      />
    </Field>
  )
}

function Post({ matter, step, draft, onChange, wrong }: PartProps) {
  const w = useWords(words)
  const label = step.action === 'review_return' ? w.field.otherPost : w.field.post
  return (
    <Field label={label} group error={wrong('post', 'postId')}>
      <PostChooser
        matterId={matter.id}
        label={label}
        value={draft.postId}
        onChange={(postId) => onChange({ postId, beyondDuty: false })}
      />
    </Field>
  )
}

/** Once the duty list stood against it: to go on all the same, with a reason in the words below. */
function BeyondDuty({ draft, onChange, error }: PartProps) {
  const w = useWords(words)
  if (!draft.beyondDuty && error?.reason !== 'matters.beyond_duty') return null
  return (
    <TickPill checked={draft.beyondDuty} onChange={(beyondDuty) => onChange({ beyondDuty })}>
      {w.field.beyondDuty}
    </TickPill>
  )
}

function Into({ matter, draft, onChange, wrong }: PartProps) {
  const w = useWords(words)
  return (
    <Field label={w.field.into} hint={w.field.intoHint} error={wrong('into', 'intoId')}>
      {(control) => (
        <IntoSearch control={control} matter={matter} value={draft.into} onChange={(into) => onChange({ into })} />
      )}
    </Field>
  )
}

function Due({ matter, step, draft, onChange, wrong }: PartProps) {
  const w = useWords(words)
  const format = useFormat()
  // An order has a term of its own; an extension comes after the present deadline.
  const ordered = step.action === 'order'
  const now = ordered ? undefined : matter.clock?.dueAt
  return (
    <Field
      label={ordered ? w.field.term : w.field.due}
      hint={now ? w.field.dueHint(format.moment(now)) : undefined}
      error={wrong('due', 'dueAt')}
    >
      {(control) => (
        <Line
          control={control}
          type="datetime-local"
          value={draft.due}
          onChange={(due) => onChange({ due })}
          {...(ordered ? { min: wallOf(new Date()) } : now ? { min: wallOf(now) } : {})}
        />
      )}
    </Field>
  )
}

function ReviewOn({ draft, onChange, wrong }: PartProps) {
  const w = useWords(words)
  return (
    <Field label={w.field.reviewOn} error={wrong('review_on', 'reviewOn')}>
      {(control) => (
        <Line
          control={control}
          type="date"
          value={draft.reviewOn}
          min={wallOf(new Date()).slice(0, 10)}
          onChange={(reviewOn) => onChange({ reviewOn })}
        />
      )}
    </Field>
  )
}

function Said({ matter, step, draft, onChange, wrong }: PartProps) {
  const w = useWords(words)
  const labels: Readonly<Record<string, string>> = w.field.words
  return (
    <>
      {isTemplateAction(step.action) && (
        <TemplatePicker
          matterId={matter.id}
          action={step.action}
          written={draft.words}
          onWrite={(said) => onChange({ words: said })}
        />
      )}
      <Field
        label={labels[step.action] ?? w.field.words.plain}
        optional={step.needs.includes('words?')}
        error={wrong('words', 'words')}
      >
        {(control) => (
          <Lines
            control={control}
            value={draft.words}
            onChange={(said) => onChange({ words: said })}
            maxLength={2000}
          />
        )}
      </Field>
    </>
  )
}

function Files({ step, draft, onChange, wrong }: PartProps) {
  const w = useWords(words)
  const asked = picturesAsked(step, draft)
  return (
    <Field
      label={asked > 0 ? w.field.filesNeeded(asked) : w.field.files}
      optional={asked === 0}
      group
      error={wrong('files', 'fileIds') ?? wrong('sending', 'fileIds')}
    >
      <PhotosField onChange={(fileIds, sending) => onChange({ fileIds, sending })} />
    </Field>
  )
}
