import { useState } from 'react'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { myConsents, takeConsentBack } from '../contract.ts'
import { words } from './consent-words.ts'

interface TakeConsentBackProps {
  readonly purpose: string
  /** Of the button, for who does not see what it stands beside. */
  readonly label?: string
  /** What taking it back brings. */
  readonly told: string
  /** What else is out of date afterwards. */
  readonly changes: readonly Endpoint[]
}

/** Takes a consent of one's own back, once it was said what that brings (个人信息保护法 15). */
export function TakeConsentBack({ purpose, label, told, changes }: TakeConsentBackProps) {
  const w = useWords(words)
  const [asking, setAsking] = useState(false)
  const send = useCommand(takeConsentBack, {
    changes: [myConsents, ...changes],
    onDone: () => setAsking(false),
  })
  return (
    <>
      <Button look="quiet" {...(label ? { label } : {})} onClick={() => setAsking(true)}>
        {w.takeBack}
      </Button>
      <ConfirmDialog
        open={asking}
        final
        title={w.takeBackTitle}
        confirm={w.takeBack}
        busy={send.isPending}
        error={send.error}
        onClose={() => setAsking(false)}
        onConfirm={() => send.mutate({ params: { purpose }, body: {} })}
      >
        <p>{told}</p>
      </ConfirmDialog>
    </>
  )
}
