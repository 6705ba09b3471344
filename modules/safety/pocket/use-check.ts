import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiError } from '../../../kernel/web/client.ts'
import { type OutboxFile, sendOrQueue } from '../../../kernel/web/outbox.ts'
import { type CheckAnswer, type CheckBody, checkPoint, type RoundId } from '../contract.ts'

export type CheckOutcome = 'queued' | CheckAnswer

/** Saves a check now, or keeps it on the phone until there is a network; it is never saved twice. */
export function useCheck(roundId: RoundId, label: string) {
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const [outcome, setOutcome] = useState<CheckOutcome | null>(null)
  const send = async (body: CheckBody, files: readonly OutboxFile[] = []): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const done = await sendOrQueue({ endpoint: checkPoint, args: { params: { roundId }, body }, label, files })
      setOutcome(done.sent ? done.answer : 'queued')
      // Without a network there is nothing to read again, and nobody waits for it.
      void queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('safety.') })
    } catch (refusal) {
      setError(refusal as ApiError)
    } finally {
      setBusy(false)
    }
  }
  return { send, busy, error, outcome }
}
