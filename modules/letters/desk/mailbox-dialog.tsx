import { type FormEvent, type InputHTMLAttributes, useState } from 'react'
import type { ApiError } from '../../../kernel/web/client.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { listKinds } from '../../matters/contract.ts'
import { PlaceSearch } from '../../matters/desk/public.ts'
import { changeMailbox, listMailboxes, type MailboxView, makeMailbox, tryMailbox } from '../contract.ts'
import { words } from './words.ts'

const changes = [listMailboxes]
const usualPort = { tls: '993', starttls: '143', none: '143' } as const

const draftOf = (of: MailboxView | null) => ({
  name: of?.name ?? '',
  address: of?.address ?? '',
  host: of?.host ?? '',
  port: String(of?.port ?? usualPort.tls),
  security: of?.security ?? ('tls' as const),
  user: of?.user ?? '',
  password: '',
  folder: of?.folder ?? 'INBOX',
  kind: of?.kind ?? 'demand',
  category: of?.category ?? '',
})
type Draft = ReturnType<typeof draftOf>

/** Connects a mailbox, or changes how one is read. It can be tried before. */
export function MailboxDialog({ of, onClose }: { of: MailboxView | null; onClose: () => void }) {
  const w = useWords(words)
  const [draft, setDraft] = useState<Draft>(() => draftOf(of))
  const [place, setPlace] = useState<MailboxView['place'] | null>(of?.place ?? null)
  const make = useCommand(makeMailbox, { changes, onDone: onClose })
  const change = useCommand(changeMailbox, { changes, onDone: onClose })
  const error = make.error ?? change.error
  const set = (more: Partial<Draft>) => setDraft({ ...draft, ...more })
  const server = serverOf(draft)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!place) return
    const { name, address, kind, category, password } = draft
    const body = { ...server, name: name.trim(), address: address.trim(), placeId: place.id, kind, category }
    if (of) change.mutate({ params: { mailboxId: of.id }, body: { ...body, ...(password ? { password } : {}) } })
    else make.mutate({ body: { ...body, password } })
  }
  const lacks = !server.host || !server.user || !server.folder || (!of && draft.password === '')
  const missing = draft.name.trim().length < 2 || draft.address.trim().length < 3 || lacks || !place
  return (
    <Dialog open wide title={of ? w.changeOf(of.name) : w.make} onClose={onClose}>
      <form className="ui-stack" onSubmit={submit}>
        <Text of={draft} at="name" hint={w.nameHint} error={error} onChange={set} maxLength={60} />
        <Text of={draft} at="address" error={error} onChange={set} type="email" maxLength={200} />
        <ServerFields draft={draft} kept={of !== null} error={error} onChange={set} />
        <Trying draft={draft} of={of} disabled={lacks} />
        <Field label={w.place} hint={w.placeHint}>
          {(control) => <PlaceSearch control={control} value={place} onChange={setPlace} />}
        </Field>
        <KindField draft={draft} error={error} onChange={set} />
        <ErrorNote error={error} />
        <div>
          <Button type="submit" look="main" busy={make.isPending || change.isPending} disabled={missing}>
            {of ? w.save : w.make}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const serverOf = ({ host, port, security, user, folder }: Draft) => ({
  ...{ host: host.trim(), port: Number(port) || 993, security, user: user.trim(), folder: folder.trim() },
})

interface FieldsProps {
  readonly draft: Draft
  readonly error: ApiError | null
  readonly onChange: (more: Partial<Draft>) => void
}

function ServerFields({ draft, kept, error, onChange }: FieldsProps & { readonly kept: boolean }) {
  const w = useWords(words)
  const passwordHint = kept ? `${w.keep}。${w.passwordHint}` : w.passwordHint
  return (
    <>
      <Text of={draft} at="host" hint={w.hostHint} error={error} onChange={onChange} maxLength={200} />
      <Field label={w.security} error={error?.field('security')}>
        {(control) => (
          <select
            className="ui-input"
            {...control}
            value={draft.security}
            onChange={(event) => {
              const security = event.target.value as Draft['security']
              onChange({ security, port: usualPort[security] })
            }}
          >
            {(['tls', 'starttls', ...(draft.security === 'none' ? ['none' as const] : [])] as const).map((one) => (
              <option key={one} value={one}>
                {w.securities[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Text of={draft} at="port" error={error} onChange={onChange} type="number" min={1} max={65_535} />
      <Text
        of={draft}
        at="user"
        hint={w.userHint}
        error={error}
        onChange={onChange}
        autoComplete="off"
        maxLength={200}
      />
      <Text
        {...{ of: draft, error, onChange }}
        {...{ at: 'password', hint: passwordHint, type: 'password', autoComplete: 'new-password', maxLength: 500 }}
      />
      <Text of={draft} at="folder" error={error} onChange={onChange} maxLength={200} />
    </>
  )
}

interface TextProps
  extends Pick<InputHTMLAttributes<HTMLInputElement>, 'type' | 'min' | 'max' | 'maxLength' | 'autoComplete'> {
  readonly of: Draft
  readonly at: 'name' | 'address' | 'host' | 'port' | 'user' | 'password' | 'folder'
  readonly hint?: string
  readonly error: ApiError | null
  readonly onChange: (more: Partial<Draft>) => void
}

function Text({ of, at, hint, error, onChange, ...input }: TextProps) {
  const w = useWords(words)
  return (
    <Field label={w[at]} hint={hint} error={error?.field(at)}>
      {(control) => (
        <input
          className="ui-input"
          {...control}
          {...input}
          value={of[at]}
          onChange={(event) => onChange({ [at]: event.target.value })}
        />
      )}
    </Field>
  )
}

function Trying({ draft, of, disabled }: { draft: Draft; of: MailboxView | null; disabled: boolean }) {
  const w = useWords(words)
  const trial = useCommand(tryMailbox)
  const { password } = draft
  const body = { ...serverOf(draft), ...(password ? { password } : of ? { mailboxId: of.id } : {}) }
  const said =
    trial.data && (trial.data.fault ? (w.faults[trial.data.fault] ?? trial.data.fault) : w.opens(trial.data.letters))
  return (
    <div className="ui-stack">
      <div>
        <Button busy={trial.isPending} disabled={disabled} onClick={() => trial.mutate({ body })}>
          {w.tryNow}
        </Button>
      </div>
      <div role="status">{said}</div>
      <ErrorNote error={trial.error} />
    </div>
  )
}

function KindField({ draft, error, onChange }: FieldsProps) {
  const w = useWords(words)
  const say = useSay()
  const { data } = useEndpoint(listKinds)
  return (
    <Field label={w.kind} hint={w.categoryHint} error={error?.field('kind') ?? error?.field('category')}>
      {(control) => (
        <select
          className="ui-input"
          {...control}
          value={draft.kind}
          onChange={(event) => onChange({ kind: event.target.value, category: '' })}
        >
          {(data?.kinds ?? [])
            .filter(({ subject }) => subject === null)
            .map(({ code, name }) => (
              <option key={code} value={code}>
                {say(name)}
              </option>
            ))}
        </select>
      )}
    </Field>
  )
}
