import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { ApiError, call } from '../../../../kernel/web/client.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useUrlState } from '../../../../ui/navigation.tsx'
import { act, listMatters, myWork, type SimilarView, takeDown } from '../../contract.ts'
import { mayReport } from '../../forms/may-report.ts'
import { useCategories } from '../list/use-categories.ts'
import { useMe } from '../parts/me.ts'
import { bodyOf, emptyForm, type Filled, type IntakeForm, type IntakeSubject, withDraft } from './form.ts'
import { useDraft } from './use-draft.ts'

export interface Saved {
  readonly answer: ResponseOf<typeof takeDown>
  readonly into: SimilarView | null
  readonly mergeError: ApiError | null
}

/** The form's state: what is filled in, what was filled in by hand, and what a message was read as. */
export function useIntake(channel: IntakeForm['channel'], onSaved: (saved: Saved) => void) {
  const subject = useSubject()
  const asked = subject?.kind === 'firm' ? 'firm' : null
  const posts = useMe()?.posts ?? []
  const kinds = useCategories().kinds.filter((one) => mayReport(one, 'staff', posts, asked))
  const kind = kinds[0]?.code ?? 'demand'
  const [form, setForm] = useState(() => emptyForm(channel, '', subject))
  const [byHand, setByHand] = useState<ReadonlySet<Filled>>(new Set())
  const [original, setOriginal] = useState<string | null>(null)
  const [into, setInto] = useState<SimilarView | null>(null)
  const [tried, setTried] = useState(false)
  const queries = useQueryClient()
  const reading = useDraft((read, replaceBody) => setForm((now) => withDraft(now, read, byHand, replaceBody)))
  const whole = { ...form, channel, kind: form.kind || kind }
  const chosen = kinds.find(({ code }) => code === whole.kind)
  const save = useCommand(takeDown, {
    onDone: async (answer) => {
      const mergeError = into ? await merge(answer.id, into) : null
      void queries.invalidateQueries({ queryKey: [myWork.id] })
      void queries.invalidateQueries({ queryKey: [listMatters.id] })
      onSaved({ answer, into, mergeError })
    },
  })
  const change = (patch: Partial<IntakeForm>, field?: Filled) => {
    setForm((now) => ({ ...now, ...patch }))
    if (field) setByHand((now) => new Set([...now, field]))
  }
  const submit = () => {
    setTried(true)
    const body = bodyOf(whole, chosen)
    if (body && !save.isPending) save.mutate({ body })
    return body !== null
  }
  const restore = () => {
    if (original !== null) change({ body: original, title: '' })
    setOriginal(null)
  }
  const paste = (text: string) => {
    // Into an empty field goes a whole message; a few words more are read when the field is left.
    if (text.trim().length < 10 || form.body.trim() !== '') return
    setOriginal(text)
    reading.ask(text, true)
  }
  return { form: whole, kinds, chosen, change, reading, original, restore, paste, into, setInto, tried, save, submit }
}

/** `/intake?subjectKind=firm&subjectId=…&subjectName=…`: taken down for a firm. */
function useSubject(): IntakeSubject | null {
  const [{ subjectKind, subjectId, subjectName }] = useUrlState(['subjectKind', 'subjectId', 'subjectName'])
  return subjectKind && subjectId ? { kind: subjectKind, id: subjectId, name: subjectName ?? '' } : null
}

/** A matter that is taken down is safe even if it cannot be merged; the reason is shown beside its code. */
async function merge(matterId: SimilarView['id'], into: SimilarView): Promise<ApiError | null> {
  try {
    await call(act, { params: { matterId }, body: { action: 'merge', intoId: into.id } })
    return null
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}
