import './jobs.css'
import { listed } from '../../../kernel/contract/punctuation.ts'
import type { Lang } from '../../../kernel/contract/words.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Field } from '../../../ui/field.tsx'
import { Choices, Select, TextArea, TextInput } from '../../../ui/pocket/inputs.tsx'
import { type MyProfile, reaches, type WishBody, wishHours } from '../contract.ts'
import { educations, payUnits } from '../opening.ts'
import { type ChosenPlace, PlaceChoice } from './place-choice.tsx'
import { dayFromNow, fenIn, useShow, wordsIn } from './show.ts'
import { words } from './words.ts'

export const startOfWish = (profile: MyProfile | null, home: ChosenPlace | null, lang: Lang) => ({
  place: (profile?.place ?? home) as ChosenPlace | null,
  kinds: listed(lang, profile?.kinds ?? []),
  skills: listed(lang, profile?.skills ?? []),
  education: profile?.education ?? ('' as const),
  experience: profile?.experienceMonths === undefined ? '' : String(profile.experienceMonths),
  hours: profile?.hours ?? ('full' as const),
  payUnit: profile?.payUnit ?? ('month' as const),
  pay: profile?.payFen === undefined ? '' : String(profile.payFen / 100),
  reach: profile?.reach ?? ('ride' as const),
  fromOn: profile?.fromOn ?? dayFromNow(0),
  words: profile?.words ?? '',
})
export type Wish = ReturnType<typeof startOfWish>

/** What somebody looks for as typed, or null where something is missing or no number. */
export function wishBody(wish: Wish): WishBody | null {
  const kinds = wordsIn(wish.kinds).slice(0, 12)
  const pay = wish.pay.trim() === '' ? undefined : fenIn(wish.pay)
  const months = wish.experience.trim()
  if (!wish.place || kinds.length === 0 || !wish.fromOn || pay === null || !/^\d{0,3}$/.test(months)) return null
  return {
    placeId: wish.place.id,
    kinds,
    skills: wordsIn(wish.skills).slice(0, 12),
    ...(wish.education ? { education: wish.education } : {}),
    ...(months ? { experienceMonths: Number(months) } : {}),
    hours: wish.hours,
    ...(pay === undefined ? {} : { payFen: pay, payUnit: wish.payUnit }),
    reach: wish.reach,
    fromOn: wish.fromOn,
    ...(wish.words.trim() ? { words: wish.words.trim() } : {}),
  }
}

interface WishFieldsProps {
  readonly wish: Wish
  readonly onChange: (wish: Wish) => void
  /** It was sent once: what is missing is marked. */
  readonly tried: boolean
}

/** What somebody looks for; the same for the person on the phone and for staff at the counter. */
export function WishFields({ wish, onChange, tried }: WishFieldsProps) {
  const w = useWords(words)
  const { names } = useShow()
  const change = (part: Partial<Wish>) => onChange({ ...wish, ...part })
  return (
    <>
      <Field
        label={w.kinds}
        hint={w.kindsHint}
        error={tried && wordsIn(wish.kinds).length === 0 ? w.needed : undefined}
      >
        {(control) => <TextInput control={control} value={wish.kinds} onChange={(kinds) => change({ kinds })} />}
      </Field>
      <Field label={w.mySkills} hint={w.skillsHint} optional>
        {(control) => <TextInput control={control} value={wish.skills} onChange={(skills) => change({ skills })} />}
      </Field>
      <div className="job-pairs">
        <Field label={w.myEducation} optional>
          {(control) => (
            <Select
              control={control}
              value={wish.education}
              placeholder={w.notSaid}
              onChange={(value) => change({ education: value as Wish['education'] })}
              options={educations
                .filter((value) => value !== 'any')
                .map((value) => ({ value, label: names.education[value] }))}
            />
          )}
        </Field>
        <Field
          label={w.myExperience}
          optional
          error={tried && !/^\d{0,3}$/.test(wish.experience.trim()) ? w.number : undefined}
        >
          {(control) => (
            <TextInput
              control={control}
              inputMode="numeric"
              value={wish.experience}
              onChange={(experience) => change({ experience })}
            />
          )}
        </Field>
      </div>
      <Field label={w.hours} group>
        <Choices
          name="wish-hours"
          value={wish.hours}
          onChange={(value) => change({ hours: value as Wish['hours'] })}
          options={wishHours.map((value) => ({ value, label: names.wishHours[value] }))}
        />
      </Field>
      <Pay wish={wish} onChange={onChange} tried={tried} />
      <PlaceChoice
        label={w.home}
        value={wish.place}
        onChange={(place) => change({ place })}
        error={tried && !wish.place ? w.needed : undefined}
      />
      <Field label={w.reach} group>
        <Choices
          name="reach"
          value={wish.reach}
          onChange={(value) => change({ reach: value as Wish['reach'] })}
          options={reaches.map((value) => ({ value, label: names.reach[value] }))}
        />
      </Field>
      <Field label={w.fromOn} error={tried && !wish.fromOn ? w.needed : undefined}>
        {(control) => (
          <TextInput control={control} type="date" value={wish.fromOn} onChange={(fromOn) => change({ fromOn })} />
        )}
      </Field>
      <Field label={w.own} optional>
        {(control) => (
          <TextArea
            control={control}
            rows={3}
            maxLength={500}
            value={wish.words}
            onChange={(text) => change({ words: text })}
          />
        )}
      </Field>
    </>
  )
}

function Pay({ wish, onChange, tried }: WishFieldsProps) {
  const w = useWords(words)
  const units = { month: w.byMonth, hour: w.byHour }
  const bad = wish.pay.trim() !== '' && fenIn(wish.pay) === null
  return (
    <div className="job-pairs">
      <Field label={w.pay} optional error={tried && bad ? w.number : undefined}>
        {(control) => (
          <TextInput
            control={control}
            inputMode="decimal"
            value={wish.pay}
            onChange={(pay) => onChange({ ...wish, pay })}
          />
        )}
      </Field>
      <Field label={w.payUnit}>
        {(control) => (
          <Select
            control={control}
            value={wish.payUnit}
            onChange={(value) => onChange({ ...wish, payUnit: value === 'hour' ? 'hour' : 'month' })}
            options={payUnits.map((value) => ({ value, label: units[value] }))}
          />
        )}
      </Field>
    </div>
  )
}
