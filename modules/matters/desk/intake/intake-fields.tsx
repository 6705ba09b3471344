import { type ReactNode, useState } from 'react'
import { listed } from '../../../../kernel/contract/punctuation.ts'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills, TickPill } from '../../../../ui/pills.tsx'
import type { KindView } from '../../contract.ts'
import { AnswerFields, deskLook, TickList } from '../../forms/answer-fields.tsx'
import { typedFaults } from '../../forms/typed.ts'
import { words as formWords } from '../../forms/words.ts'
import { matterWords } from '../../matter-words.ts'
import { Line } from '../parts/inputs.tsx'
import { PhotosField } from '../parts/photos.tsx'
import { PlaceSearch } from '../parts/place-search.tsx'
import { PlaceWay } from '../parts/place-way.tsx'
import { CategorySearch } from './category-search.tsx'
import { type Draft, type Fault, type Filled, type IntakeForm, plainPlace } from './form.ts'
import { words } from './words.ts'

export interface IntakeFieldsProps {
  readonly form: IntakeForm
  readonly read: Draft | undefined
  readonly faults: readonly Fault[]
  /** Saving was tried: what is missing is said beside the fields. */
  readonly tried: boolean
  /** The kinds that whoever sits here may take down, and the one that is chosen. */
  readonly kinds: readonly KindView[]
  readonly chosen: KindView | undefined
  /** `byHand`: somebody chose it, so no message may change it any more. */
  readonly onChange: (patch: Partial<IntakeForm>, byHand?: Filled) => void
  /** What the server says of a field. */
  readonly wrong: (path: string) => string | undefined
}

/** Everything beside the words: each field says by which words it was filled in, and what else it might be. */
export function IntakeFields(props: IntakeFieldsProps) {
  const { form, onChange, wrong } = props
  const w = useWords(words)
  const m = useWords(matterWords)
  return (
    <>
      {form.subject && (
        <p className="intake-wide intake-firm">
          {w.firm} <strong>{form.subject.name}</strong>
        </p>
      )}
      <PlaceField {...props} />
      <Field label={w.placeDetail} optional>
        {(control) => (
          <Line
            control={control}
            value={form.placeDetail}
            maxLength={120}
            placeholder={w.placeDetailPlaceholder}
            onChange={(placeDetail) => onChange({ placeDetail }, 'placeDetail')}
          />
        )}
      </Field>
      <Field label={w.phone} optional error={wrong('reporter.phone')}>
        {(control) => (
          <Line
            control={control}
            type="tel"
            value={form.phone}
            maxLength={30}
            onChange={(phone) => onChange({ phone }, 'phone')}
          />
        )}
      </Field>
      <Field label={w.name} optional error={wrong('reporter.name')}>
        {(control) => (
          <Line control={control} value={form.name} maxLength={60} onChange={(name) => onChange({ name }, 'name')} />
        )}
      </Field>
      <CategoryField {...props} />
      <Field label={w.urgency} group>
        <TickPill checked={form.urgent} onChange={(urgent) => onChange({ urgent }, 'urgent')}>
          {w.urgent}
        </TickPill>
      </Field>
      <KindField {...props} />
      <FormPart {...props} />
      <div className="intake-wide">
        <Field label={w.visibility} group>
          <Pills
            value={form.visibility}
            onChange={(visibility) => onChange({ visibility })}
            options={(['open', 'public', 'holder'] as const).map((value) => ({ value, label: m.visibility[value] }))}
          />
        </Field>
      </div>
      <PhotosPart {...props} />
    </>
  )
}

