import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MatterId } from '../../../../kernel/contract/ids.ts'
import type { ApiError } from '../../../../kernel/web/client.ts'
import { type OutboxFile, sendOrQueue, useOutbox } from '../../../../kernel/web/outbox.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { type ActBody, act, actByReceipt } from '../../contract.ts'
import { words } from './words.ts'

/** By which right one acts: signed in, or with the receipt code. */
export type Door = { readonly matterId: MatterId } | { readonly receiptCode: string }

export interface Acting {
  readonly busy: boolean
  /** A step on this matter waits on the phone for a network: another one should not be taken blindly. */
  readonly waiting: boolean
  readonly error: ApiError | null
  /** Takes a step now, or keeps it on the phone until there is a network. @returns false when it was refused. */
  take(body: ActBody, label: string, files?: readonly OutboxFile[]): Promise<boolean>
  clear(): void
}

/** Takes steps on one matter; afterwards everything about matters on the screen is asked again. */
export function useAct(door: Door): Acting {
  const w = useWords(words)
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const about = 'matterId' in door ? `/${door.matterId}/` : `/${door.receiptCode}/`
  const waiting = useOutbox().some(
    (item) => item.state === 'waiting' && item.steps.some((step) => step.url.includes(about)),
  )
  const [error, setError] = useState<ApiError | null>(null)
  const take: Acting['take'] = async (body, label, files = []) => {
    setBusy(true)
    setError(null)
    try {
      const request = { label, files }
      const done =
        'matterId' in door
          ? await sendOrQueue({ endpoint: act, args: { params: { matterId: door.matterId }, body }, ...request })
          : await sendOrQueue({
              endpoint: actByReceipt,
              args: { params: { receiptCode: door.receiptCode }, body },
              ...request,
            })
      toast(done.sent ? w.done : w.queued, done.sent ? 'check' : 'queue')
      await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('matters.') })
      return true
    } catch (refusal) {
      setError(refusal as ApiError)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, waiting, error, take, clear: () => setError(null) }
}
