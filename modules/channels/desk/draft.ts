import type { ChannelView } from '../contract.ts'
import type { ChannelKind, SecretFields } from '../kinds.ts'

/** What is typed for all kinds, as text. */
export interface Draft {
  readonly host: string
  readonly port: string
  readonly security: string
  readonly user: string
  readonly from: string
  readonly method: string
  readonly form: string
  readonly template: string
  readonly headerName: string
  readonly headerValue: string
  readonly okField: string
  readonly okValue: string
  readonly contact: string
  readonly url: string
  readonly password: string
  readonly key: string
}

/** A channel as it can be typed anew; an example where there is none yet. */
export function draftOf(of: ChannelView | null): Draft {
  const kept = of?.settings ?? {}
  const text = (name: string, otherwise = ''): string => {
    const value = kept[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise
  }
  const [header] = (kept['headers'] ?? []) as readonly { readonly name: string; readonly value: string }[]
  return {
    ...{ host: text('host'), port: text('port', '465'), security: text('security', 'tls'), user: text('user') },
    ...{ from: text('from'), method: text('method', 'POST'), form: text('form', 'json') },
    template: text('template', '{"phone":"{{phone}}","content":"{{text}}"}'),
    ...{ headerName: header?.name ?? '', headerValue: header?.value ?? '' },
    ...{ okField: text('okField'), okValue: text('okValue'), contact: text('contact', 'mailto:') },
    ...{ url: '', password: '', key: '' },
  }
}

/** The settings of a kind, as the endpoint takes them. */
export function settingsIn(kind: ChannelKind, draft: Draft): Record<string, unknown> {
  const { host, port, security, user, from, method, form, template, okField, okValue, contact } = draft
  if (kind === 'mail') return { host: host.trim(), port: Number(port), security, user: user.trim(), from: from.trim() }
  if (kind === 'push') return { contact: contact.trim() }
  if (kind !== 'sms') return {}
  const headers = draft.headerName ? [{ name: draft.headerName.trim(), value: draft.headerValue }] : []
  return { method, form, template, headers, okField: okField.trim(), okValue: okValue.trim() }
}

/** What was typed of the secrets; the rest stays as it is. */
export const secretsIn = ({ url, password, key }: Draft): SecretFields => ({
  ...(url.trim() ? { url: url.trim() } : {}),
  ...(password ? { password } : {}),
  ...(key.trim() ? { key: key.trim() } : {}),
})
