import { useState } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Field } from '../../../../ui/field.tsx'
import type { ScriptRules } from '../../answers/contract.ts'
import { type Script, type ScriptAnswer, type ScriptQuestion, type Scripts, usualScript } from '../../answers/script.ts'
import { Line, Lines } from '../parts/inputs.tsx'
import { answerWords } from './words.ts'

interface SheetProps {
  readonly data: ScriptRules
  readonly draft: Scripts
  readonly onChange: (scripts: Scripts) => void
}

/** The name of what a script is for. */
export function useScriptName({ kinds }: Pick<ScriptRules, 'kinds'>): (kind: string | null) => string {
  const a = useWords(answerWords)
  const say = useSay()
  return (kind) => {
    const found = kinds.find(({ code }) => code === kind)
    return kind === null ? a.allKinds : found ? say(found.name) : kind
  }
}

const put = <T,>(all: readonly T[], n: number, one: T): T[] => all.map((old, at) => (at === n ? one : old))
const without = <T,>(all: readonly T[], n: number): T[] => all.filter((_, at) => at !== n)

/** The scripts by kind, each with its questions in the order in which they are asked. */
export function ScriptSheet({ data, draft, onChange }: SheetProps) {
  const a = useWords(answerWords)
  const nameOf = useScriptName(data)
  return (
    <Sheet>
      <div className="ui-stack">
        {draft.length === 0 && (
          <>
            <p className="ui-muted">{a.noScripts}</p>
            <div>
              <Button icon="message" onClick={() => onChange([usualScript])}>
                {a.usual}
              </Button>
            </div>
          </>
        )}
        {draft.map((script, n) => (
          <section key={script.kind} className="ru-script" aria-label={nameOf(script.kind)}>
            <div className="ui-row">
              <h2>{nameOf(script.kind)}</h2>
              <Button
                look="quiet"
                icon="cross"
                label={a.removeScript(nameOf(script.kind))}
                onClick={() => onChange(without(draft, n))}
              />
            </div>
            <OneScript script={script} onChange={(next) => onChange(put(draft, n, next))} />
          </section>
        ))}
        <AddScript data={data} draft={draft} onChange={onChange} />
      </div>
    </Sheet>
  )
}

function AddScript({ data, draft, onChange }: SheetProps) {
  const a = useWords(answerWords)
  const nameOf = useScriptName(data)
  const [code, setCode] = useState('')
  const kind = code || null
  const there = draft.some((one) => one.kind === kind)
  return (
    <div className="ru-tools">
      <Field label={a.kind} hint={there ? a.there : undefined}>
        {(control) => (
          <select className="ui-input" {...control} value={code} onChange={(event) => setCode(event.target.value)}>
            <option value="">{a.allKinds}</option>
            {data.kinds.map((one) => (
              <option key={one.code} value={one.code}>
                {nameOf(one.code)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Button icon="plus" disabled={there} onClick={() => onChange([...draft, { ...usualScript, kind }])}>
        {a.addScript}
      </Button>
    </div>
  )
}

function OneScript({ script, onChange }: { script: Script; onChange: (script: Script) => void }) {
  const a = useWords(answerWords)
  const { opening, questions } = script
  const plain = (text: string): ScriptAnswer => ({ text, solved: null, stars: null })
  return (
    <>
      <Field label={a.opening} optional>
        {(control) => (
          <Lines
            control={control}
            rows={2}
            value={opening}
            maxLength={300}
            onChange={(next) => onChange({ ...script, opening: next })}
          />
        )}
      </Field>
      {questions.map((question, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: every field takes what the draft says
        <fieldset key={n} className="ru-answer">
          <legend>
            {a.question(n + 1)}
            <Button
              look="quiet"
              icon="cross"
              label={a.removeQuestion(n + 1)}
              onClick={() => onChange({ ...script, questions: without(questions, n) })}
            />
          </legend>
          <OneQuestion
            question={question}
            onChange={(next) => onChange({ ...script, questions: put(questions, n, next) })}
          />
        </fieldset>
      ))}
      <div>
        <Button
          icon="plus"
          disabled={questions.length >= 12}
          onClick={() =>
            onChange({ ...script, questions: [...questions, { ask: '', answers: [plain(''), plain('')] }] })
          }
        >
          {a.addQuestion}
        </Button>
      </div>
    </>
  )
}

const countings = ['none', 'solved', 'not_solved', 's5', 's4', 's3', 's2', 's1'] as const
type Counting = (typeof countings)[number]

const countingOf = ({ solved, stars }: ScriptAnswer): Counting =>
  solved === null ? (stars === null ? 'none' : (`s${stars}` as Counting)) : solved ? 'solved' : 'not_solved'

const counted = (text: string, as: Counting): ScriptAnswer => ({
  text,
  solved: as === 'solved' ? true : as === 'not_solved' ? false : null,
  stars: /^s\d$/.test(as) ? Number(as.slice(1)) : null,
})

function OneQuestion({
  question,
  onChange,
}: {
  question: ScriptQuestion
  onChange: (question: ScriptQuestion) => void
}) {
  const a = useWords(answerWords)
  const { ask, answers } = question
  return (
    <div className="ru-answer-wide">
      <Field label={a.ask}>
        {(control) => (
          <Line
            control={control}
            value={ask}
            maxLength={200}
            onChange={(next) => onChange({ ...question, ask: next })}
          />
        )}
      </Field>
      {answers.map((answer, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: every field takes what the draft says
        <div key={n} className="ru-option">
          <Field label={a.answer(n + 1)}>
            {(control) => (
              <Line
                control={control}
                value={answer.text}
                maxLength={60}
                onChange={(text) => onChange({ ...question, answers: put(answers, n, { ...answer, text }) })}
              />
            )}
          </Field>
          <Field label={a.counts}>
            {(control) => (
              <select
                className="ui-input"
                {...control}
                value={countingOf(answer)}
                onChange={(event) =>
                  onChange({
                    ...question,
                    answers: put(answers, n, counted(answer.text, event.target.value as Counting)),
                  })
                }
              >
                {countings.map((one) => (
                  <option key={one} value={one}>
                    {a.countsAs[one]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Button
            look="quiet"
            icon="cross"
            label={a.removeAnswer(answer.text || a.answer(n + 1))}
            disabled={answers.length <= 2}
            onClick={() => onChange({ ...question, answers: without(answers, n) })}
          />
        </div>
      ))}
      <div>
        <Button
          icon="plus"
          disabled={answers.length >= 8}
          onClick={() => onChange({ ...question, answers: [...answers, { text: '', solved: null, stars: null }] })}
        >
          {a.addAnswer}
        </Button>
      </div>
    </div>
  )
}
