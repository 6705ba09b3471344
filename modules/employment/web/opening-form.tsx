import './jobs.css'
import { type FormEvent, useState } from 'react'
import { listed } from '../../../kernel/contract/punctuation.ts'
import type { Lang } from '../../../kernel/contract/words.ts'
import type { ApiError } from '../../../kernel/web/client.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Choices, Select, TextArea, TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton } from '../../../ui/pocket/parts.tsx'
import type { OpeningBody, OpeningRow } from '../contract.ts'
import { educations, hoursKinds, payUnits } from '../opening.ts'
import { type ChosenPlace, PlaceChoice } from './place-choice.tsx'
import { dayFromNow, fenIn, useShow, wordsIn } from './show.ts'
import { words } from './words.ts'

interface OpeningFormProps {
  /** What stands there already; else a new one at `place`. */
  readonly opening?: OpeningRow | undefined
  readonly place: ChosenPlace
  readonly send: string
  readonly busy: boolean
  readonly error: ApiError | null
  readonly onSend: (body: OpeningBody) => void
}

const startOf = (opening: OpeningRow | undefined, place: ChosenPlace, lang: Lang) => ({
  title: opening?.title ?? '',
  headcount: String(opening?.headcount ?? 1),
  hours: opening?.hours ?? ('full' as const),
  payUnit: opening?.payUnit ?? ('month' as const),
  payFrom: opening ? String(opening.payFromFen / 100) : '',
  payTo: opening ? String(opening.payToFen / 100) : '',
  education: opening?.education ?? ('any' as const),
  experience: String(opening?.experienceMonths ?? 0),
  skills: listed(lang, opening?.skills ?? []),
  words: opening?.words ?? '',
  untilOn: opening?.untilOn ?? dayFromNow(60),
  place: (opening?.place ?? place) as ChosenPlace | null,
})
type Form = ReturnType<typeof startOf>

const wholeNumber = (text: string) => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : null)

/** An opening as typed, or null where something is missing. */
function bodyOf(form: Form): OpeningBody | null {
  const [payFromFen, payToFen] = [fenIn(form.payFrom), fenIn(form.payTo || form.payFrom)]
  const [headcount, experienceMonths] = [wholeNumber(form.headcount), wholeNumber(form.experience)]
  const { place, untilOn, hours, payUnit, education } = form
  const title = form.title.trim()
  if (title.length < 2 || !place || !untilOn) return null
  if (payFromFen === null || payToFen === null || !headcount || experienceMonths === null) return null
  const said = { title, headcount, hours, payUnit, payFromFen, payToFen, education, experienceMonths, untilOn }
  return { ...said, skills: wordsIn(form.skills).slice(0, 12), words: form.words.trim(), placeId: place.id }
}

/** What a firm looks for; the same on the desk and in the pocket. */
export function OpeningForm({ opening, place, send, busy, error, onSend }: OpeningFormProps) {
  const w = useWords(words)
  const lang = useLang()
  const [form, setForm] = useState<Form>(() => startOf(opening, place, lang))
  const [tried, setTried] = useState(false)
  const change = (part: Partial<Form>) => setForm({ ...form, ...part })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const body = bodyOf(form)
    if (body) onSend(body)
  }
  const wrong = (bad: boolean, words: string, path: string) => (tried && bad ? words : error?.field(path))
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.title} hint={w.titleHint} error={wrong(form.title.trim().length < 2, w.needed, 'title')}>
        {(control) => (
          <TextInput control={control} value={form.title} onChange={(title) => change({ title })} maxLength={40} />
        )}
      </Field>
      <Terms form={form} change={change} wrong={wrong} />
      <Asked form={form} change={change} />
      <PlaceChoice
        label={w.place}
        value={form.place}
        onChange={(next) => change({ place: next })}
        error={wrong(!form.place, w.needed, 'placeId')}
      />
      <Field label={w.words} optional>
        {(control) => (
          <TextArea
            control={control}
            value={form.words}
            onChange={(text) => change({ words: text })}
            maxLength={1000}
          />
        )}
      </Field>
      <Field label={w.untilOn} error={wrong(!form.untilOn, w.needed, 'untilOn')}>
        {(control) => (
          <TextInput control={control} type="date" value={form.untilOn} onChange={(untilOn) => change({ untilOn })} />
        )}
      </Field>
      <ErrorNote error={error} />
      <BigButton type="submit" icon="send" busy={busy}>
        {send}
      </BigButton>
    </form>
  )
}

interface PartProps {
  readonly form: Form
  readonly change: (part: Partial<Form>) => void
}

/** Hours, how many, and what is paid. */
function Terms({
  form,
  change,
  wrong,
}: PartProps & { readonly wrong: (bad: boolean, words: string, path: string) => string | undefined }) {
  const w = useWords(words)
  const { names } = useShow()
  const units = { month: w.byMonth, hour: w.byHour }
  const number = (name: 'headcount' | 'payFrom' | 'payTo', label: string, bad: boolean, path: string) => (
    <Field label={label} error={wrong(bad, w.number, path)}>
      {(control) => (
        <TextInput
          control={control}
          inputMode="decimal"
          value={form[name]}
          onChange={(value) => change({ [name]: value })}
          autoComplete="off"
        />
      )}
    </Field>
  )
  return (
    <>
      <div className="job-pairs">
        <Field label={w.hours} group>
          <Choices
            name="hours"
            value={form.hours}
            onChange={(value) => change({ hours: value as Form['hours'] })}
            options={hoursKinds.map((value) => ({ value, label: names.hours[value] }))}
          />
        </Field>
        <Field label={w.payUnit} group>
          <Choices
            name="payUnit"
            value={form.payUnit}
            onChange={(value) => change({ payUnit: value as Form['payUnit'] })}
            options={payUnits.map((value) => ({ value, label: units[value] }))}
          />
        </Field>
      </div>
      <div className="job-pairs">
        {number('headcount', w.headcount, !wholeNumber(form.headcount), 'headcount')}
        {number('payFrom', w.payFrom, fenIn(form.payFrom) === null, 'payFromFen')}
        {number('payTo', w.payTo, form.payTo !== '' && fenIn(form.payTo) === null, 'payToFen')}
      </div>
    </>
  )
}

/** What somebody needs to bring. */
function Asked({ form, change }: PartProps) {
  const w = useWords(words)
  const { names } = useShow()
  return (
    <>
      <Field label={w.skills} hint={w.skillsHint} optional>
        {(control) => <TextInput control={control} value={form.skills} onChange={(skills) => change({ skills })} />}
      </Field>
      <div className="job-pairs">
        <Field label={w.education}>
          {(control) => (
            <Select
              control={control}
              value={form.education}
              onChange={(value) => change({ education: (value || 'any') as Form['education'] })}
              options={educations.map((value) => ({ value, label: names.education[value] }))}
            />
          )}
        </Field>
        <Field label={w.experience} hint={w.experienceHint}>
          {(control) => (
            <TextInput
              control={control}
              inputMode="numeric"
              value={form.experience}
              onChange={(experience) => change({ experience })}
            />
          )}
        </Field>
      </div>
    </>
  )
}
