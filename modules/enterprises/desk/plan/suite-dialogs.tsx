import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { useFormat } from '../../../../ui/format.ts'
import type { SuiteView } from '../../buildings-contract.ts'
import { callOffMove } from '../../contract.ts'
import { CorrectSuiteDialog } from './correct-suite-dialog.tsx'
import { DivideDialog } from './divide-dialog.tsx'
import { JoinDialog } from './join-dialog.tsx'
import { LeaseDialog } from './lease-dialog.tsx'
import { MoveInDialog } from './move-in-dialog.tsx'
import { MoveOutDialog, MoveWithinDialog } from './move-out-dialog.tsx'
import { planChanges } from './plan-changes.ts'
import type { PlanLike } from './suite-panel.tsx'
import { words } from './words.ts'

export type SuiteAsk = 'in' | 'out' | 'within' | 'lease' | 'callOff' | 'divide' | 'join' | 'correct'

export interface SuiteDialogProps {
  readonly plan: PlanLike
  readonly suite: SuiteView
  readonly onClose: () => void
}

/** The form that a button of a suite opens. */
export function SuiteDialogs({ ask, ...props }: SuiteDialogProps & { ask: SuiteAsk }) {
  switch (ask) {
    case 'in':
      return <MoveInDialog {...props} />
    case 'out':
      return <MoveOutDialog {...props} />
    case 'within':
      return <MoveWithinDialog {...props} />
    case 'lease':
      return <LeaseDialog {...props} />
    case 'callOff':
      return <CallOffDialog {...props} />
    case 'divide':
      return <DivideDialog {...props} />
    case 'join':
      return <JoinDialog {...props} />
    case 'correct':
      return <CorrectSuiteDialog {...props} />
  }
}

function CallOffDialog({ suite, onClose }: SuiteDialogProps) {
  const w = useWords(words)
  const format = useFormat()
  const send = useCommand(callOffMove, { changes: planChanges, onDone: onClose })
  const { next } = suite
  if (!next) return null
  return (
    <ConfirmDialog
      open
      title={w.callOff}
      confirm={w.callOff}
      busy={send.isPending}
      error={send.error}
      onClose={onClose}
      onConfirm={() => send.mutate({ params: { tenancyId: next.tenancyId } })}
    >
      <p>{w.nextIn(next.firmName, format.date(next.fromOn))}</p>
    </ConfirmDialog>
  )
}
