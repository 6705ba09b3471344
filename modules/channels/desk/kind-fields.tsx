import type { ApiError } from '../../../kernel/web/client.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Field } from '../../../ui/field.tsx'
import { type ChannelKind, secretsOf } from '../kinds.ts'
import type { Draft } from './draft.ts'
import { words } from './words.ts'

interface Props {
  readonly kind: ChannelKind
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
  readonly error: ApiError | null
  /** Secrets are there already. */
  readonly kept: boolean
}

/** What a channel of a kind must be told. */
export function KindFields({ kind, draft, onDraft, error, kept }: Props) {
  const w = useWords(words)
  const text = (name: keyof Draft, label: string, more: { hint?: string; secret?: boolean; path?: string } = {}) => (
    <Field label={label} hint={more.hint || undefined} error={error?.field(more.path ?? `settings.${name}`)}>
      {(control) => (
        <input
          className="ui-input"
          {...control}
          type={more.secret ? 'password' : 'text'}
          autoComplete="off"
          value={draft[name]}
          onChange={(event) => onDraft({ ...draft, [name]: event.target.value })}
        />
      )}
    </Field>
  )
  const choice = (name: keyof Draft, label: string, options: readonly (readonly [string, string])[]) => (
    <Field label={label} error={error?.field(`settings.${name}`)}>
      {(control) => (
        <select
          className="ui-input"
          {...control}
          value={draft[name]}
          onChange={(event) => onDraft({ ...draft, [name]: event.target.value })}
        >
          {options.map(([value, said]) => (
            <option key={value} value={value}>
              {said}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
  const takes = secretsOf[kind]
  return (
    <>
      {kind === 'mail' && (
        <>
          <div className="chan-two">
            {text('host', w.host)}
            {text('port', w.port)}
          </div>
          {choice('security', w.security, Object.entries(w.securities))}
          <div className="chan-two">
            {text('user', w.user)}
            {text('password', w.password, { secret: true, path: 'secrets.password', hint: kept ? w.keep : '' })}
          </div>
          {text('from', w.from)}
        </>
      )}
      {takes.url && text('url', w.url, { path: 'secrets.url', hint: kept ? w.keep : w.urlHint })}
      {(takes.key === 'may' || takes.key === 'needed') &&
        text('key', w.secret, { secret: true, path: 'secrets.key', hint: kept ? w.keep : w.secretHints[kind] })}
      {kind === 'push' && text('contact', w.contact, { hint: w.contactHint })}
      {kind === 'sms' && (
        <>
          <div className="chan-two">
            {choice('method', w.method, [
              ['POST', 'POST'],
              ['PUT', 'PUT'],
              ['GET', 'GET'],
            ])}
            {choice('form', w.form, [
              ['json', 'JSON'],
              ['form', 'a=b&c=d'],
            ])}
          </div>
          {text('template', w.template, { hint: w.templateHint })}
          <div className="chan-two">
            {text('headerName', w.headerName, { path: 'settings.headers' })}
            {text('headerValue', w.headerValue, { path: 'settings.headers' })}
          </div>
          <div className="chan-two">
            {text('okField', w.okField, { hint: w.okHint })}
            {text('okValue', w.okValue)}
          </div>
        </>
      )}
    </>
  )
}
