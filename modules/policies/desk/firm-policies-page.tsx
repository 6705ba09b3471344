import './policies.css'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { Tick } from '../../../ui/pocket/inputs.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { uiWords } from '../../../ui/words.ts'
import type { FirmId } from '../../enterprises/contract.ts'
import { answer, type FirmPolicies, ofFirm } from '../contract.ts'
import { policyBook } from '../policy-words.ts'
import { nothingTyped, type Typing, typedValue, unitHint } from '../typing.ts'
import { amountOf, moneyWords } from './parts/amounts.ts'
import { useDictionary } from './parts/use-dictionary.ts'
import { ValueInput } from './parts/value-input.tsx'
import { words } from './words.ts'

/** `/firms/$firmId/policies`: what fits a firm, what is not known yet with the one next question, what does not fit and why. */
export default function FirmPoliciesPage() {
  const w = useWords(words)
  const lang = useLang()
  const format = useFormat()
  const firmId = useParam('firmId') as FirmId
  const { data, error, refetch } = useEndpoint(ofFirm, { params: { firmId } })
  const name = data ? ((lang === 'en' ? data.firm.nameEn : null) ?? data.firm.name) : ''
  if (!data)
    return (
      <Page title={w.firmTitle}>
        <PageHeader title={w.firmTitle} />
        {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <p>{uiWords[lang].loading}</p>}
      </Page>
    )
  return (
    <Page title={`${w.firmTitle} ${name}`}>
      <PageHeader
        title={w.firmTitle}
        above={[{ words: w.title, to: '/policies' }]}
        marks={<span className="policy-firm-name">{name}</span>}
        lead={w.firmLead(format.day(`${data.on}T12:00:00+08:00`))}
      />
      {data.question && data.mayAnswer && <Question key={data.question.fact.key} firmId={firmId} told={data} />}
      <Fits told={data} />
      <Unknown told={data} />
      <Unfit told={data} />
    </Page>
  )
}

/** The one fact to ask for, as a form of one line. */
function Question({ firmId, told }: { firmId: FirmId; told: FirmPolicies }) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const { dictionary } = useDictionary()
  const question = told.question
  const [typing, setTyping] = useState<Typing | null>(null)
  const [wrong, setWrong] = useState(false)
  const send = useCommand(answer, { changes: [ofFirm] })
  if (!question || !dictionary) return null
  const { fact } = question
  const now = typing ?? nothingTyped(fact)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const value = typedValue(fact, now)
    setWrong(value === undefined)
    if (value !== undefined) send.mutate({ params: { firmId }, body: { key: fact.key, value } })
  }
  const unit = unitHint(fact, lang)
  return (
    <Sheet title={w.nextQuestion} tools={<StatusWord tone="active" words={say(question.words)} />}>
      <form className="policy-question" onSubmit={submit}>
        <Field
          label={`${say(fact.question)}${unit ? ` (${unit})` : ''}`.replace(
            / \((.*)\)$/,
            lang === 'zh' ? '（$1）' : ' ($1)',
          )}
          error={wrong ? w.answerWrong : undefined}
        >
          {(control) => (
            <ValueInput control={control} fact={fact} dictionary={dictionary} value={now} onChange={setTyping} />
          )}
        </Field>
        {fact.mayBeNone && (
          <Tick checked={now === 'none'} onChange={(on) => setTyping(on ? 'none' : null)}>
            {w.none}
          </Tick>
        )}
        <Button type="submit" look="main" busy={send.isPending}>
          {w.answer}
        </Button>
      </form>
      <ErrorNote error={send.error} />
      <p className="ui-muted">
        {w.concerns}
        {lang === 'zh' ? '：' : ': '}
        {question.concerns.map(say).join(lang === 'zh' ? '、' : ', ')}
      </p>
    </Sheet>
  )
}

interface CardProps {
  readonly code: string
  readonly title: string
  readonly marks: ReactNode
  readonly children: ReactNode
}

function Card({ code, title, marks, children }: CardProps) {
  return (
    <li className="policy-card">
      <div className="policy-card-head">
        <h3>
          <Go to={`/policies/${code}`}>{title}</Go>
        </h3>
        <div className="ui-row">{marks}</div>
      </div>
      {children}
    </li>
  )
}

function useNames(told: FirmPolicies): (keys: readonly string[]) => string {
  const say = useSay()
  const lang = useLang()
  return (keys) => keys.map((key) => (told.facts[key] ? say(told.facts[key]) : key)).join(lang === 'zh' ? '、' : ', ')
}

function Marks({ push, how }: Pick<FirmPolicies['fits'][number], 'push' | 'how'>) {
  const p = useWords(policyBook)
  return (
    <>
      {how === 'direct' && <StatusWord words={p.how.direct} />}
      {push && <StatusWord tone={push.step === 'granted' ? 'done' : 'active'} words={p.step[push.step]} />}
    </>
  )
}

function Fits({ told }: { told: FirmPolicies }) {
  const w = useWords(words)
  const say = useSay()
  const names = useNames(told)
  return (
    <Sheet title={`${w.fits} ${told.fits.length}`}>
      {told.fits.length === 0 && <p className="ui-muted">{w.noFits}</p>}
      <ul className="policy-cards">
        {told.fits.map((one) => {
          const sum = amountOf(one)
          return (
            <Card key={one.code} code={one.code} title={say(one.title)} marks={<Marks {...one} />}>
              <p className="policy-sum">{sum ? say(sum) : w.noMoney}</p>
              <ul className="policy-reasons">
                {one.reasons.map((reason) => (
                  <li key={reason.zh}>{say(reason)}</li>
                ))}
              </ul>
              {one.missing.length > 0 && <p className="ui-muted">{w.stillOpen(names(one.missing))}</p>}
            </Card>
          )
        })}
      </ul>
    </Sheet>
  )
}

function Unknown({ told }: { told: FirmPolicies }) {
  const w = useWords(words)
  const say = useSay()
  const names = useNames(told)
  return (
    <Sheet title={`${w.unknown} ${told.unknown.length}`}>
      {told.unknown.length === 0 && <p className="ui-muted">{w.noUnknown}</p>}
      <ul className="policy-cards">
        {told.unknown.map((one) => (
          <Card
            key={one.code}
            code={one.code}
            title={say(one.title)}
            marks={
              <>
                {one.amountTo ? <span className="ui-muted">{w.mayGet(say(moneyWords(one.amountTo)))}</span> : null}
                <Marks {...one} />
              </>
            }
          >
            <p>{w.missing(names(one.missing))}</p>
          </Card>
        ))}
      </ul>
    </Sheet>
  )
}

function Unfit({ told }: { told: FirmPolicies }) {
  const w = useWords(words)
  const say = useSay()
  return (
    <Sheet title={`${w.unfit} ${told.unfit.length}`}>
      {told.unfit.length === 0 && <p className="ui-muted">{w.noUnfit}</p>}
      <ul className="policy-cards">
        {told.unfit.map((one) => (
          <Card key={one.code} code={one.code} title={say(one.title)} marks={<Marks {...one} />}>
            <ul className="policy-reasons policy-reasons-failed">
              {one.failed.map((reason) => (
                <li key={reason.zh}>{say(reason)}</li>
              ))}
            </ul>
          </Card>
        ))}
      </ul>
    </Sheet>
  )
}
