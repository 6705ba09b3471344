import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { Line, Lines, PlaceSearch } from '../../matters/desk/public.ts'
import { ConsentField } from '../../people/desk/public.ts'
import type { PlaceView } from '../../places/contract.ts'
import { listWishes, neighbourFigures, noteWish, wishPurpose } from '../contract.ts'
import { rhythmNames, rhythms } from '../pairings/pairing.ts'
import { languageCodes, languages, type SkillKind, skillKindCodes, skillKinds } from '../skills/kinds.ts'
import { SlotPicker } from '../web/slot-picker.tsx'
import { neighbourBook } from '../web/words.ts'
import { ConsentFields, consentIsWhole, noConsent } from './consent-fields.tsx'
import { words } from './words.ts'

type Sex = 'female' | 'male'

/** A wish as staff note it; leads to it, where the neighbours who fit stand. */
export function WishForm({ onDone }: { onDone: () => void }) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const say = useSay()
  const { go } = useNavigation()
  const [place, setPlace] = useState<PlaceView | null>(null)
  const [of, setOf] = useState({ name: '', phone: '', words: '' })
  const [kind, setKind] = useState<SkillKind | null>(null)
  const [slots, setSlots] = useState<readonly number[]>([])
  const [rhythm, setRhythm] = useState<(typeof rhythms)[number]>('week')
  const [language, setLanguage] = useState<(typeof languageCodes)[number] | 'any'>('any')
  const [sexes, setSexes] = useState<{ sex: Sex | null; helperSex: Sex | null }>({ sex: null, helperSex: null })
  const [consent, setConsent] = useState(noConsent)
  const [shown, setShown] = useState<number | null>(null)
  const send = useCommand(noteWish, {
    changes: [listWishes, neighbourFigures],
    onDone: ({ id }) => {
      onDone()
      go(`/neighbours/wishes/${id}`)
    },
  })
  const whole = place && kind && slots.length > 0 && of.name.trim() && consentIsWhole(consent)
  const submit = () => {
    if (!place || !kind || shown === null) return
    const asked = { kind, placeId: place.id, slots: [...slots], rhythm, ...sexes }
    const said = language === 'any' ? {} : { language }
    send.mutate({ body: { ...asked, ...said, ...of, ...consent, consentVersion: shown } })
  }
  const sexOptions = (['female', 'male'] as const).map((value) => ({ value, label: b.sexes[value] }))
  return (
    <div className="ui-stack">
      <Field label={w.name}>
        {(control) => (
          <Line control={control} value={of.name} maxLength={40} onChange={(name) => setOf({ ...of, name })} />
        )}
      </Field>
      <Field label={w.phone}>
        {(control) => (
          <Line
            control={control}
            type="tel"
            value={of.phone}
            maxLength={30}
            onChange={(phone) => setOf({ ...of, phone })}
          />
        )}
      </Field>
      <Field label={w.where}>{(control) => <PlaceSearch control={control} value={place} onChange={setPlace} />}</Field>
      <Field label={w.what} group>
        <Pills
          value={kind}
          onChange={setKind}
          options={skillKindCodes.map((value) => ({ value, label: say(skillKinds[value]) }))}
        />
      </Field>
      <Field label={w.wordsField}>
        {(control) => (
          <Lines
            control={control}
            rows={2}
            maxLength={500}
            value={of.words}
            onChange={(text) => setOf({ ...of, words: text })}
          />
        )}
      </Field>
      <Field label={w.when} group>
        <SlotPicker value={slots} onChange={setSlots} />
      </Field>
      <Field label={w.often} group>
        <Pills
          value={rhythm}
          onChange={setRhythm}
          options={rhythms.map((value) => ({ value, label: say(rhythmNames[value]) }))}
        />
      </Field>
      <Field label={w.language} group>
        <Pills
          value={language}
          onChange={setLanguage}
          options={[
            { value: 'any' as const, label: w.anything },
            ...languageCodes.map((value) => ({ value, label: say(languages[value]) })),
          ]}
        />
      </Field>
      <Field label={w.helperSex} group>
        <Pills
          value={sexes.helperSex ?? 'any'}
          onChange={(next) => setSexes({ ...sexes, helperSex: next === 'any' ? null : next })}
          options={[{ value: 'any' as const, label: b.anySex }, ...sexOptions]}
        />
      </Field>
      <Field label={w.sex} group>
        <Pills
          value={sexes.sex ?? 'any'}
          onChange={(next) => setSexes({ ...sexes, sex: next === 'any' ? null : next })}
          options={[{ value: 'any' as const, label: w.notSaid }, ...sexOptions]}
        />
      </Field>
      <ConsentField
        purpose={wishPurpose}
        label={w.consentText}
        version={shown}
        onChange={setShown}
        refused={send.error}
      />
      <ConsentFields of={consent} onChange={setConsent} />
      <ErrorNote error={send.error} />
      <div className="ui-row">
        <Button look="main" busy={send.isPending} disabled={!whole || shown === null} onClick={submit}>
          {w.save}
        </Button>
      </div>
    </div>
  )
}
