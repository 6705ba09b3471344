import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiError } from '../../../../kernel/web/client.ts'
import { sendOrQueue } from '../../../../kernel/web/outbox.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { uploadFile } from '../../../files/contract.ts'
import { type DoorAnswer, recordDoor } from '../../contract.ts'
import { words } from '../words.ts'
import { bodyOf, type DoorDraft, renewed } from './door-draft.ts'
import { doorAt } from './use-day.ts'

interface Saving {
  readonly label: string
  /** Puts the draft on the phone, and takes it off once it has arrived. */
  readonly keep: (draft: DoorDraft) => Promise<void>
  readonly forget: () => Promise<void>
  /** Sent, or kept on this phone: on to the next door. */
  readonly onSaved: () => void
}

/** Saves a door: on the phone first, then on its way; what is refused stays where it is, with the reason. */
export function useSave({ label, keep, forget, onSaved }: Saving) {
  const queries = useQueryClient()
  const tell = useTell()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const save = async (draft: DoorDraft, category: string) => {
    setBusy(true)
    setError(null)
    const next: DoorDraft = { ...(draft.saved ? renewed(draft) : draft), saved: true }
    const { householdId } = next.stop
    try {
      await keep(next)
      const done = await sendOrQueue({
        endpoint: recordDoor,
        args: { params: { householdId }, body: bodyOf(next, category, new Date()) },
        files: next.photos.map(({ id, blob }) => ({
          ...{ endpoint: uploadFile, file: blob, name: 'photo.jpg', fields: { id } },
        })),
        label,
        lane: `household:${householdId}`,
        id: next.itemId,
        to: doorAt(householdId),
      })
      if (done.sent) await forget()
      tell(done.sent ? done.answer : null)
      // Not waited for: without a network it does not come.
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => /^(households|visits)\./.test(String(queryKey[0])),
      })
      onSaved()
    } catch (refusal) {
      const fault = refusal as ApiError
      // The phone had no room: it is still a draft, and not in the list of what waits.
      if (fault.reason === 'outbox.not_kept') await keep({ ...next, saved: false })
      setError(fault)
    } finally {
      setBusy(false)
    }
  }
  return { save, busy, error }
}

/** Says in a word what became of it. */
function useTell() {
  const w = useWords(words)
  const say = useSay()
  return (answer: DoorAnswer | null) => {
    if (answer === null) return toast(w.keptHere, 'queue')
    const differing = answer.results.filter(({ state }) => state === 'conflict' || state === 'difference').length
    if (answer.supplementTo) toast(w.supplement(say(answer.supplementTo)), 'info')
    if (differing > 0) toast(w.differs(differing), 'warning')
    if (answer.notRaised) toast(w.notRaised, 'warning')
    toast(answer.matter ? w.raised(answer.matter.number) : w.sent, 'check')
  }
}
