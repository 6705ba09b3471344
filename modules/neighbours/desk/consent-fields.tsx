import { useWords } from '../../../kernel/web/words.ts'
import { Field } from '../../../ui/field.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { Line } from '../../matters/desk/public.ts'
import { words } from './words.ts'

export interface TypedConsent {
  readonly consentHow: 'signed' | 'spoken'
  readonly consentNote: string
}

export const noConsent: TypedConsent = { consentHow: 'spoken', consentNote: '' }
export const consentIsWhole = ({ consentNote }: TypedConsent): boolean => consentNote.trim().length >= 4

/** How somebody agreed, as staff type it. */
export function ConsentFields({ of, onChange }: { of: TypedConsent; onChange: (of: TypedConsent) => void }) {
  const w = useWords(words)
  return (
    <>
      <Field label={w.how} group>
        <Pills
          value={of.consentHow}
          onChange={(consentHow) => onChange({ ...of, consentHow })}
          options={(['spoken', 'signed'] as const).map((value) => ({ value, label: w[value] }))}
        />
      </Field>
      <Field label={w.note}>
        {(control) => (
          <Line
            control={control}
            value={of.consentNote}
            maxLength={200}
            onChange={(consentNote) => onChange({ ...of, consentNote })}
          />
        )}
      </Field>
    </>
  )
}
