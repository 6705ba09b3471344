import '../parts/choice.css'
import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { type FirmRow, moveFirm } from '../../contract.ts'
import type { SuiteId } from '../../shapes.ts'
import { FirmSearch } from '../parts/firm-search.tsx'
import { emptyLease, LeaseFields, leaseOf } from '../parts/lease-fields.tsx'
import { AlsoTake } from './also-take.tsx'
import { planChanges } from './plan-changes.ts'
import type { SuiteDialogProps } from './suite-dialogs.tsx'
import { words } from './words.ts'

/** A firm that is on record takes a vacant suite, or several at once, now, in the past, or as a plan. */
export function MoveInDialog({ plan, suite, onClose }: SuiteDialogProps) {
  const w = useWords(words)
  const [firm, setFirm] = useState<FirmRow | null>(null)
  const [on, setOn] = useState(plan.on)
  const [lease, setLease] = useState(emptyLease)
  const [picked, setPicked] = useState<ReadonlySet<SuiteId>>(new Set([suite.id]))
  const send = useCommand(moveFirm, { changes: planChanges, onDone: onClose })
  const written = leaseOf(lease)
  return (
    <ConfirmDialog
      open
      wide
      title={`${w.moveIn} · ${w.suiteTitle(suite.number)}`}
      confirm={w.moveIn}
      busy={send.isPending}
      error={send.error}
      notYet={!firm || !on || !written}
      onClose={onClose}
      onConfirm={() =>
        firm &&
        written &&
        send.mutate({ params: { firmId: firm.id }, body: { on, in: { suiteIds: [...picked], ...written } } })
      }
    >
      <div className="firm-form">
        <div className="firm-wide">
          <Field label={w.whichFirm} hint={w.firmHint}>
            {(control) => <FirmSearch control={control} value={firm} onChange={setFirm} gone />}
          </Field>
          <Button look="quiet" icon="plus" to={`/firms/new?suite=${suite.id}`}>
            {w.newFirm}
          </Button>
        </div>
        <div className="firm-wide">
          <AlsoTake suites={plan.suites} suite={suite} picked={picked} onPick={setPicked} />
        </div>
        <Field label={w.on} hint={w.onHint}>
          {(control) => <Line control={control} type="date" value={on} onChange={setOn} />}
        </Field>
        <LeaseFields
          value={lease}
          onChange={(patch) => setLease({ ...lease, ...patch })}
          wrong={send.error?.field('in.leaseUntil')}
        />
      </div>
    </ConfirmDialog>
  )
}
