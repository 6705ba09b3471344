import { useEffect, useRef } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import type { FirmId } from '../../enterprises/contract.ts'
import { policyBook } from '../policy-words.ts'
import { markMyPush, myFirmPolicies, type OwnPush } from '../portal/contract.ts'
import { amountOf, moneyWords } from '../web/amounts.ts'
import { HowTo } from './how-to.tsx'
import { words } from './words.ts'

/** What was brought to the firm and what came of it. Whoever sees it has read it. */
export function PushesCard({ firmId, pushes }: { firmId: FirmId; pushes: readonly OwnPush[] }) {
  const w = useWords(words)
  useReading(firmId, pushes)
  if (pushes.length === 0) return null
  return (
    <Card title={w.pushes}>
      <ul className="pp-list">
        {pushes.map((push) => (
          <Push key={push.id} firmId={firmId} push={push} />
        ))}
      </ul>
    </Card>
  )
}

/** Says once of each that it was read. */
function useReading(firmId: FirmId, pushes: readonly OwnPush[]): void {
  const said = useRef(new Set<string>())
  const { mutate } = useCommand(markMyPush, { changes: [myFirmPolicies] })
  useEffect(() => {
    for (const { id, step } of pushes) {
      if (step !== 'pushed' || said.current.has(id)) continue
      said.current.add(id)
      mutate({ params: { firmId, pushId: id }, body: { step: 'read' } })
    }
  }, [firmId, pushes, mutate])
}

function Push({ firmId, push }: { firmId: FirmId; push: OwnPush }) {
  const w = useWords(words)
  const p = useWords(policyBook)
  const say = useSay()
  const format = useFormat()
  const apply = useCommand(markMyPush, { changes: [myFirmPolicies], onDone: () => toast(w.saidApplied) })
  const sum = amountOf(push)
  const over = push.step === 'granted' || push.step === 'refused' || push.paidAlready
  return (
    <li className="pp-one">
      <div className="pp-head">
        <h3>{say(push.title)}</h3>
        <StatusWord
          tone={push.step === 'granted' ? 'done' : push.step === 'refused' ? 'stopped' : 'active'}
          words={p.step[push.step]}
        />
      </div>
      {!over && sum && <p className="pp-sum">{say(sum)}</p>}
      <p>{say(push.summary)}</p>
      <p className="ui-muted ui-small">{w.pushedOn(format.shortDay(push.pushedAt))}</p>
      <Outcome push={push} />
      {!over && <HowTo {...push} />}
      <ErrorNote error={apply.error} />
      {push.mayApply && (
        <Button
          icon="check"
          busy={apply.isPending}
          onClick={() => apply.mutate({ params: { firmId, pushId: push.id }, body: { step: 'applied' } })}
        >
          {w.iApplied}
        </Button>
      )}
    </li>
  )
}

function Outcome({ push }: { push: OwnPush }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  if (push.grantedAt) {
    const day = format.shortDay(push.grantedAt)
    const sum = push.grantedFen ? say(moneyWords(push.grantedFen)) : null
    return <p className="pp-sum">{sum ? w.granted(day, sum) : w.grantedPlain(day)}</p>
  }
  if (push.refusedAt) return <p>{w.refused(format.shortDay(push.refusedAt), push.refusedWhy ?? '')}</p>
  if (push.paidAlready) return <p>{w.paidAlready}</p>
  return push.appliedAt ? <p>{w.applied(format.shortDay(push.appliedAt))}</p> : null
}
