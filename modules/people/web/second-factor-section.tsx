import './people.css'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyCode } from '../../../ui/copy-code.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { confirmSecondFactor, type Me, me, removeSecondFactor, startSecondFactor } from '../contract.ts'
import { Secret } from './account-sections.tsx'
import { Digits } from './sign-in-form.tsx'
import { words } from './words.ts'

/** Sets the authenticator up, or removes it. */
export function SecondFactor({ person }: { person: Me }) {
  const w = useWords(words)
  return (
    <div className="ui-stack">
      <div className="ui-row">
        <StatusWord
          words={person.secondFactor ? w.secondFactorOn : w.secondFactorOff}
          tone={person.secondFactor ? 'done' : 'plain'}
        />
        <span className="ui-muted">{w.secondFactorWhy}</span>
      </div>
      {person.secondFactor ? <Remove /> : <SetUp hasPassword={person.hasPassword} />}
    </div>
  )
}

function SetUp({ hasPassword }: { hasPassword: boolean }) {
  const w = useWords(words)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const start = useCommand(startSecondFactor)
  const confirm = useCommand(confirmSecondFactor, { changes: [me], onDone: () => toast(w.confirmed) })
  const begin = (event: FormEvent) => {
    event.preventDefault()
    start.mutate({ body: password ? { password } : {} })
  }
  if (!start.data)
    return (
      <form className="people-form" onSubmit={begin}>
        {hasPassword && (
          <Secret label={w.password} value={password} onChange={setPassword} complete="current-password" />
        )}
        <ErrorNote error={start.error} />
        <div>
          <Button type="submit" icon="key" busy={start.isPending} disabled={hasPassword && !password}>
            {w.start}
          </Button>
        </div>
      </form>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate({ body: { code } })
  }
  return (
    <form className="people-form" onSubmit={submit}>
      <p>{w.scan}</p>
      <img className="people-qr" src={start.data.qr} alt={w.qrLabel} />
      <div className="ui-row">
        {w.secret} <CopyCode code={start.data.secret} label={w.secret} />
      </div>
      <Digits label={w.secondCode} value={code} onChange={setCode} count={6} error={confirm.error?.field('code')} />
      {!confirm.error?.field('code') && <ErrorNote error={confirm.error} />}
      <div>
        <Button type="submit" look="main" busy={confirm.isPending} disabled={code.length !== 6}>
          {w.confirm}
        </Button>
      </div>
    </form>
  )
}

function Remove() {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const remove = useCommand(removeSecondFactor, { changes: [me], onDone: () => toast(w.removed) })
  if (!open)
    return (
      <div>
        <Button onClick={() => setOpen(true)}>{w.remove}</Button>
      </div>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    remove.mutate({ body: { password, code } })
  }
  return (
    <form className="people-form" onSubmit={submit}>
      <Secret label={w.password} value={password} onChange={setPassword} complete="current-password" />
      <Digits label={w.secondCode} value={code} onChange={setCode} count={6} />
      <ErrorNote error={remove.error} />
      <div>
        <Button type="submit" look="final" busy={remove.isPending} disabled={!password || code.length !== 6}>
          {w.remove}
        </Button>
      </div>
    </form>
  )
}
