import { useWords } from '../../../kernel/web/words.ts'
import { Field } from '../../../ui/field.tsx'
import { Select, TextArea, TextInput } from '../../../ui/pocket/inputs.tsx'
import { typed, written } from '../../policies/pocket/public.ts'
import type { AnswerStep } from '../want.ts'
import { answerWords } from './answer-words.ts'
import { useShow } from './show.ts'

/** What a bank says, as the form holds it: texts as typed. */
export interface AnswerDraft {
  readonly step: AnswerStep | ''
  readonly visitOn: string
  readonly amount: string
  readonly months: string
  readonly rate: string
  readonly words: string
}

export const emptyAnswer = (amountFen: number): AnswerDraft => ({
  ...{ step: '', visitOn: '', months: '12', rate: '', words: '' },
  amount: written(amountFen, 'fen'),
})

/** The answer that was typed; null where something is missing. */
export function answerOf({ step, visitOn, amount, months, rate, words }: AnswerDraft) {
  const said = words.trim() ? { words: words.trim() } : {}
  if (step === '' || (step === 'refused' && !words.trim())) return null
  if (step === 'visit') return { step, ...said, ...(visitOn ? { visitOn } : {}) }
  if (step !== 'approved') return { step, ...said }
  const [fen, term, rateBp] = [typed(amount, 'fen'), typed(months, 'month'), typed(rate, 'bp')]
  return fen && term && rateBp !== null ? { step, ...said, fen, months: term, rateBp } : null
}

interface AnswerFormProps {
  readonly steps: readonly AnswerStep[]
  readonly draft: AnswerDraft
  readonly onChange: (draft: AnswerDraft) => void
  readonly fault: (path: string) => string | undefined
}

/** One answer of a bank; an approval asks for its terms, a refusal for its reason. */
export function AnswerForm({ steps, draft, onChange, fault }: AnswerFormProps) {
  const w = useWords(answerWords)
  const { book } = useShow()
  const change = (name: keyof AnswerDraft) => (value: string) => onChange({ ...draft, [name]: value } as AnswerDraft)
  const { step } = draft
  const number = (name: 'amount' | 'months' | 'rate', label: string, path: string, wrong: string, ok: boolean) => (
    <Field label={label} error={draft[name] !== '' && !ok ? wrong : fault(path)}>
      {(control) => <TextInput control={control} inputMode="decimal" value={draft[name]} onChange={change(name)} />}
    </Field>
  )
  return (
    <div className="ui-stack">
      <Field label={w.step}>
        {(control) => (
          <Select
            control={control}
            value={step}
            onChange={change('step')}
            options={steps.map((value) => ({ value, label: book.step[value] }))}
          />
        )}
      </Field>
      {step === 'visit' && (
        <Field label={w.visitOn} optional>
          {(control) => <TextInput control={control} type="date" value={draft.visitOn} onChange={change('visitOn')} />}
        </Field>
      )}
      {step === 'approved' && (
        <>
          {number('amount', w.amount, 'fen', w.amountWrong, Boolean(typed(draft.amount, 'fen')))}
          {number('months', w.months, 'months', w.monthsWrong, Boolean(typed(draft.months, 'month')))}
          {number('rate', w.rate, 'rateBp', w.rateWrong, typed(draft.rate, 'bp') !== null)}
        </>
      )}
      <Field label={step === 'refused' ? w.why : w.remark} optional={step !== 'refused'} error={fault('words')}>
        {(control) => (
          <TextArea control={control} rows={2} maxLength={500} value={draft.words} onChange={change('words')} />
        )}
      </Field>
    </div>
  )
}
