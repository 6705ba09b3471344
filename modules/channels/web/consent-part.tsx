import { useEffect, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { agreeAnew, myConsents } from '../../people/contract.ts'
import { ConsentField, TakeConsentBack } from '../../people/desk/public.ts'
import { getPreferences, outsidePurpose, type PreferenceView } from '../contract.ts'
import { words } from './words.ts'

/** What the sections of the page know of the consent: one tick for all three of them. */
export interface Agreement {
  /** It stands, or was ticked just now. */
  readonly ready: boolean
  /** What a request says of it. */
  readonly said: { readonly consentVersion?: number }
  /** A request was refused: perhaps the text has changed. */
  readonly onRefused: (error: { readonly reason: string }) => void
}

interface ConsentPartProps {
  readonly of: PreferenceView
  readonly version: number | null
  readonly onChange: (version: number | null) => void
  readonly refused: { readonly reason: string } | null
}

/** The tick of the page as its sections use it. */
export function useAgreement(of: PreferenceView | undefined) {
  const [version, setVersion] = useState<number | null>(null)
  const [refused, setRefused] = useState<{ readonly reason: string } | null>(null)
  const stands = of?.consent?.stands ?? false
  // The tick was for that once: whoever takes consent back is asked with an empty one.
  useEffect(() => {
    if (stands) setVersion(null)
  }, [stands])
  const agreement: Agreement = {
    ready: stands || version !== null,
    said: stands || version === null ? {} : { consentVersion: version },
    onRefused: setRefused,
  }
  const tick = (next: number | null) => {
    setVersion(next)
    if (next !== null) setRefused(null)
  }
  return { agreement, part: { version, onChange: tick, refused } }
}

const changes = [getPreferences, myConsents]

/** Asks for the consent while none stands; then says which version was agreed to when, and takes it back. */
export function ConsentPart({ of, version, onChange, refused }: ConsentPartProps) {
  const w = useWords(words)
  const format = useFormat()
  const again = useCommand(agreeAnew, { changes })
  const { consent } = of
  if (consent?.stands)
    return (
      <div className="ui-row">
        <span>{w.agreedOn(consent.version, format.date(consent.at))}</span>
        <TakeConsentBack purpose={outsidePurpose} told={w.takeBackText} changes={changes} />
      </div>
    )
  return (
    <div className="ui-stack">
      <p>{consent ? w.askedAnew(consent.version) : w.consentLead}</p>
      <ConsentField
        purpose={outsidePurpose}
        label={w.consentText}
        tick={w.consentTick}
        version={version}
        onChange={onChange}
        refused={again.error ?? refused}
      />
      <ErrorNote error={again.error} />
      {consent && (
        <div className="ui-row">
          <Button
            look="main"
            busy={again.isPending}
            disabled={version === null}
            onClick={() => version !== null && again.mutate({ params: { purpose: outsidePurpose }, body: { version } })}
          >
            {w.agreeAnew}
          </Button>
          <TakeConsentBack purpose={outsidePurpose} told={w.takeBackText} changes={changes} />
        </div>
      )}
    </div>
  )
}
