import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TextInput } from '../../../../ui/pocket/inputs.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { cancelAbsence, chainOf, endTenure, listPosts, type PostView, recordAbsence } from '../../contract.ts'
import { listTenures, listVacancies } from '../../handover/contract.ts'
import { words } from '../words.ts'
import { PersonSearch, type PickedPerson } from './person-search.tsx'
import { nameOf } from './use-names.ts'

export interface PostDialogProps {
  readonly post: PostView
  readonly onClose: () => void
}

const changes = [listPosts, chainOf, listTenures, listVacancies]

function useDone(onClose: () => void): () => void {
  const w = useWords(words).dialog
  return () => {
    toast(w.done)
    onClose()
  }
}

function Why({ hint, value, onChange }: { hint: string; value: string; onChange: (value: string) => void }) {
  const w = useWords(words).dialog
  return (
    <Field label={w.why} hint={hint}>
      {(control) => <TextInput control={control} value={value} onChange={onChange} maxLength={200} />}
    </Field>
  )
}

const tooShort = (why: string) => why.trim().length < 2

/** Ends the tenure; the post falls empty. */
export function EndDialog({ post, onClose }: PostDialogProps) {
  const w = useWords(words)
  const [why, setWhy] = useState('')
  const command = useCommand(endTenure, { changes, onDone: useDone(onClose) })
  return (
    <ConfirmDialog
      open
      title={w.dialog.endTitle(nameOf(post))}
      onClose={onClose}
      confirm={w.posts.end}
      onConfirm={() => command.mutate({ params: { postId: post.id }, body: { why: why.trim() } })}
      final
      busy={command.isPending}
      notYet={tooShort(why)}
      error={command.error}
    >
      <p>{w.dialog.endText(post.holder?.name ?? '')}</p>
      <Why hint={w.dialog.whyEnd} value={why} onChange={setWhy} />
    </ConfirmDialog>
  )
}

/** China has one time zone, so a day begins at one instant. */
const startOf = (day: string): Date => new Date(`${day}T00:00:00+08:00`)
const dayMs = 86_400_000
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

/** Records that the holder is away for whole days, and who stands in. */
export function AbsenceDialog({ post, onClose }: PostDialogProps) {
  const w = useWords(words)
  const [from, setFrom] = useState(today)
  const [to, setTo] = useState('')
  const [standIn, setStandIn] = useState<PickedPerson | null>(null)
  const [why, setWhy] = useState('')
  const command = useCommand(recordAbsence, { changes, onDone: useDone(onClose) })
  const confirm = () => {
    const fromAt = startOf(from).toISOString()
    const toAt = new Date(startOf(to).getTime() + dayMs).toISOString()
    const body = { fromAt, toAt, why: why.trim(), ...(standIn ? { standInId: standIn.id } : {}) }
    command.mutate({ params: { postId: post.id }, body })
  }
  const fault = (field: string) => command.error?.field(field)
  return (
    <ConfirmDialog
      open
      title={w.dialog.absenceTitle(nameOf(post))}
      onClose={onClose}
      confirm={w.dialog.record}
      onConfirm={confirm}
      busy={command.isPending}
      notYet={!from || !to || tooShort(why)}
      error={fault('toAt') || fault('standInId') ? null : command.error}
    >
      <div className="people-two">
        <Field label={w.dialog.from}>
          {(control) => <TextInput control={control} type="date" value={from} onChange={setFrom} />}
        </Field>
        <Field label={w.dialog.to} error={fault('toAt')}>
          {(control) => <TextInput control={control} type="date" value={to} onChange={setTo} />}
        </Field>
      </div>
      <PersonSearch
        label={w.dialog.standIn}
        hint={w.dialog.standInHint}
        error={fault('standInId')}
        picked={standIn}
        onPick={setStandIn}
      />
      <Why hint={w.dialog.whyAbsence} value={why} onChange={setWhy} />
    </ConfirmDialog>
  )
}

/** Calls the absence off that lasts or comes next. */
export function CancelAbsenceDialog({ post, onClose }: PostDialogProps) {
  const w = useWords(words)
  const command = useCommand(cancelAbsence, { changes, onDone: useDone(onClose) })
  const absenceId = post.absence?.id
  return (
    <ConfirmDialog
      open
      title={w.dialog.cancelTitle}
      onClose={onClose}
      confirm={w.posts.cancelAbsence}
      onConfirm={() => absenceId && command.mutate({ params: { absenceId } })}
      busy={command.isPending}
      error={command.error}
    >
      <p>{w.dialog.cancelText}</p>
    </ConfirmDialog>
  )
}
