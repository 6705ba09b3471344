import { type FormEvent, useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton } from '../../../ui/pocket/parts.tsx'
import { setUp, setUpState } from '../contract.ts'
import { Secret } from '../web/account-sections.tsx'
import { Door } from '../web/door.tsx'
import { useSignIn } from '../web/use-sign-in.ts'
import { words as signInWords } from '../web/words.ts'
import { words } from './words.ts'

/** `/set-up`: the first administrator, with the code that the server printed. */
export default function SetUpPage() {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(setUpState)
  return (
    <Page title={w.setUp.title} width="full">
      <Door face={w.face} title={w.setUp.title}>
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data?.open && <SetUpForm />}
        {data?.open === false && (
          <EmptyState
            icon="check"
            title={w.setUp.closed}
            action={
              <Button look="main" to="/sign-in">
                {w.setUp.toSignIn}
              </Button>
            }
          >
            {w.setUp.closedText}
          </EmptyState>
        )}
      </Door>
    </Page>
  )
}

const empty = { setUpCode: '', tenantCode: '', tenantName: '', name: '', login: '', password: '' }
type FieldName = keyof typeof empty

function SetUpForm() {
  const w = useWords(words).setUp
  const s = useWords(signInWords)
  const [form, setForm] = useState(empty)
  const [repeat, setRepeat] = useState('')
  const { byPassword } = useSignIn('/start')
  const make = useCommand(setUp, {
    onDone: () => byPassword.mutate({ body: { login: form.login, password: form.password } }),
  })
  const change = (name: FieldName) => (value: string) => setForm({ ...form, [name]: value })
  const complete = Object.values(form).every((value) => value.trim() !== '') && repeat === form.password
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (complete) make.mutate({ body: form })
  }
  const line = (name: FieldName, label: string, hint?: string) => (
    <Field label={label} error={make.error?.field(name)} {...(hint ? { hint } : {})}>
      {(control) => <TextInput control={control} value={form[name]} onChange={change(name)} autoComplete="off" />}
    </Field>
  )
  const atField = Object.keys(empty).some((name) => make.error?.field(name))
  return (
    <form className="people-form" onSubmit={submit}>
      <p className="ui-muted">{w.lead}</p>
      {line('setUpCode', w.code, w.codeHint)}
      {line('tenantCode', w.tenantCode, w.tenantCodeHint)}
      {line('tenantName', w.tenantName, w.tenantNameHint)}
      {line('name', w.name)}
      {line('login', w.login)}
      <Secret
        label={w.password}
        hint={s.newPasswordHint}
        value={form.password}
        onChange={change('password')}
        complete="new-password"
        error={make.error?.field('password')}
      />
      <Secret
        label={s.repeat}
        value={repeat}
        onChange={setRepeat}
        complete="new-password"
        error={repeat === '' || repeat === form.password ? undefined : s.notSame}
      />
      {!atField && <ErrorNote error={make.error ?? byPassword.error} />}
      <BigButton type="submit" busy={make.isPending || byPassword.isPending} disabled={!complete}>
        {w.make}
      </BigButton>
    </form>
  )
}
