import './people.css'
import { type FormEvent, useState } from 'react'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton } from '../../../ui/pocket/parts.tsx'
import { ProviderWay } from './provider-way.tsx'
import { useSignIn } from './use-sign-in.ts'
import { words } from './words.ts'

type Way = 'password' | 'code'

/** Signs in by password or by a code from a colleague; asks for the authenticator or a first password when it must. */
export function SignInForm() {
  const w = useWords(words)
  const [way, setWay] = useState<Way>('password')
  const [login, setLogin] = useState('')
  const ways: readonly [Way, string][] = [
    ['password', w.byPassword],
    ['code', w.byCode],
  ]
  return (
    <div className="people-form">
      <div className="people-ways" role="tablist">
        {ways.map(([id, name]) => (
          <button key={id} type="button" role="tab" aria-selected={way === id} onClick={() => setWay(id)}>
            {name}
          </button>
        ))}
      </div>
      {way === 'password' ? (
        <PasswordWay login={login} onLogin={setLogin} />
      ) : (
        <CodeWay login={login} onLogin={setLogin} />
      )}
      <ProviderWay />
    </div>
  )
}

interface WayProps {
  readonly login: string
  readonly onLogin: (login: string) => void
}

function Login({ login, onLogin }: WayProps) {
  const w = useWords(words)
  return (
    <Field label={w.login}>
      {(control) => <TextInput control={control} value={login} onChange={onLogin} autoComplete="username" />}
    </Field>
  )
}

function PasswordWay(props: WayProps) {
  const w = useWords(words)
  const { byPassword } = useSignIn()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const asksCode = byPassword.data?.next === 'code' || byPassword.error?.reason === 'people.wrong_code'
  const [wasAsked, setWasAsked] = useState(false)
  if (asksCode && !wasAsked) setWasAsked(true)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { login: props.login.trim(), password, ...(wasAsked && code ? { code } : {}) }
    byPassword.mutate({ body })
  }
  return (
    <form className="people-form" onSubmit={submit}>
      <Login {...props} />
      <Field label={w.password} error={byPassword.error?.field('password')}>
        {(control) => (
          <TextInput
            control={control}
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="current-password"
          />
        )}
      </Field>
      {wasAsked && <Digits label={w.secondCode} hint={w.secondCodeHint} value={code} onChange={setCode} count={6} />}
      <ErrorNote error={byPassword.error} />
      <BigButton type="submit" busy={byPassword.isPending} disabled={!props.login.trim() || !password}>
        {w.signIn}
      </BigButton>
      <p className="ui-small ui-muted">{w.forgot}</p>
    </form>
  )
}

function CodeWay(props: WayProps) {
  const w = useWords(words)
  const { byCode } = useSignIn()
  const [code, setCode] = useState('')
  const [secondCode, setSecondCode] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const [asksSecond, setAsksSecond] = useState(false)
  if (byCode.data?.next === 'code' && !asksSecond) setAsksSecond(true)
  const mustChoose = byCode.data?.next === 'change_password'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const login = props.login.trim()
    const more = { ...(newPassword && { newPassword }), ...(asksSecond && secondCode && { secondCode }) }
    byCode.mutate({ body: { login, code, ...more } })
  }
  return (
    <form className="people-form" onSubmit={submit}>
      <Login {...props} />
      <Digits label={w.oneTimeCode} hint={w.oneTimeCodeHint} value={code} onChange={setCode} count={8} />
      <Field
        label={w.newPassword}
        hint={mustChoose ? `${w.newPasswordNeeded} · ${w.newPasswordHint}` : w.newPasswordOptional}
        error={byCode.error?.field('newPassword')}
      >
        {(control) => (
          <TextInput
            control={control}
            type="password"
            value={newPassword}
            onChange={setNewPassword}
            autoComplete="new-password"
          />
        )}
      </Field>
      {asksSecond && (
        <Digits label={w.secondCode} hint={w.secondCodeHint} value={secondCode} onChange={setSecondCode} count={6} />
      )}
      {!byCode.error?.field('newPassword') && <ErrorNote error={byCode.error} />}
      <BigButton type="submit" busy={byCode.isPending} disabled={!props.login.trim() || code.length !== 8}>
        {w.signIn}
      </BigButton>
    </form>
  )
}

interface DigitsProps {
  readonly label: string
  readonly hint?: string
  readonly error?: string | undefined
  readonly value: string
  readonly onChange: (value: string) => void
  readonly count: number
}

/** A code of digits; spaces that were pasted along are dropped. */
export function Digits({ label, hint, error, value, onChange, count }: DigitsProps) {
  return (
    <Field label={label} error={error} {...(hint ? { hint } : {})}>
      {(control) => (
        <input
          {...control}
          className="pocket-input people-digits"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={value}
          onChange={(event) => onChange(event.target.value.normalize('NFKC').replace(/\D/g, '').slice(0, count))}
        />
      )}
    </Field>
  )
}
