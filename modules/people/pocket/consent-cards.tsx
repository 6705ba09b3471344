import '../web/people.css'
import { useEffect } from 'react'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import { labelled } from '../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { agreeAnew, consentText, consentTextChanged, type MyConsent, myConsents } from '../contract.ts'
import { ConsentText } from '../web/consent-text.tsx'
import { words } from '../web/consent-words.ts'
import { TakeConsentBack } from '../web/take-consent-back.tsx'

interface Changing {
  /** What else is out of date once it is answered. */
  readonly changes: readonly Endpoint[]
}

/** On the page of a purpose: says that the text changed and asks anew; nothing where the reader is not asked. */
export function ConsentAskedAnew({ purpose, changes }: Changing & { readonly purpose: string }) {
  const w = useWords(words)
  const { data } = useEndpoint(myConsents)
  const asked = data?.rows.find((one) => one.purpose === purpose && !one.stands)
  return asked ? (
    <Card title={w.changed}>
      <AskedAnew of={asked} changes={changes} />
      <div>
        <TakeBack of={asked} changes={changes} />
      </div>
    </Card>
  ) : null
}

/** What the reader agreed to: which version, which text, and the way back. */
export function MyConsents({ changes }: Changing) {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(myConsents)
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data || data.rows.length === 0) return null
  return (
    <Card title={w.mine}>
      {data.rows.map((one) => (
        <OneConsent key={one.purpose} of={one} changes={changes} />
      ))}
    </Card>
  )
}

function OneConsent({ of, changes }: Changing & { readonly of: MyConsent }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  return (
    <div className="people-agreed">
      <h3>{say(of.title)}</h3>
      <p className="ui-muted ui-small">{w.agreedOn(of.agreed.version, format.date(of.at), w.hows[of.how])}</p>
      <p className="people-consent">{say(of.agreed.text)}</p>
      {of.stands && of.inForce.version > of.agreed.version && (
        <p className="ui-muted ui-small">{w.newer(of.inForce.version)}</p>
      )}
      {!of.stands && <AskedAnew of={of} changes={changes} />}
      <div>
        <TakeBack of={of} changes={changes} />
      </div>
    </div>
  )
}

function AskedAnew({ of, changes }: Changing & { readonly of: MyConsent }) {
  const w = useWords(words)
  const { version } = of.inForce
  const { refetch } = useEndpoint(myConsents)
  const send = useCommand(agreeAnew, { changes: [myConsents, consentText, ...changes] })
  // Had it changed once more meanwhile, the newest text has to stand here before it can be agreed to.
  const changed = send.error?.reason === consentTextChanged
  useEffect(() => {
    if (changed) void refetch()
  }, [changed, refetch])
  return (
    <>
      <p>{w.changedText(of.agreed.version, version)}</p>
      <ConsentText {...of.inForce} />
      <ErrorNote error={send.error} />
      <BigButton
        icon="check"
        busy={send.isPending}
        onClick={() => send.mutate({ params: { purpose: of.purpose }, body: { version } })}
      >
        {w.agree}
      </BigButton>
    </>
  )
}

function TakeBack({ of, changes }: Changing & { readonly of: MyConsent }) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const title = say(of.title)
  return (
    <TakeConsentBack
      purpose={of.purpose}
      label={labelled(lang, w.takeBack, title)}
      told={w.takeBackText(title)}
      changes={changes}
    />
  )
}
