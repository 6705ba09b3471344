import { useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { type MemberValue, relations, sexes } from '../../shapes.ts'
import { householdWords } from '../../web/words.ts'
import { words } from '../words.ts'
import { Choose } from './choose.tsx'

/** A person as typed. */
export interface PersonDraft {
  readonly name: string
  readonly phone: string
  readonly birth: string
  readonly sex: string
  readonly relation: MemberValue['relation']
}

export const emptyPerson: PersonDraft = { name: '', phone: '', birth: '', sex: '', relation: 'head' }

const birthForm = /^$|^(19|20)\d\d-(0[1-9]|1[0-2])$/

export const isPerson = ({ name, birth }: PersonDraft): boolean => name.trim() !== '' && birthForm.test(birth)

export const personOf = ({ name, phone, birth, sex, relation }: PersonDraft): MemberValue => ({
  name: name.trim(),
  phone: phone.trim() || null,
  birth: birth || null,
  sex: sexes.find((one) => one === sex) ?? null,
  relation,
})

interface PersonFieldsProps {
  readonly person: PersonDraft
  readonly onChange: (person: PersonDraft) => void
  readonly tried: boolean
}

/** Name, relation, month of birth, sex, phone. */
export function PersonFields({ person, onChange, tried }: PersonFieldsProps) {
  const w = useWords(words).one
  const h = useWords(householdWords)
  const set = (part: Partial<PersonDraft>) => onChange({ ...person, ...part })
  return (
    <>
      <Field label={w.name} error={tried && person.name.trim() === '' ? w.required : undefined}>
        {(control) => <Line control={control} maxLength={60} value={person.name} onChange={(name) => set({ name })} />}
      </Field>
      <Field label={w.relation}>
        {(control) => (
          <Choose
            control={control}
            value={person.relation}
            onChange={(value) => set({ relation: relations.find((one) => one === value) ?? 'other' })}
            options={relations.map((value) => ({ value, label: h.relation[value] }))}
          />
        )}
      </Field>
      <Field
        label={w.birth}
        hint={w.birthHint}
        optional
        error={tried && !birthForm.test(person.birth) ? w.birthHint : undefined}
      >
        {(control) => (
          <Line control={control} maxLength={7} value={person.birth} onChange={(birth) => set({ birth })} />
        )}
      </Field>
      <Field label={w.sex} optional>
        {(control) => (
          <Choose
            control={control}
            value={person.sex}
            empty="—"
            onChange={(sex) => set({ sex })}
            options={sexes.map((value) => ({ value, label: h.sex[value] }))}
          />
        )}
      </Field>
      <Field label={w.phone} optional>
        {(control) => (
          <Line control={control} type="tel" maxLength={20} value={person.phone} onChange={(phone) => set({ phone })} />
        )}
      </Field>
    </>
  )
}
