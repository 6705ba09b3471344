import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Line, PlaceSearch } from '../../matters/desk/public.ts'
import { ConsentField } from '../../people/desk/public.ts'
import type { PlaceView } from '../../places/contract.ts'
import {
  helpPurpose,
  listVolunteers,
  neighbourFigures,
  registerVolunteer,
  skillCounts,
  type VolunteerId,
} from '../contract.ts'
import { emptyOffer, type OfferDraft, OfferForm } from '../web/offer-form.tsx'
import { ConsentFields, consentIsWhole, noConsent } from './consent-fields.tsx'
import { words } from './words.ts'

/** A volunteer whom staff take down at the counter. */
export function VolunteerForm({ onDone }: { onDone: (id: VolunteerId) => void }) {
  const w = useWords(words)
  const [who, setWho] = useState({ name: '', phone: '' })
  const [place, setPlace] = useState<PlaceView | null>(null)
  const [draft, setDraft] = useState<OfferDraft>(emptyOffer)
  const [consent, setConsent] = useState(noConsent)
  const [shown, setShown] = useState<number | null>(null)
  const send = useCommand(registerVolunteer, {
    changes: [listVolunteers, neighbourFigures, skillCounts],
    onDone: ({ id }) => onDone(id),
  })
  const said = who.name.trim() && who.phone.trim() && draft.skills.length > 0 && draft.slots.length > 0
  const submit = () => {
    if (!place || shown === null) return
    send.mutate({ body: { ...draft, ...who, ...consent, placeId: place.id, consentVersion: shown } })
  }
  return (
    <div className="ui-stack">
      <Field label={w.name}>
        {(control) => (
          <Line control={control} value={who.name} maxLength={40} onChange={(name) => setWho({ ...who, name })} />
        )}
      </Field>
      <Field label={w.phoneNeeded}>
        {(control) => (
          <Line
            control={control}
            type="tel"
            value={who.phone}
            maxLength={30}
            onChange={(phone) => setWho({ ...who, phone })}
          />
        )}
      </Field>
      <Field label={w.where}>{(control) => <PlaceSearch control={control} value={place} onChange={setPlace} />}</Field>
      <OfferForm of={draft} onChange={setDraft} />
      <ConsentField
        purpose={helpPurpose}
        label={w.consentText}
        version={shown}
        onChange={setShown}
        refused={send.error}
      />
      <ConsentFields of={consent} onChange={setConsent} />
      <ErrorNote error={send.error} />
      <div className="ui-row">
        <Button
          look="main"
          busy={send.isPending}
          disabled={!said || !place || shown === null || !consentIsWhole(consent)}
          onClick={submit}
        >
          {w.save}
        </Button>
      </div>
    </div>
  )
}
