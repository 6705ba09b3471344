import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Page } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Go, useNavigation } from '../../../ui/navigation.tsx'
import { BigButton } from '../../../ui/pocket/parts.tsx'
import { oidcCode, signInByOidc } from '../oidc-contract.ts'
import { Door } from '../web/door.tsx'
import { takeNext } from '../web/oidc-next.ts'
import { Digits } from '../web/sign-in-form.tsx'
import { words } from '../web/words.ts'
import { words as deskWords } from './words.ts'

/** `/sign-in/oidc`: where the provider leads back to. Hands on what it said, once, and goes to the page that asked. */
export default function OidcPage() {
  const w = useWords(words)
  const d = useWords(deskWords)
  const { search } = useNavigation()
  const arrive = ({ next }: { next: string }) => {
    if (next === 'done') location.replace(takeNext())
  }
  const back = useCommand(signInByOidc, { onDone: arrive })
  const sent = useRef(false)
  useEffect(() => {
    if (sent.current) return
    sent.current = true
    const { code, state = '-', iss, error } = search
    back.mutate({ body: { state, ...(code && { code }), ...(iss && { iss }), ...(error && { error }) } })
  }, [search, back])
  return (
    <Page title={w.oidcTitle} width="full">
      <Door face={d.face} title={w.oidcTitle} foot={<Go to="/sign-in">{w.oidcAgain}</Go>}>
        {back.data?.next === 'code' ? <Code onDone={arrive} /> : !back.error && <p>{w.oidcWait}</p>}
        <ErrorNote error={back.error} />
      </Door>
    </Page>
  )
}

function Code({ onDone }: { onDone: (answer: { next: string }) => void }) {
  const w = useWords(words)
  const [code, setCode] = useState('')
  const prove = useCommand(oidcCode, { onDone })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    prove.mutate({ body: { code } })
  }
  return (
    <form className="people-form" onSubmit={submit}>
      <Digits label={w.secondCode} hint={w.secondCodeHint} value={code} onChange={setCode} count={6} />
      <ErrorNote error={prove.error} />
      <BigButton type="submit" busy={prove.isPending} disabled={code.length !== 6}>
        {w.signIn}
      </BigButton>
    </form>
  )
}
