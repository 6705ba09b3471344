import type { ReactNode } from 'react'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Card } from '../../../ui/pocket/parts.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import type { Assessed } from '../contract.ts'
import { policyBook } from '../policy-words.ts'
import type { OwnPolicies } from '../portal/contract.ts'
import { amountOf, moneyWords } from '../web/amounts.ts'
import { HowTo } from './how-to.tsx'
import { words } from './words.ts'

type One = Pick<Assessed['fits'][number], 'title' | 'how' | 'push'>

function Policy({ title, how, push, children }: One & { children: ReactNode }) {
  const p = useWords(policyBook)
  const say = useSay()
  return (
    <li className="pp-one">
      <div className="pp-head">
        <h3>{say(title)}</h3>
        {how === 'direct' && <StatusWord words={p.how.direct} />}
        {push && <StatusWord tone={push.step === 'granted' ? 'done' : 'active'} words={p.step[push.step]} />}
      </div>
      {children}
    </li>
  )
}

function useNames({ facts }: OwnPolicies): (keys: readonly string[]) => string {
  const say = useSay()
  const lang = useLang()
  return (keys) =>
    listed(
      lang,
      keys.map((key) => (facts[key] ? say(facts[key]) : key)),
    )
}

/** What fits the firm, how much, and why. */
export function FitsCard({ told }: { told: OwnPolicies }) {
  const w = useWords(words)
  const say = useSay()
  const names = useNames(told)
  return (
    <Card title={w.fits(told.fits.length)}>
      {told.fits.length === 0 && <p className="ui-muted">{w.noFits}</p>}
      <ul className="pp-list">
        {told.fits.map((one) => {
          const sum = amountOf(one)
          const about = told.about[one.code]
          return (
            <Policy key={one.code} {...one}>
              <p className="pp-sum">{sum ? say(sum) : w.noMoney}</p>
              <ul className="pp-reasons">
                {one.reasons.map((reason) => (
                  <li key={reason.zh}>{say(reason)}</li>
                ))}
              </ul>
              {one.missing.length > 0 && <p className="ui-muted">{w.stillOpen(names(one.missing))}</p>}
              {about && <HowTo {...one} {...about} />}
            </Policy>
          )
        })}
      </ul>
    </Card>
  )
}

/** What may fit, once more is known. */
export function UnknownCard({ told }: { told: OwnPolicies }) {
  const w = useWords(words)
  const say = useSay()
  const names = useNames(told)
  if (told.unknown.length === 0) return null
  return (
    <Card title={w.unknown(told.unknown.length)}>
      <ul className="pp-list">
        {told.unknown.map((one) => (
          <Policy key={one.code} {...one}>
            {one.amountTo ? <p>{w.mayGet(say(moneyWords(one.amountTo)))}</p> : null}
            <p className="ui-muted">{w.missing(names(one.missing))}</p>
          </Policy>
        ))}
      </ul>
    </Card>
  )
}

/** What does not fit, with the conditions that failed. */
export function UnfitCard({ told }: { told: OwnPolicies }) {
  const w = useWords(words)
  const say = useSay()
  if (told.unfit.length === 0) return null
  return (
    <Card title={w.unfit(told.unfit.length)}>
      <ul className="pp-list">
        {told.unfit.map((one) => (
          <Policy key={one.code} {...one}>
            <ul className="pp-reasons pp-failed">
              {one.failed.map((reason) => (
                <li key={reason.zh}>{say(reason)}</li>
              ))}
            </ul>
          </Policy>
        ))}
      </ul>
    </Card>
  )
}
