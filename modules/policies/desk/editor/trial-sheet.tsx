import { useEffect, useMemo, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { tryDraft } from '../../contract.ts'
import { type Verdict, verdicts } from '../../evaluate.ts'
import type { PolicySpec } from '../../policy.ts'
import { policyBook } from '../../policy-words.ts'
import { amountOf } from '../../web/amounts.ts'
import { editorWords } from './words.ts'

const pauseMs = 700

/** Tries what is being written on real firms, a moment after the last change. */
export function useTrial(spec: PolicySpec | null) {
  const { mutate, data, error } = useCommand(tryDraft)
  const text = spec ? JSON.stringify(spec) : null
  useEffect(() => {
    if (text === null) return
    const waiting = setTimeout(() => mutate({ body: { spec: JSON.parse(text) as PolicySpec } }), pauseMs)
    return () => clearTimeout(waiting)
  }, [text, mutate])
  const firms = useMemo(() => (data ? verdicts.flatMap((verdict) => data.examples[verdict]) : []), [data])
  return { data, error, firms }
}

/** Whom the policy that is being written would reach. */
export function TrialSheet({ data, error }: Omit<ReturnType<typeof useTrial>, 'firms'>) {
  const w = useWords(editorWords)
  const p = useWords(policyBook)
  const say = useSay()
  const format = useFormat()
  const [shown, setShown] = useState<Verdict>('fits')
  return (
    <Sheet title={w.trial}>
      <p className="ui-muted">{w.trialWait}</p>
      <ErrorNote error={error} />
      {data && (
        <>
          <div className="policy-counts">
            {verdicts.map((verdict) => (
              <button
                key={verdict}
                type="button"
                className="policy-count"
                aria-pressed={shown === verdict}
                onClick={() => setShown(verdict)}
              >
                <span>{p.verdict[verdict]}</span>
                <strong>{format.number(data.counts[verdict])}</strong>
              </button>
            ))}
          </div>
          <ul className="policy-cards policy-examples">
            {data.examples[shown].map((firm) => {
              const sum = firm.verdict === 'unfit' ? null : amountOf(firm)
              return (
                <li key={firm.firmId} className="policy-card">
                  <div className="policy-card-head">
                    <Go to={`/firms/${firm.firmId}/policies`}>{firm.name}</Go>
                    {sum && <span>{say(sum)}</span>}
                  </div>
                  <div className="ui-muted">{firm.reasons.map(say).join(' · ')}</div>
                </li>
              )
            })}
          </ul>
        </>
      )}
    </Sheet>
  )
}
