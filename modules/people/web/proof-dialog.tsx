import './people.css'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { onProofAsked } from '../../../kernel/web/proof.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { type Me, prove } from '../contract.ts'
import { Secret } from './account-sections.tsx'
import { Digits } from './sign-in-form.tsx'
import { words } from './words.ts'

/** Asks once more who sits there, when the server wants it before a sealed field; both shells hold one. */
export function ProofDialog({ person }: { person: Me }) {
  const w = useWords(words)
  const answer = useRef<((proved: boolean) => void) | null>(null)
  const [open, setOpen] = useState(false)
  useEffect(
    () =>
      onProofAsked(
        () =>
          new Promise((resolve) => {
            answer.current?.(false)
            answer.current = resolve
            setOpen(true)
          }),
      ),
    [],
  )
  const settle = (proved: boolean) => {
    answer.current?.(proved)
    answer.current = null
    setOpen(false)
  }
  return (
    <Dialog open={open} title={w.proveTitle} onClose={() => settle(false)}>
      <ProofForm person={person} onProved={() => settle(true)} />
    </Dialog>
  )
}

function ProofForm({ person, onProved }: { person: Me; onProved: () => void }) {
  const w = useWords(words)
  const [typed, setTyped] = useState('')
  const send = useCommand(prove, { onDone: onProved })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ body: person.secondFactor ? { code: typed } : { password: typed } })
  }
  return (
    <form className="people-form" onSubmit={submit}>
      <p>{person.secondFactor || person.hasPassword ? w.proveLead : w.proveChoose}</p>
      {person.secondFactor ? (
        <Digits label={w.secondCode} hint={w.secondCodeHint} value={typed} onChange={setTyped} count={6} />
      ) : (
        <Secret label={w.password} value={typed} onChange={setTyped} complete="current-password" />
      )}
      <ErrorNote error={send.error} />
      <div>
        <Button type="submit" look="main" busy={send.isPending} disabled={typed === ''}>
          {w.prove}
        </Button>
      </div>
    </form>
  )
}
