import { useWords } from '../../../kernel/web/words.ts'
import { Field } from '../../../ui/field.tsx'
import { TextArea, TextInput, Tick } from '../../../ui/pocket/inputs.tsx'
import { typed } from '../../policies/pocket/public.ts'
import { securities } from '../product.ts'
import { wantUses } from '../want.ts'
import type { ProductDraft } from './product-draft.ts'
import { productWords } from './product-words.ts'
import { useShow } from './show.ts'

interface FieldsProps {
  readonly draft: ProductDraft
  readonly onChange: (draft: ProductDraft) => void
  /** What the server said of a part of the spec. */
  readonly fault: (path: string) => string | undefined
}

type TextName = Exclude<keyof ProductDraft, 'uses' | 'securities'>

/** The words of a product. */
export function WordFields({ draft, onChange, fault }: FieldsProps) {
  const w = useWords(productWords)
  const text = (name: TextName, path: string, optional = false) => (
    <Field label={w[name]} optional={optional} error={fault(path)}>
      {(control) => (
        <TextInput
          control={control}
          maxLength={120}
          value={draft[name]}
          onChange={(value) => onChange({ ...draft, [name]: value })}
        />
      )}
    </Field>
  )
  const long = (name: TextName, optional: boolean, hint?: string) => (
    <Field label={w[name]} optional={optional} {...(hint ? { hint } : {})}>
      {(control) => (
        <TextArea
          control={control}
          rows={2}
          maxLength={600}
          value={draft[name]}
          onChange={(value) => onChange({ ...draft, [name]: value })}
        />
      )}
    </Field>
  )
  return (
    <div className="finance-form">
      {text('nameZh', 'spec/name')}
      {text('nameEn', 'spec/name/en', true)}
      {long('summaryZh', false)}
      {long('summaryEn', true)}
      <div className="finance-wide">{long('documents', true, w.documentsHint)}</div>
    </div>
  )
}

const numbers = [
  ['amountFrom', 'amountFromFen', 'fen'],
  ['amountTo', 'amountToFen', 'fen'],
  ['monthsFrom', 'monthsFrom', 'month'],
  ['monthsTo', 'monthsTo', 'month'],
  ['rateFrom', 'rateFromBp', 'bp'],
  ['rateTo', 'rateToBp', 'bp'],
] as const

/** For what, how much, for how long, at what rate, against what, and when. */
export function RangeFields({ draft, onChange, fault }: FieldsProps) {
  const w = useWords(productWords)
  const { book } = useShow()
  const toggle = <T,>(all: readonly T[], one: T, on: boolean): T[] =>
    on ? [...all, one] : all.filter((x) => x !== one)
  return (
    <div className="finance-form">
      <div className="finance-wide">
        <Field label={w.uses} group error={fault('spec/uses')}>
          <div className="finance-ticks">
            {wantUses.map((use) => (
              <Tick
                key={use}
                checked={draft.uses.includes(use)}
                onChange={(on) => onChange({ ...draft, uses: toggle(draft.uses, use, on) })}
              >
                {book.use[use]}
              </Tick>
            ))}
          </div>
        </Field>
      </div>
      {numbers.map(([name, path, unit]) => (
        <Field
          key={name}
          label={w[name]}
          {...(name === 'rateTo' ? { hint: w.rateHint, optional: true } : {})}
          error={draft[name] !== '' && typed(draft[name], unit) === null ? w.number : fault(`spec/${path}`)}
        >
          {(control) => (
            <TextInput
              control={control}
              inputMode="decimal"
              value={draft[name]}
              onChange={(value) => onChange({ ...draft, [name]: value })}
            />
          )}
        </Field>
      ))}
      <div className="finance-wide">
        <Field label={w.securities} group error={fault('spec/securities')}>
          <div className="finance-ticks">
            {securities.map((one) => (
              <Tick
                key={one}
                checked={draft.securities.includes(one)}
                onChange={(on) => onChange({ ...draft, securities: toggle(draft.securities, one, on) })}
              >
                {book.security[one]}
              </Tick>
            ))}
          </div>
        </Field>
      </div>
      {(['validFrom', 'validUntil'] as const).map((name) => (
        <Field key={name} label={w[name]} optional={name === 'validUntil'} error={fault(`spec/${name}`)}>
          {(control) => (
            <TextInput
              control={control}
              type="date"
              value={draft[name]}
              onChange={(value) => onChange({ ...draft, [name]: value })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}
