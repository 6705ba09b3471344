import { useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { PlaceChooser, useNames } from '../../matters/pocket/public.ts'
import { ConsentField } from '../../people/pocket/public.ts'
import { askToShare, mine, sharingPurpose, shop } from '../contract.ts'
import { stationBook } from '../web/words.ts'
import { words } from './words.ts'

/** Who shares nothing yet asks to: a shop or a resident, by what name, where. */
export function AskCard() {
  const w = useWords(words)
  const b = useWords(stationBook)
  const nameOf = useNames()
  const [kind, setKind] = useState<'shop' | 'person'>('shop')
  const [name, setName] = useState('')
  const [place, setPlace] = useState<{ id: PlaceId; name: string; nameEn: string } | null>(null)
  const [agreed, setAgreed] = useState<number | null>(null)
  const [choosing, setChoosing] = useState(false)
  const ask = useCommand(askToShare, { changes: [shop, mine], onDone: () => toast(w.shopAsked, 'check') })
  const send = () => {
    if (place && agreed !== null)
      ask.mutate({ body: { kind, name: name.trim(), placeId: place.id, consentVersion: agreed } })
  }
  return (
    <Card title={w.shopNone}>
      <div className="ui-stack">
        <p className="ui-muted">{w.shopNoneText}</p>
        <Field label={w.shopKind} group>
          <Pills
            value={kind}
            onChange={setKind}
            options={(['shop', 'person'] as const).map((value) => ({ value, label: b.sharerKind[value] }))}
          />
        </Field>
        <Field label={w.shopName} hint={w.shopNameExample[kind]} error={ask.error?.field('name')}>
          {(control) => <TextInput control={control} value={name} onChange={setName} maxLength={60} />}
        </Field>
        <Field label={w.shopPlace} group>
          <Button icon="pin" onClick={() => setChoosing(true)}>
            {place ? nameOf(place) : w.choosePlace}
          </Button>
        </Field>
        <PlaceChooser
          open={choosing}
          from={null}
          onClose={() => setChoosing(false)}
          onChoose={(chosen) => {
            setPlace(chosen)
            setChoosing(false)
          }}
        />
        <ConsentField
          purpose={sharingPurpose}
          label={w.shopConsent}
          tick={w.shopTick}
          version={agreed}
          onChange={setAgreed}
          refused={ask.error}
        />
        <ErrorNote error={ask.error} />
        <BigButton
          icon="send"
          busy={ask.isPending}
          disabled={!place || name.trim() === '' || agreed === null}
          onClick={send}
        >
          {w.shopAsk}
        </BigButton>
      </div>
    </Card>
  )
}