function PlaceField({ form, read, faults, onChange, wrong }: IntakeFieldsProps) {
  const w = useWords(words)
  const lang = useLang()
  const found = read?.places.find(({ place }) => place.id === form.place?.id)
  // A place that the message names plainly needs no others beside it.
  const plain = read && form.place && plainPlace(read)?.id === form.place.id
  const others = plain ? [] : (read?.places ?? []).filter(({ place }) => place.id !== form.place?.id)
  return (
    <Field
      label={w.place}
      hint={found && found.matched.length > 0 ? w.recognised(listed(lang, found.matched)) : undefined}
      error={faults.includes('place') ? w.fault.place : wrong('placeId')}
    >
      {(control) => (
        <>
          <PlaceSearch control={control} value={form.place} onChange={(place) => onChange({ place }, 'place')} />
          {form.place && (
            <div className="intake-others">
              <PlaceWay placeId={form.place.id} names={4} />
            </div>
          )}
          <Others>
            {others.slice(0, 3).map(({ place }) => (
              <button key={place.id} type="button" onClick={() => onChange({ place }, 'place')}>
                <PlaceWay placeId={place.id} />
              </button>
            ))}
          </Others>
        </>
      )}
    </Field>
  )
}

function CategoryField({ form, read, onChange, wrong }: IntakeFieldsProps) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const found = read?.categories.find(({ code }) => code === form.category)
  const others = form.subject ? [] : (read?.categories ?? []).filter(({ code }) => code !== form.category)
  return (
    <Field
      label={w.category}
      optional
      hint={found && found.matched.length > 0 ? w.recognised(listed(lang, found.matched)) : undefined}
      error={wrong('category')}
    >
      {(control) => (
        <>
          <CategorySearch
            control={control}
            tree={form.subject ? form.subject.kind : undefined}
            value={form.category}
            onChange={(category) => onChange({ category }, 'category')}
          />
          <Others>
            {others.slice(0, 3).map(({ code, name }) => (
              <button key={code} type="button" onClick={() => onChange({ category: code }, 'category')}>
                {say(name)}
              </button>
            ))}
          </Others>
        </>
      )}
    </Field>
  )
}

function Others({ children }: { children: readonly ReactNode[] }) {
  const w = useWords(words)
  if (children.length === 0) return null
  return (
    <div className="intake-others">
      {w.others}
      {children}
    </div>
  )
}

/** Only where there is more than one kind to choose from. */
function KindField({ form, kinds, chosen, onChange, wrong }: IntakeFieldsProps) {
  const w = useWords(words)
  const say = useSay()
  const fault = wrong('kind')
  if (kinds.length < 2 && !fault) return null
  const filing = chosen?.filingConditions
  return (
    <div className="intake-wide">
      <Field label={w.kind} group error={fault} hint={filing && say(filing)}>
        <Pills
          value={form.kind}
          onChange={(kind) => onChange({ kind, answers: {}, filed: [] })}
          options={kinds.map((kind) => ({ value: kind.code, label: say(kind.name) }))}
        />
      </Field>
    </div>
  )
}

/** What the kind asks for beside the words, and what has to be so for it to be filed. */
function FormPart({ form, chosen, tried, faults, onChange, wrong }: IntakeFieldsProps) {
  const f = useWords(formWords)
  const say = useSay()
  const fields = chosen?.form ?? []
  const statements = chosen?.filing ?? []
  const wrongTyped = typedFaults(fields, form.answers, true)
  const wrongAnswer = (key: string) => {
    const fault = tried ? wrongTyped.get(key) : undefined
    return fault ? say(fault) : wrong(`answers.${key}`)
  }
  return (
    <>
      <AnswerFields
        fields={fields}
        typed={form.answers}
        onChange={(answers) => onChange({ answers })}
        errorOf={wrongAnswer}
        look={deskLook}
      />
      {statements.length > 0 && (
        <div className="intake-wide">
          <TickList
            label={f.filing}
            statements={statements}
            ticked={form.filed}
            onChange={(filed) => onChange({ filed })}
            error={faults.includes('filed') ? f.unticked : wrong('filed')}
            look={deskLook}
          />
        </div>
      )}
    </>
  )
}

/** Photos come with WeChat messages and seldom else: folded until they are wanted. */
function PhotosPart({ onChange }: IntakeFieldsProps) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  return (
    <div className="intake-wide">
      {open ? (
        <Field label={w.photos} group optional>
          <PhotosField onChange={(fileIds) => onChange({ fileIds })} />
        </Field>
      ) : (
        <Button look="quiet" icon="photo" onClick={() => setOpen(true)}>
          {w.addPhotos}
        </Button>
      )}
    </div>
  )
}
