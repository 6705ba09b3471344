import { useState } from 'react'
import { bracketed, listed } from '../../../../kernel/contract/punctuation.ts'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { Select } from '../../../../ui/pocket/inputs.tsx'
import type { Amount } from '../../amount.ts'
import { sumWords } from '../../amount-words.ts'
import { calendarDay } from '../../calendar-month.ts'
import type { TriedFirm } from '../../contract.ts'
import { type Dictionary, type FactSpec, type Facts, type FactValue, factOf } from '../../fact.ts'
import { punctuated } from '../../punctuation.ts'
import { rowOf } from '../../row.ts'
import { written } from '../../web/numbers.ts'
import { nothingTyped, type Typing, typedValue, unitHint } from '../../web/typing.ts'
import { factsOfAmount, workedSum } from '../../worked-sum.ts'
import { AmountInWords } from '../parts/rules-view.tsx'
import { ValueInput } from '../parts/value-input.tsx'
import { ruleWords } from './rule-words.ts'

interface ExampleProps {
  /** Null while it has faults. */
  readonly amount: Amount | null
  readonly dictionary: Dictionary
  readonly today: string
  /** On which it was tried, if it was. */
  readonly firms: readonly TriedFirm[]
}

/** What is paid in plain words, and worked out step by step for a firm that the writer chooses or makes up. */
export function AmountExample({ amount, dictionary, today, firms }: ExampleProps) {
  const w = useWords(ruleWords)
  const lang = useLang()
  const [chosen, setChosen] = useState('')
  const [typings, setTypings] = useState<Readonly<Record<string, Typing>>>({})
  const put = (key: string, typing: Typing) => {
    setTypings((now) => ({ ...now, [key]: typing }))
    // The numbers are the writer's own from here on.
    setChosen('')
  }
  if (amount === null) return <p className="ui-muted">{w.noSum}</p>
  const read = factsOfAmount(amount, dictionary).flatMap((key) => factOf(dictionary, key) ?? [])
  const choose = (firmId: string) => {
    setChosen(firmId)
    const firm = firms.find((one) => one.firmId === firmId)
    if (firm) setTypings(typingsOf(firm, dictionary))
  }
  return (
    <>
      <h3 className="policy-reads">{w.reads}</h3>
      <AmountInWords amount={amount} dictionary={dictionary} />
      {read.length > 0 && (
        <section className="policy-example" aria-label={w.example}>
          <h3>{w.example}</h3>
          <p className="ui-muted">{w.exampleHint}</p>
          <div className="policy-form-row">
            {firms.length > 0 && (
              <Field label={w.exampleFirm}>
                {(control) => (
                  <Select
                    control={control}
                    value={chosen}
                    placeholder={w.exampleOwn}
                    onChange={choose}
                    options={firms.map(({ firmId, name }) => ({ value: firmId, label: name }))}
                  />
                )}
              </Field>
            )}
            {read.map((fact) => (
              <Field key={fact.key} label={named(fact, lang)}>
                {(control) => (
                  <>
                    <ValueInput
                      control={control}
                      fact={fact}
                      dictionary={dictionary}
                      value={typings[fact.key] ?? nothingTyped(fact)}
                      onChange={(typing) => put(fact.key, typing)}
                    />
                    {typings[fact.key] === 'none' && <span className="ui-muted">{w.noneAnswer}</span>}
                  </>
                )}
              </Field>
            ))}
          </div>
          <Worked amount={amount} dictionary={dictionary} today={today} facts={factsFrom(typings, read)} />
        </section>
      )}
    </>
  )
}

function named(fact: FactSpec, lang: 'zh' | 'en'): string {
  const unit = unitHint(fact, lang)
  return fact.name[lang] + (unit && bracketed(lang, unit))
}

interface WorkedProps {
  readonly amount: Amount
  readonly dictionary: Dictionary
  readonly today: string
  readonly facts: Facts
}

/** Each step, and the sum. */
function Worked({ amount, dictionary, today, facts }: WorkedProps) {
  const w = useWords(ruleWords)
  const say = useSay()
  const lang = useLang()
  const { row } = rowOf(dictionary, facts)
  const worked = workedSum(amount, { dictionary, row, today: calendarDay(today) })
  if (worked === null) return null
  const { steps, sum } = worked
  const missing = sum.missing.flatMap((key) => factOf(dictionary, key) ?? []).map(({ name }) => say(name))
  return (
    <div className="policy-worked" role="status">
      {steps.map((step) => (
        <p key={step.en}>{say(punctuated(step))}</p>
      ))}
      {sum.exact ? (
        <p className="policy-sum">
          {w.exampleGets} <strong>{say(sumWords(sum))}</strong>
        </p>
      ) : (
        <p className="ui-muted">{w.exampleMissing(listed(lang, missing))}</p>
      )}
    </div>
  )
}

function typingsOf({ facts }: TriedFirm, dictionary: Dictionary): Record<string, Typing> {
  const found: Record<string, Typing> = {}
  for (const { key, value } of facts) {
    const fact = factOf(dictionary, key)
    if (fact) found[key] = typingOf(fact, value)
  }
  return found
}

function typingOf({ type }: FactSpec, value: FactValue | null): Typing {
  if (value === null) return 'none'
  if (type.kind === 'number') return { text: written(Number(value), type.unit) }
  if (typeof value === 'boolean') return { text: value ? 'yes' : 'no' }
  return typeof value === 'object' ? { codes: value } : { text: String(value) }
}

function factsFrom(typings: Readonly<Record<string, Typing>>, read: readonly FactSpec[]): Facts {
  const facts: Record<string, FactValue | null> = {}
  for (const fact of read) {
    const value = typedValue(fact, typings[fact.key] ?? nothingTyped(fact))
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) facts[fact.key] = value
  }
  return facts
}
