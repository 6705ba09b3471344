import './people.css'
import { type FormEvent, useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { TextInput } from '../../../ui/pocket/inputs.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { changePassword, type Me, me, mySessions, revokeSession } from '../contract.ts'
import { nameOf, placeOf } from '../desk/posts/use-names.ts'
import { deviceOf } from './device.ts'
import { words } from './words.ts'

/** The posts for which I answer now, and how. */
export function MyPosts({ person }: { person: Me }) {
  const w = useWords(words)
  if (person.posts.length === 0) return <p className="ui-muted">{w.noPosts}</p>
  return (
    <ul className="people-list">
      {person.posts.map((post) => (
        <li key={post.postId}>
          <span>
            {nameOf(post)} <span className="ui-muted">{placeOf(post)}</span>
          </span>
          <StatusWord words={w.how[post.how]} tone={post.how === 'own' ? 'plain' : 'active'} />
        </li>
      ))}
    </ul>
  )
}

/** Changes the password; where it must be changed, says why. */
export function PasswordForm({ person }: { person: Me }) {
  const w = useWords(words)
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [repeat, setRepeat] = useState('')
  const change = useCommand(changePassword, {
    changes: [me, mySessions],
    onDone: () => {
      setCurrent('')
      setNext('')
      setRepeat('')
      toast(w.changed)
    },
  })
  const same = repeat === '' || repeat === next
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (next === repeat) change.mutate({ body: { current, next } })
  }
  return (
    <form className="people-form" onSubmit={submit}>
      {person.mustChangePassword && <Remark icon="key">{w.mustChange}</Remark>}
      {person.hasPassword ? (
        <Secret label={w.current} value={current} onChange={setCurrent} complete="current-password" />
      ) : (
        <Remark icon="key">{w.firstPassword}</Remark>
      )}
      <Secret
        label={w.newPassword}
        hint={w.newPasswordHint}
        value={next}
        onChange={setNext}
        complete="new-password"
        error={change.error?.field('next')}
      />
      <Secret
        label={w.repeat}
        value={repeat}
        onChange={setRepeat}
        complete="new-password"
        error={same ? undefined : w.notSame}
      />
      {!change.error?.field('next') && <ErrorNote error={change.error} />}
      <div>
        <Button
          type="submit"
          look="main"
          busy={change.isPending}
          disabled={(person.hasPassword && !current) || !next || next !== repeat}
        >
          {w.changePassword}
        </Button>
      </div>
    </form>
  )
}

export interface SecretProps {
  readonly label: string
  readonly hint?: string
  readonly error?: string | undefined
  readonly value: string
  readonly onChange: (value: string) => void
  readonly complete: 'current-password' | 'new-password'
}

/** A password field. */
export function Secret({ label, hint, error, value, onChange, complete }: SecretProps) {
  return (
    <Field label={label} error={error} {...(hint ? { hint } : {})}>
      {(control) => (
        <TextInput control={control} type="password" value={value} onChange={onChange} autoComplete={complete} />
      )}
    </Field>
  )
}

/** Where I am signed in, with a way out of each. */
export function Sessions() {
  const w = useWords(words)
  const format = useFormat()
  const { data, error, refetch } = useEndpoint(mySessions)
  const revoke = useCommand(revokeSession, { changes: [mySessions], onDone: () => toast(w.revoked) })
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  return (
    <div className="ui-stack">
      <p className="ui-muted">{w.sessionsLead}</p>
      <ErrorNote error={revoke.error} />
      <ul className="people-list">
        {data?.sessions.map((session) => {
          const device = deviceOf(session.userAgent) ?? w.unknownDevice
          return (
            <li key={session.id}>
              <span>
                {device} <span className="ui-muted">{session.ip}</span>
                <br />
                <span className="ui-small ui-muted">
                  {w.since(format.moment(session.createdAt))} · {w.lastSeen(format.fromNow(session.lastSeenAt))}
                </span>
              </span>
              {session.current ? (
                <StatusWord words={w.here} tone="active" />
              ) : (
                <Button
                  icon="leave"
                  label={w.revokeLabel(device)}
                  onClick={() => revoke.mutate({ params: { sessionId: session.id } })}
                >
                  {w.revoke}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
