import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { listSystems, renewKey, type SystemView } from '../contract.ts'
import { KeyShown } from './key-shown.tsx'
import { words } from './words.ts'

/** Asks first, then shows the new key once. */
export function RenewDialog({ of, onClose }: { of: SystemView; onClose: () => void }) {
  const w = useWords(words)
  const [key, setKey] = useState<string | null>(null)
  const renew = useCommand(renewKey, { changes: [listSystems], onDone: (answer) => setKey(answer.key) })
  if (key !== null) return <KeyShown systemId={of.id} code={key} onClose={onClose} />
  return (
    <ConfirmDialog
      open
      title={w.renewOf(of.name)}
      confirm={w.renew}
      busy={renew.isPending}
      error={renew.error}
      onClose={onClose}
      onConfirm={() => renew.mutate({ params: { systemId: of.id }, body: {} })}
    >
      <p>{w.renewText}</p>
    </ConfirmDialog>
  )
}
