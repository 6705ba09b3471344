import { type FormEvent, useState } from 'react'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { ConsentField } from '../../people/pocket/public.ts'
import { jobsPurpose, myJobs, saveProfile } from '../contract.ts'
import { startOfWish, WishFields, wishBody } from '../web/wish-form.tsx'
import { words } from './words.ts'

interface ProfileFormProps {
  readonly mine: ResponseOf<typeof myJobs>
  readonly onClose: () => void
  readonly onSaved: () => void
}

/** What I look for, and my own tick; without it nothing is kept. */
export function ProfileForm({ mine, onClose, onSaved }: ProfileFormProps) {
  const w = useWords(words)
  const lang = useLang()
  const [wish, setWish] = useState(() => startOfWish(mine.profile, mine.home, lang))
  const [phone, setPhone] = useState('')
  const [consent, setConsent] = useState<number | null>(null)
  const [tried, setTried] = useState(false)
  const send = useCommand(saveProfile, { changes: [myJobs], onDone: onSaved })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const body = wishBody(wish)
    if (!body || consent === null) return
    const number = mine.hasPhone ? {} : { phone: phone.trim() }
    send.mutate({ body: { ...body, ...number, consent: true, consentVersion: consent } })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Card>
        <div className="ui-stack">
          <WishFields wish={wish} onChange={setWish} tried={tried} />
          {!mine.hasPhone && (
            <Field label={w.phone} hint={w.phoneHint} error={send.error?.field('phone')}>
              {(control) => <TextInput control={control} type="tel" value={phone} onChange={setPhone} />}
            </Field>
          )}
        </div>
      </Card>
      <Card>
        <ConsentField
          purpose={jobsPurpose}
          label={w.consent}
          tick={w.consentTick}
          version={consent}
          onChange={setConsent}
          error={tried && consent === null ? w.consentNeeded : undefined}
          refused={send.error}
        />
      </Card>
      <ErrorNote error={send.error} />
      <BigButton type="submit" icon="check" busy={send.isPending}>
        {w.save}
      </BigButton>
      <Button wide look="quiet" onClick={onClose}>
        {w.cancel}
      </Button>
    </form>
  )
}
