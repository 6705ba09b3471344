import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { CopyCode } from '../../../../ui/copy-code.tsx'
import { ConfirmDialog, Dialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { TextInput, Tick } from '../../../../ui/pocket/inputs.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { addPerson, endSessionsOf, issueCode } from '../../contract.ts'
import { words } from '../words.ts'
import { PersonSearch, type PickedPerson } from './person-search.tsx'

export interface IssueCodeDialogProps {
  /** Whom for; without it a person is looked for first. */
  readonly person?: PickedPerson
  readonly mayReset: boolean
  readonly onClose: () => void
}

/** Issues a one-time code and shows it, this once. */
export function IssueCodeDialog({ person: given, mayReset, onClose }: IssueCodeDialogProps) {
  const w = useWords(words)
  const [found, setFound] = useState<PickedPerson | null>(null)
  const [reset, setReset] = useState(false)
  const command = useCommand(issueCode)
  const person = given ?? found
  const title = person ? w.dialog.codeTitle(person.name) : w.posts.issueTo
  if (command.data) return <HandedCode title={title} {...command.data} onClose={onClose} />
  const confirm = () => {
    if (person) command.mutate({ params: { personId: person.id }, body: reset ? { resetSecondFactor: true } : {} })
  }
  return (
    <ConfirmDialog
      open
      title={title}
      onClose={onClose}
      confirm={w.dialog.issue}
      onConfirm={confirm}
      busy={command.isPending}
      notYet={!person}
      error={command.error}
    >
      {!given && <PersonSearch label={w.dialog.person} picked={found} onPick={setFound} />}
      <p>{w.dialog.codeAsk}</p>
      {mayReset && (
        <Tick checked={reset} onChange={setReset}>
          {w.dialog.reset}
        </Tick>
      )}
    </ConfirmDialog>
  )
}

/** Signs a person out everywhere. */
export function SignOutDialog({ person, onClose }: { readonly person: PickedPerson; readonly onClose: () => void }) {
  const w = useWords(words).dialog
  const command = useCommand(endSessionsOf, { onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.signOutTitle(person.name)}
      onClose={onClose}
      confirm={w.signOutDo}
      onConfirm={() => command.mutate({ params: { personId: person.id } })}
      busy={command.isPending}
      error={command.error}
    >
      <p>{w.signOutAsk}</p>
    </ConfirmDialog>
  )
}

interface HandedCodeProps {
  readonly title: string
  readonly login: string
  readonly code: string
  readonly expiresAt: string
  readonly onClose: () => void
}

function HandedCode({ title, login, code, expiresAt, onClose }: HandedCodeProps) {
  const w = useWords(words).dialog
  const ui = useUiWords()
  const format = useFormat()
  return (
    <Dialog open title={title} onClose={onClose}>
      <div className="people-code">
        <CopyCode code={code} label={title} />
      </div>
      <p>{w.codeReady(login, format.time(expiresAt))}</p>
      <div className="ui-dialog-ways">
        <Button look="main" onClick={onClose}>
          {ui.close}
        </Button>
      </div>
    </Dialog>
  )
}

/** Adds a person with an account; the answer is the code to hand over. */
export function AddPersonDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words).dialog
  const [form, setForm] = useState({ name: '', login: '', phone: '' })
  const command = useCommand(addPerson)
  const change = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value })
  const line = (name: keyof typeof form, label: string, more: { hint?: string; optional?: boolean } = {}) => (
    <Field label={label} error={command.error?.field(name)} {...more}>
      {(control) => <TextInput control={control} value={form[name]} onChange={change(name)} autoComplete="off" />}
    </Field>
  )
  if (command.data)
    return <HandedCode title={w.codeTitle(form.name)} login={form.login} {...command.data} onClose={onClose} />
  const ready = form.name.trim() !== '' && form.login.trim().length >= 2
  const confirm = () => {
    const phone = form.phone.trim()
    command.mutate({ body: { name: form.name.trim(), login: form.login.trim(), ...(phone ? { phone } : {}) } })
  }
  return (
    <ConfirmDialog
      open
      title={w.addTitle}
      onClose={onClose}
      confirm={w.add}
      onConfirm={confirm}
      busy={command.isPending}
      notYet={!ready}
      error={command.error}
    >
      {line('name', w.name)}
      {line('login', w.login, { hint: w.loginHint })}
      {line('phone', w.phone, { optional: true })}
    </ConfirmDialog>
  )
}
