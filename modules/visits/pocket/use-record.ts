import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Static } from 'typebox'
import type { ApiError } from '../../../kernel/web/client.ts'
import { type OutboxFile, sendOrQueue } from '../../../kernel/web/outbox.ts'
import type { DueId } from '../contract.ts'
import { type RecordAnswer, type RecordBody, recordVisit } from '../contract.ts'

export type RecordOutcome = 'queued' | { readonly answer: Static<typeof RecordAnswer>; readonly reached: boolean }

/** Records a visit now, or keeps it on the phone until there is a network; it is never recorded twice. */
export function useRecord(dueId: DueId, label: string) {
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const [outcome, setOutcome] = useState<RecordOutcome | null>(null)
  const send = async (body: RecordBody, files: readonly OutboxFile[] = []): Promise<boolean> => {
    setBusy(true)
    setError(null)
    try {
      const done = await sendOrQueue({ endpoint: recordVisit, args: { params: { dueId }, body }, label, files })
      setOutcome(done.sent ? { answer: done.answer, reached: body.reached } : 'queued')
      await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('visits.') })
      return true
    } catch (refusal) {
      setError(refusal as ApiError)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { send, busy, error, outcome }
}
