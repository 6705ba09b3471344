import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TickPill } from '../../../../ui/pills.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { joinSuites } from '../../buildings-contract.ts'
import type { SuiteId } from '../../shapes.ts'
import { useShow } from '../parts/show.ts'
import { planChanges } from './plan-changes.ts'
import type { SuiteDialogProps } from './suite-dialogs.tsx'
import { words } from './words.ts'

/** From a day on several suites of a floor are one. */
export function JoinDialog({ plan, suite, onClose }: SuiteDialogProps) {
  const w = useWords(words)
  const show = useShow()
  const floor = plan.suites.filter((one) => one.floor === suite.floor && one.toOn === null)
  const [on, setOn] = useState(plan.on)
  const [picked, setPicked] = useState<ReadonlySet<SuiteId>>(new Set([suite.id]))
  const [number, setNumber] = useState(suite.number)
  const send = useCommand(joinSuites, { changes: planChanges, onDone: onClose })
  const chosen = floor.filter((one) => picked.has(one.id))
  const areaCm2 = chosen.reduce((sum, one) => sum + one.areaCm2, 0)
  const toggle = (id: SuiteId) => {
    const next = new Set(picked)
    if (!next.delete(id)) next.add(id)
    next.add(suite.id)
    setPicked(next)
  }
  return (
    <ConfirmDialog
      open
      wide
      title={`${w.join} · ${w.suiteTitle(suite.number)}`}
      confirm={w.join}
      busy={send.isPending}
      error={send.error}
      notYet={!on || chosen.length < 2 || number.trim() === ''}
      onClose={onClose}
      onConfirm={() =>
        send.mutate({
          body: {
            on,
            suiteIds: chosen.map((one) => one.id),
            into: { number: number.trim(), areaCm2, purpose: suite.purpose, lettable: suite.lettable },
          },
        })
      }
    >
      <Field label={w.on} error={send.error?.field('on')}>
        {(control) => <Line control={control} type="date" value={on} onChange={setOn} />}
      </Field>
      <Field label={w.joinWith} group>
        <div className="ui-row">
          {floor.map((one) => (
            <TickPill key={one.id} checked={picked.has(one.id)} onChange={() => toggle(one.id)}>
              {one.number} · {show.area(one.areaCm2)}
            </TickPill>
          ))}
        </div>
        <p className="ui-small ui-muted">{w.sum(show.area(areaCm2))}</p>
      </Field>
      <Field label={w.joinInto}>
        {(control) => <Line control={control} value={number} maxLength={20} onChange={setNumber} />}
      </Field>
    </ConfirmDialog>
  )
}
