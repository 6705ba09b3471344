import './policies.css'
import { type FormEvent, type ReactNode, useState } from 'react'
import { labelled, listed } from '../../../kernel/contract/punctuation.ts'
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
import { answer, type FirmPolicies, ofFirm, tryAnswer } from '../contract.ts'
import { policyBook } from '../policy-words.ts'
import { amountOf, moneyWords } from '../web/amounts.ts'
import { nothingTyped, questionLabel, type Typing, typedValue } from '../web/typing.ts'
import { useTrial } from '../web/use-trial.ts'
import { useDictionary } from './parts/use-dictionary.ts'
import { ValueInput } from './parts/value-input.tsx'
import { words } from './words.ts'

/**
 * `/firms/$firmId/policies`: what fits a firm, what is not known yet with the one next question, what does not fit and
 * why. While an answer is typed, the lists show what it would come to.
 */
export default function FirmPoliciesPage() {
  const w = useWords(words)
  const lang = useLang()
  const format = useFormat()
  const firmId = useParam('firmId') as FirmId
  const { data, error, refetch } = useEndpoint(ofFirm, { params: { firmId } })
  const fact = data?.mayAnswer ? data.question?.fact : undefined
  const [typing, setTyping] = useState<Typed | null>(null)
  const now = fact && typing?.key === fact.key ? typing.typing : null
  const tried = useTrial(tryAnswer, firmId, fact?.key, fact && now ? typedValue(fact, now) : undefined)
  const name = data ? ((lang === 'en' ? data.firm.nameEn : null) ?? data.firm.name) : ''
  if (!data)
    return (
      <Page title={w.firmTitle}>
        <PageHeader title={w.firmTitle} />
        {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <p>{uiWords[lang].loading}</p>}
      </Page>
    )
  const told = tried.told ?? data
  return (
    <Page title={`${w.firmTitle} ${name}`}>
      <PageHeader
        title={w.firmTitle}
        above={[{ words: w.title, to: '/policies' }]}
        marks={<span className="policy-firm-name">{name}</span>}
        lead={w.firmLead(format.day(`${data.on}T12:00:00+08:00`))}
      />
      {fact && (
        <Question
          key={fact.key}
          firmId={firmId}
          told={data}
          typing={now ?? nothingTyped(fact)}
          onTyping={(next) => setTyping({ key: fact.key, typing: next })}
          cannotBe={tried.error?.field('value')}
        />
      )}
      {tried.told && <p className="policy-trial">{w.trialNote}</p>}
      <Fits told={told} />
      <Unknown told={told} />
      <Unfit told={told} />
    </Page>
  )
}

interface Typed {
  readonly key: string
  readonly typing: Typing
}

interface QuestionProps {
  readonly firmId: FirmId
  readonly told: FirmPolicies
  readonly typing: Typing
  readonly onTyping: (typing: Typing) => void
  /** Why what is typed is no answer. */
  readonly cannotBe: string | undefined
}

/** The one fact to ask for, as a form of one line. */
function Question({ firmId, told, typing, onTyping, cannotBe }: QuestionProps) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const { dictionary } = useDictionary()
  const question = told.question
  const [wrong, setWrong] = useState(false)
  const send = useCommand(answer, { changes: [ofFirm] })
  if (!question || !dictionary) return null
  const { fact } = question
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const value = typedValue(fact, typing)
    setWrong(value === undefined)
    if (value !== undefined) send.mutate({ params: { firmId }, body: { key: fact.key, value } })
  }
  return (
    <Sheet title={w.nextQuestion} tools={<StatusWord tone="active" words={say(question.words)} />}>
      <form className="policy-question" onSubmit={submit}>
        <Field label={questionLabel(fact, lang)} error={wrong ? w.answerWrong : cannotBe}>
          {(control) => (
            <ValueInput control={control} fact={fact} dictionary={dictionary} value={typing} onChange={onTyping} />
          )}
        </Field>
        {fact.mayBeNone && (
          <Tick checked={typing === 'none'} onChange={(on) => onTyping(on ? 'none' : nothingTyped(fact))}>
            {w.none}
          </Tick>
        )}
        <Button type="submit" look="main" busy={send.isPending}>
          {w.answer}
        </Button>
      </form>
      <ErrorNote error={cannotBe ? null : send.error} />
      <p className="ui-muted">{labelled(lang, w.concerns, listed(lang, question.concerns.map(say)))}</p>
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
  return (keys) =>
    listed(
      lang,
      keys.map((key) => (told.facts[key] ? say(told.facts[key]) : key)),
    )
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
