import './stations.css'
import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { ConsentField } from '../../people/desk/public.ts'
import { agreeSharer, getSharer, listResources, listSharers, type SharerView, sharingPurpose } from '../contract.ts'
import { words } from './words.ts'

const hows = ['signed', 'spoken'] as const

/** What a sharer said to staff: to which version they agreed, and how; null before it is ticked or chosen. */
export interface SaidConsent {
  readonly version: number | null
  readonly how: (typeof hows)[number] | null
}
export const nothingSaid: SaidConsent = { version: null, how: null }

interface SharerConsentProps {
  readonly of: SaidConsent
  readonly onChange: (of: SaidConsent) => void
  readonly refused: { readonly reason: string } | null
}

/** The text that a sharer is shown, and how they agreed. */
export function SharerConsent({ of, onChange, refused }: SharerConsentProps) {
  const f = useWords(words).form
  return (
    <>
      <ConsentField
        purpose={sharingPurpose}
        label={f.consent}
        version={of.version}
        onChange={(version) => onChange({ ...of, version })}
        refused={refused}
      />
      <Field label={f.how} group>
        <Pills
          value={of.how}
          onChange={(how) => onChange({ ...of, how })}
          options={hows.map((value) => ({ value, label: f.hows[value] }))}
        />
      </Field>
    </>
  )
}

/** Takes down what a sharer who is asked anew answered to staff. */
export function AgreedAnew({ of: { id } }: { of: SharerView }) {
  const w = useWords(words)
  const [said, setSaid] = useState(nothingSaid)
  const send = useCommand(agreeSharer, { changes: [getSharer, listSharers, listResources] })
  const { version, how } = said
  const submit = () => {
    if (version !== null && how !== null)
      send.mutate({ params: { sharerId: id }, body: { consentVersion: version, consentHow: how } })
  }
  return (
    <>
      <h3>{w.agreeAnew}</h3>
      <SharerConsent of={said} onChange={setSaid} refused={send.error} />
      <ErrorNote error={send.error} />
      <div>
        <Button look="main" busy={send.isPending} disabled={version === null || how === null} onClick={submit}>
          {w.agreedAnew}
        </Button>
      </div>
    </>
  )
}
