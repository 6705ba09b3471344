import { type FormEvent, useState } from 'react'
import type { BodyOf } from '../../../kernel/contract/endpoint.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyCode } from '../../../ui/copy-code.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Line } from '../../matters/desk/public.ts'
import { getOidc, type OidcView, oidcProvider, saveOidc } from '../../people/contract.ts'
import { listAudit } from '../contract.ts'
import { type DraftLine, MappingLines } from './oidc-mapping.tsx'
import { words } from './words.ts'

/** `/audit/sign-in`: signing in by a provider of the office's own, and which groups hold which posts. */
export default function OidcSettingsPage() {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(getOidc)
  return (
    <Page title={w.oidc.title} width="narrow">
      <PageHeader
        title={w.oidc.title}
        lead={w.oidc.lead}
        above={[
          { words: w.title, to: '/audit' },
          { words: w.settings, to: '/audit/settings' },
        ]}
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <Form key={data.settings?.savedAt} of={data.settings} redirectUri={data.redirectUri} />}
    </Page>
  )
}

type Text = 'name' | 'nameEn' | 'issuer' | 'clientId' | 'scopes' | 'accountClaim'

const fresh: Readonly<Record<Text, string>> = {
  ...{ name: '', nameEn: '', issuer: '', clientId: '', scopes: 'openid profile email' },
  accountClaim: 'preferred_username',
}

/** The fields that are typed, and no others of what was saved. */
const textOf = (of: OidcView): Record<Text, string> => ({
  ...{ name: of.name, nameEn: of.nameEn, issuer: of.issuer, clientId: of.clientId },
  ...{ scopes: of.scopes, accountClaim: of.accountClaim },
})

function Form({ of, redirectUri }: { of: OidcView | null; redirectUri: string }) {
  const w = useWords(words)
  const o = w.oidc
  const format = useFormat()
  const [text, setText] = useState<Record<Text, string>>(of ? textOf(of) : fresh)
  const [isOn, setIsOn] = useState(of?.isOn ?? true)
  const [opensAccounts, setOpensAccounts] = useState(of?.opensAccounts ?? false)
  const [secret, setSecret] = useState('')
  const [noSecret, setNoSecret] = useState(of ? !of.hasSecret : false)
  const [mapping, setMapping] = useState<readonly DraftLine[]>(of?.mapping ?? [])
  const save = useCommand(saveOidc, { changes: [getOidc, oidcProvider, listAudit] })
  const line = (name: Text, label: string, hint?: string) => (
    <Field label={label} hint={hint} error={save.error?.field(name)}>
      {(control) => (
        <Line
          control={control}
          value={text[name]}
          onChange={(value) => setText({ ...text, [name]: value })}
          maxLength={300}
        />
      )}
    </Field>
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lines = mapping.map(({ claim, value, postId }) => ({ claim: claim.trim(), value: value.trim(), postId }))
    const body: BodyOf<typeof saveOidc> = {
      ...{ name: text.name.trim(), nameEn: text.nameEn.trim(), issuer: text.issuer.trim() },
      ...{ clientId: text.clientId.trim(), scopes: text.scopes.trim(), accountClaim: text.accountClaim.trim() },
      ...{ isOn, opensAccounts, mapping: lines, base: of?.version ?? 0 },
      ...(noSecret ? { secret: '' } : secret ? { secret } : {}),
    }
    save.mutate({ body })
  }
  const missing =
    Object.values(text).some((value) => value.trim() === '') ||
    mapping.some(({ claim, value }) => claim.trim() === '' || value.trim() === '')
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Sheet>
        <div className="ui-stack">
          <Field label={o.redirect} group>
            <CopyCode code={redirectUri} label={o.redirect} />
          </Field>
          <Tick label={o.isOn} value={isOn} onChange={setIsOn} />
          {line('name', o.name)}
          {line('nameEn', o.nameEn)}
          {line('issuer', o.issuer, o.issuerHint)}
          {line('clientId', o.clientId)}
          {!noSecret && (
            <Field
              label={o.secret}
              hint={of?.hasSecret ? `${o.secretHint} ${o.secretKept}` : o.secretHint}
              error={save.error?.field('secret')}
            >
              {(control) => (
                <input
                  className="ui-input"
                  {...control}
                  type="password"
                  autoComplete="off"
                  value={secret}
                  onChange={(event) => setSecret(event.target.value)}
                  maxLength={400}
                />
              )}
            </Field>
          )}
          <Tick label={o.noSecret} value={noSecret} onChange={setNoSecret} />
          {line('scopes', o.scopes, o.scopesHint)}
          {line('accountClaim', o.accountClaim, o.accountClaimHint)}
          <Tick label={o.opensAccounts} value={opensAccounts} onChange={setOpensAccounts} />
        </div>
      </Sheet>
      <Sheet title={o.mapping}>
        <MappingLines lines={mapping} onLines={setMapping} error={save.error?.field('mapping')} />
      </Sheet>
      <ErrorNote error={save.error} />
      <div className="ui-row">
        <Button type="submit" look="main" busy={save.isPending} disabled={missing}>
          {w.save}
        </Button>
        {of && <span className="ui-muted">{w.saved(format.moment(of.savedAt))}</span>}
      </div>
    </form>
  )
}

function Tick({ label, value, onChange }: { label: string; value: boolean; onChange: (value: boolean) => void }) {
  return (
    <label className="ui-row">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} /> {label}
    </label>
  )
}
