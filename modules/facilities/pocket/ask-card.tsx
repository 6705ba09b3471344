import { useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { PlaceChooser, useNames } from '../../matters/pocket/public.ts'
import { askResidence, myPasses } from '../passes/contract.ts'
import { words } from './words.ts'

interface Chosen {
  readonly id: PlaceId
  readonly name: string
  readonly nameEn: string
}

/** Who is not known to live in a compound asks the community to confirm it. */
export function AskCard() {
  const w = useWords(words)
  const nameOf = useNames()
  const [place, setPlace] = useState<Chosen | null>(null)
  const [home, setHome] = useState('')
  const [choosing, setChoosing] = useState(false)
  const ask = useCommand(askResidence, { changes: [myPasses] })
  return (
    <Card title={w.noHome}>
      <div className="ui-stack">
        <p className="ui-muted">{w.noHomeText}</p>
        <Field label={w.askPlace} group error={ask.error?.field('placeId')}>
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
        <Field label={w.home} error={ask.error?.field('home')}>
          {(control) => (
            <TextInput control={control} value={home} onChange={setHome} placeholder={w.homeExample} maxLength={60} />
          )}
        </Field>
        <ErrorNote error={ask.error} />
        <BigButton
          look="main"
          icon="send"
          busy={ask.isPending}
          disabled={!place || home.trim() === ''}
          onClick={() => place && ask.mutate({ body: { placeId: place.id, home: home.trim() } })}
        >
          {w.ask}
        </BigButton>
      </div>
    </Card>
  )
}
