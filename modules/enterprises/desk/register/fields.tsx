import { useState } from 'react'
import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Field, type FieldControl } from '../../../../ui/field.tsx'
import { Line, PlaceSearch, TypeAhead, useNameOf } from '../../../matters/desk/public.ts'
import type { getSuite } from '../../buildings-contract.ts'
import { industries } from '../../industry.ts'
import { legalForms } from '../../shapes.ts'
import { Choice } from '../parts/choice.tsx'
import { LeaseFields } from '../parts/lease-fields.tsx'
import { useNames, useShow } from '../parts/show.ts'
import { countTyped } from '../parts/typed.ts'
import { words as shared } from '../words.ts'
import { CodeField } from './code-field.tsx'
import { contactIsHalf, type FirmForm } from './form.ts'
import { words } from './words.ts'

interface FieldsProps {
  readonly form: FirmForm
  readonly onChange: (patch: Partial<FirmForm>) => void
  /** What the server said of a field. */
  readonly wrong: (path: string) => string | undefined
  /** Sending was tried: what is missing is said. */
  readonly tried: boolean
}

/** What the firm is. */
export function FirmFields({ form, onChange, wrong, tried }: FieldsProps) {
  const w = useWords(words)
  const s = useWords(shared)
  const names = useNames()
  const missing = tried && !form.name.trim() ? s.required : undefined
  const badStaff = form.staff.trim() !== '' && countTyped(form.staff) === null
  return (
    <div className="firm-form">
      <div className="firm-wide">
        <Field label={w.name} hint={w.nameHint} error={missing ?? wrong('name')}>
          {(control) => (
            <Line control={control} value={form.name} maxLength={120} onChange={(name) => onChange({ name })} />
          )}
        </Field>
      </div>
      <CodeField value={form.uscc} onChange={(uscc) => onChange({ uscc })} wrong={wrong('uscc')} />
      <Field label={w.form} optional>
        {(control) => (
          <Choice
            control={control}
            optional
            value={form.legalForm}
            onChange={(legalForm) => onChange({ legalForm })}
            options={legalForms.map((value) => ({ value, label: names.legalForm[value] }))}
          />
        )}
      </Field>
      <Field label={w.industry} optional hint={w.industryHint} error={wrong('facts.industry')}>
        {(control) => <IndustrySearch control={control} onChange={(industry) => onChange({ industry })} />}
      </Field>
      <Field label={w.staff} optional error={badStaff ? s.badNumber : wrong('facts.staff')}>
        {(control) => <Line control={control} value={form.staff} onChange={(staff) => onChange({ staff })} />}
      </Field>
      <Field label={w.founded} optional>
        {(control) => (
          <Line
            control={control}
            type="date"
            value={form.foundedOn}
            onChange={(foundedOn) => onChange({ foundedOn })}
          />
        )}
      </Field>
      <Field label={w.tags} optional hint={w.tagsHint}>
        {(control) => <Line control={control} value={form.tags} onChange={(tags) => onChange({ tags })} />}
      </Field>
    </div>
  )
}

/** Sections and divisions by code or name. */
function IndustrySearch({ control, onChange }: { control: FieldControl; onChange: (code: string) => void }) {
  const say = useSay()
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const fits = industries.filter(({ code, name }) => `${code} ${name.zh} ${name.en}`.toLowerCase().includes(wanted))
  return (
    <TypeAhead
      control={control}
      text={text}
      onText={(next) => {
        setText(next)
        onChange(next)
      }}
      options={(wanted === '' ? [] : fits.slice(0, 8)).map((industry) => ({
        id: industry.code,
        value: industry,
        title: `${industry.code} ${say(industry.name)}`,
      }))}
      onPick={(industry) => {
        setText(`${industry.code} ${say(industry.name)}`)
        onChange(industry.code)
      }}
    />
  )
}

/** Where it works: the suite that was pressed, or a place; since when, and how it rents. */
export function WhereFields(props: FieldsProps & { suite: ResponseOf<typeof getSuite> | null }) {
  const { form, onChange, wrong, tried, suite } = props
  const w = useWords(words)
  const s = useWords(shared)
  const show = useShow()
  const nameOf = useNameOf()
  return (
    <fieldset className="firm-fieldset">
      <legend>{w.where}</legend>
      <div className="firm-form">
        <div className="firm-wide">
          {suite ? (
            <p>
              {w.suite}: <strong>{`${nameOf(suite.building)} ${suite.suite.number}`}</strong> ·{' '}
              {show.area(suite.suite.areaCm2)}
            </p>
          ) : (
            <Field label={w.place} hint={w.placeHint} error={tried && !form.place ? s.required : wrong('placeId')}>
              {(control) => (
                <PlaceSearch control={control} value={form.place} onChange={(place) => onChange({ place })} />
              )}
            </Field>
          )}
        </div>
        <Field label={suite ? w.on : w.since}>
          {(control) => <Line control={control} type="date" value={form.on} onChange={(on) => onChange({ on })} />}
        </Field>
        {suite && (
          <LeaseFields
            value={form.lease}
            onChange={(patch) => onChange({ lease: { ...form.lease, ...patch } })}
            wrong={wrong('in.leaseUntil')}
          />
        )}
      </div>
    </fieldset>
  )
}

/** Whom to call. */
export function ContactFields({ form, onChange, wrong, tried }: FieldsProps) {
  const w = useWords(words)
  return (
    <fieldset className="firm-fieldset">
      <legend>{w.contact}</legend>
      <div className="firm-form">
        <Field label={w.contactName} optional error={tried && contactIsHalf(form) ? w.contactWhole : undefined}>
          {(control) => (
            <Line
              control={control}
              value={form.contactName}
              maxLength={60}
              onChange={(contactName) => onChange({ contactName })}
            />
          )}
        </Field>
        <Field label={w.phone} optional error={wrong('phone')}>
          {(control) => (
            <Line
              control={control}
              type="tel"
              value={form.phone}
              maxLength={30}
              onChange={(phone) => onChange({ phone })}
            />
          )}
        </Field>
        <Field label={w.duty} optional>
          {(control) => (
            <Line control={control} value={form.duty} maxLength={30} onChange={(duty) => onChange({ duty })} />
          )}
        </Field>
      </div>
    </fieldset>
  )
}
