import '../parts/choice.css'
import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import type { StayView } from '../../buildings-contract.ts'
import { changeLease } from '../../contract.ts'
import { LeaseFields, type LeaseText, leaseOf } from '../parts/lease-fields.tsx'
import { planChanges } from './plan-changes.ts'
import { words } from './words.ts'

export interface LeaseDialogProps {
  readonly suite: { readonly number: string; readonly stay: StayView | null }
  readonly onClose: () => void
}

/** A lease is renewed, or put right. */
export function LeaseDialog({ suite, onClose }: LeaseDialogProps) {
  const w = useWords(words)
  const { stay } = suite
  const [lease, setLease] = useState<LeaseText>({
    basis: stay?.basis ?? 'rent',
    leaseUntil: stay?.leaseUntil ?? '',
    rent: stay?.rentFenMonth == null ? '' : String(stay.rentFenMonth / 100),
  })
  const send = useCommand(changeLease, { changes: planChanges, onDone: onClose })
  const written = leaseOf(lease)
  if (!stay) return null
  return (
    <ConfirmDialog
      open
      title={`${w.renew} · ${w.suiteTitle(suite.number)}`}
      confirm={w.renew}
      busy={send.isPending}
      error={send.error}
      notYet={!written}
      onClose={onClose}
      onConfirm={() => written && send.mutate({ params: { tenancyId: stay.tenancyId }, body: written })}
    >
      <div className="firm-form">
        <LeaseFields
          value={lease}
          onChange={(patch) => setLease({ ...lease, ...patch })}
          wrong={send.error?.field('leaseUntil')}
        />
      </div>
    </ConfirmDialog>
  )
}
