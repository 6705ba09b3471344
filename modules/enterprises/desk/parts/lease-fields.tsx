import { useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { type Basis, bases } from '../../shapes.ts'
import { words } from '../words.ts'
import { Choice } from './choice.tsx'
import { useNames } from './show.ts'
import { fenTyped } from './typed.ts'

/** A lease as it is typed. */
export interface LeaseText {
  readonly basis: Basis
  readonly leaseUntil: string
  readonly rent: string
}

export const emptyLease: LeaseText = { basis: 'rent', leaseUntil: '', rent: '' }

/** What the endpoints want; null where the rent is no number. */
export function leaseOf({ basis, leaseUntil, rent }: LeaseText) {
  const rentFenMonth = rent.trim() === '' ? null : fenTyped(rent)
  if (rent.trim() !== '' && rentFenMonth === null) return null
  return { basis, leaseUntil: leaseUntil || null, rentFenMonth }
}

export interface LeaseFieldsProps {
  readonly value: LeaseText
  readonly onChange: (patch: Partial<LeaseText>) => void
  readonly wrong?: string | undefined
}

/** Basis, end and rent of a lease. */
export function LeaseFields({ value, onChange, wrong }: LeaseFieldsProps) {
  const w = useWords(words)
  const names = useNames()
  return (
    <>
      <Field label={w.basis}>
        {(control) => (
          <Choice
            control={control}
            value={value.basis}
            onChange={(basis) => basis && onChange({ basis })}
            options={bases.map((basis) => ({ value: basis, label: names.basis[basis] }))}
          />
        )}
      </Field>
      <Field label={w.leaseUntil} optional error={wrong}>
        {(control) => (
          <Line
            control={control}
            type="date"
            value={value.leaseUntil}
            onChange={(leaseUntil) => onChange({ leaseUntil })}
          />
        )}
      </Field>
      <Field label={w.rent} optional error={leaseOf(value) ? undefined : w.badNumber}>
        {(control) => <Line control={control} value={value.rent} onChange={(rent) => onChange({ rent })} />}
      </Field>
    </>
  )
}
