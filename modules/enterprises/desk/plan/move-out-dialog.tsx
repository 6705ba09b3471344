import '../parts/choice.css'
import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TickPill } from '../../../../ui/pills.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { moveFirm } from '../../contract.ts'
import { type LeftReason, leftReasons, type SuiteId } from '../../shapes.ts'
import { floorName } from '../../stacking.ts'
import { Choice } from '../parts/choice.tsx'
import { useFirmName } from '../parts/firm-name.ts'
import { useNames, useShow } from '../parts/show.ts'
import { words as shared } from '../words.ts'
import { planChanges } from './plan-changes.ts'
import type { SuiteDialogProps } from './suite-dialogs.tsx'
import { words } from './words.ts'

/** The firm leaves the suite. */
export function MoveOutDialog({ plan, suite, onClose }: SuiteDialogProps) {
  const w = useWords(words)
  const s = useWords(shared)
  const names = useNames()
  const firmName = useFirmName()
  const [on, setOn] = useState(plan.on)
  const [reason, setReason] = useState<LeftReason | null>('lease_end')
  const [leaves, setLeaves] = useState(false)
  const send = useCommand(moveFirm, { changes: planChanges, onDone: onClose })
  const { stay } = suite
  if (!stay) return null
  return (
    <ConfirmDialog
      open
      title={`${w.moveOut} · ${w.suiteTitle(suite.number)}`}
      confirm={w.moveOut}
      busy={send.isPending}
      error={send.error}
      notYet={!on || !reason}
      onClose={onClose}
      onConfirm={() =>
        reason &&
        send.mutate({
          params: { firmId: stay.firmId },
          body: { on, out: { tenancyIds: [stay.tenancyId], reason, ...(leaves ? { leaves } : {}) } },
        })
      }
    >
      <p>{firmName({ name: stay.firmName, nameEn: stay.firmNameEn })}</p>
      <div className="firm-form">
        <Field label={w.on} hint={w.onHint} error={send.error?.field('on')}>
          {(control) => <Line control={control} type="date" value={on} onChange={setOn} />}
        </Field>
        <Field label={s.reason}>
          {(control) => (
            <Choice
              control={control}
              value={reason}
              onChange={setReason}
              options={leftReasons
                .filter((value) => value !== 'moved_within' && value !== 'closed')
                .map((value) => ({ value, label: names.leftReason[value] }))}
            />
          )}
        </Field>
        <div className="firm-wide">
          <TickPill checked={leaves} onChange={setLeaves}>
            {w.leaves}
          </TickPill>
        </div>
      </div>
    </ConfirmDialog>
  )
}

/** The firm changes to another suite of the building on the same day. */
export function MoveWithinDialog({ plan, suite, onClose }: SuiteDialogProps) {
  const w = useWords(words)
  const show = useShow()
  const [on, setOn] = useState(plan.on)
  const [target, setTarget] = useState<SuiteId | null>(null)
  const send = useCommand(moveFirm, { changes: planChanges, onDone: onClose })
  const { stay } = suite
  const vacant = plan.suites.filter((one) => one.state === 'vacant' && !one.next && one.toOn === null)
  if (!stay) return null
  return (
    <ConfirmDialog
      open
      title={`${w.moveWithin} · ${w.suiteTitle(suite.number)}`}
      confirm={w.moveWithin}
      busy={send.isPending}
      error={send.error}
      notYet={!on || !target}
      onClose={onClose}
      onConfirm={() =>
        target &&
        send.mutate({
          params: { firmId: stay.firmId },
          body: {
            on,
            out: { tenancyIds: [stay.tenancyId], reason: 'moved_within' },
            in: { suiteIds: [target], basis: stay.basis, leaseUntil: stay.leaseUntil },
          },
        })
      }
    >
      {vacant.length === 0 && <Remark title={w.noVacant} />}
      <div className="firm-form">
        <Field label={w.on}>{(control) => <Line control={control} type="date" value={on} onChange={setOn} />}</Field>
        <Field label={w.target}>
          {(control) => (
            <Choice
              control={control}
              value={target}
              onChange={setTarget}
              options={vacant.map((one) => ({
                value: one.id,
                label: `${floorName(one.floor)} · ${one.number} · ${show.area(one.areaCm2)}`,
              }))}
            />
          )}
        </Field>
      </div>
    </ConfirmDialog>
  )
}
