import { useState } from 'react'
import { dayFromNumber, dayNumberFrom } from '../../../kernel/time/day.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { today } from '../../../kernel/web/today.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select, TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Sheet } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { PlaceChooser, useNames } from '../../matters/pocket/public.ts'
import { addWant, type Mine, mine } from '../contract.ts'
import { kindCodes, kinds } from '../kinds.ts'
import { words } from './words.ts'

const usualDays = 14

/** Says what one wants: what, which kind, where, when if that is known. */
export function WantButton({ home }: { home: Mine['home'] }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="main" icon="message" onClick={() => setOpen(true)}>
        {w.want}
      </Button>
      <Sheet open={open} title={w.want} onClose={() => setOpen(false)}>
        <WantForm home={home} onDone={() => setOpen(false)} />
      </Sheet>
    </>
  )
}

function WantForm({ home, onDone }: { home: Mine['home']; onDone: () => void }) {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNames()
  const [draft, setDraft] = useState({
    name: '',
    kind: 'tool',
    when: '',
    until: dayFromNumber(dayNumberFrom(today()) + usualDays),
  })
  const [place, setPlace] = useState<Mine['home']>(home)
  const [choosing, setChoosing] = useState(false)
  const set = (patch: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...patch }))
  const add = useCommand(addWant, {
    changes: [mine],
    onDone: () => {
      toast(w.wantSent, 'check')
      onDone()
    },
  })
  const kind = kindCodes.find((code) => code === draft.kind)
  return (
    <div className="ui-stack">
      <Field label={w.wantName} error={add.error?.field('name')}>
        {(control) => (
          <TextInput
            control={control}
            value={draft.name}
            onChange={(name) => set({ name })}
            placeholder={w.wantExample}
            maxLength={60}
          />
        )}
      </Field>
      <Field label={w.wantKind}>
        {(control) => (
          <Select
            control={control}
            value={draft.kind}
            onChange={(value) => set({ kind: value })}
            options={kindCodes.map((code) => ({ value: code, label: say(kinds[code].name) }))}
          />
        )}
      </Field>
      <Field label={w.wantPlace} group>
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
      <Field label={w.wantWhen} optional>
        {(control) => (
          <TextInput control={control} type="datetime-local" value={draft.when} onChange={(when) => set({ when })} />
        )}
      </Field>
      <Field label={w.wantUntil} error={add.error?.field('untilOn')}>
        {(control) => (
          <TextInput control={control} type="date" value={draft.until} onChange={(until) => set({ until })} />
        )}
      </Field>
      <ErrorNote error={add.error} />
      <BigButton
        icon="send"
        busy={add.isPending}
        disabled={!place || !kind || draft.name.trim() === '' || draft.until === ''}
        onClick={() =>
          place &&
          kind &&
          add.mutate({
            body: {
              ...{ kind, name: draft.name.trim(), placeId: place.id, untilOn: draft.until },
              ...(draft.when ? { fromAt: new Date(`${draft.when}+08:00`).toISOString() } : {}),
            },
          })
        }
      >
        {w.wantSend}
      </BigButton>
    </div>
  )
}
