import '../web/neighbours.css'
import { useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills, TickPill } from '../../../ui/pills.tsx'
import { Select, TextArea, TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { PlaceChooser, useNames } from '../../matters/pocket/public.ts'
import { ConsentField } from '../../people/pocket/public.ts'
import { type Mine, makeWish, mine, type NearSkill, wishPurpose } from '../contract.ts'
import { rhythmNames, rhythms } from '../pairings/pairing.ts'
import { languageCodes, languages, skillKindCodes, skillKinds } from '../skills/kinds.ts'
import { SlotPicker } from '../web/slot-picker.tsx'
import { neighbourBook } from '../web/words.ts'
import { words } from './words.ts'

type Sex = 'female' | 'male'
interface Draft {
  readonly kind: (typeof skillKindCodes)[number] | null
  readonly slots: readonly number[]
  readonly rhythm: (typeof rhythms)[number]
  readonly words: string
  readonly place: { readonly id: PlaceId; readonly name: string; readonly nameEn: string } | null
  readonly language: string
  readonly helperSex: Sex | null
  readonly sex: Sex | null
  readonly forOther: boolean
  readonly forName: string
  readonly forPhone: string
  readonly forNote: string
  /** The version that was ticked. */
  readonly agreed: number | null
}

/** What one needs: kind, times, how often, and send; everything else may be left as it is. */
export function WishForm({ home, asked, onSent }: { home: Mine['home']; asked: NearSkill | null; onSent: () => void }) {
  const w = useWords(words)
  const say = useSay()
  const [draft, setDraft] = useState<Draft>({
    ...{ kind: asked?.kind ?? null, slots: [], rhythm: 'once', words: '', place: home, language: '' },
    ...{ helperSex: null, sex: null, forOther: false, forName: '', forPhone: '', forNote: '', agreed: null },
  })
  const set = (more: Partial<Draft>) => setDraft({ ...draft, ...more })
  const agree = (version: number | null) => setDraft((now) => ({ ...now, agreed: version }))
  const send = useCommand(makeWish, { changes: [mine], onDone: onSent })
  const { kind, slots, place, agreed } = draft
  const whole = kind && slots.length > 0 && place && (!draft.forOther || draft.forName.trim())
  const submit = () => {
    if (!kind || !place || agreed === null) return
    send.mutate({
      body: {
        ...{ kind, placeId: place.id, slots: [...slots], rhythm: draft.rhythm },
        ...{ consent: true, consentVersion: agreed },
        ...(draft.words.trim() ? { words: draft.words } : {}),
        ...(draft.language ? { language: draft.language as (typeof languageCodes)[number] } : {}),
        ...{ helperSex: draft.helperSex, sex: draft.sex },
        ...(asked ? { skillId: asked.id } : {}),
        ...(draft.forOther ? { forName: draft.forName, forPhone: draft.forPhone, forNote: draft.forNote } : {}),
      },
    })
  }
  return (
    <Card>
      {asked ? (
        <h2>{w.fromDirectory(say(skillKinds[asked.kind]), asked.name)}</h2>
      ) : (
        <Field label={w.what} group>
          <Pills
            value={kind}
            onChange={(next) => set({ kind: next })}
            options={skillKindCodes.map((value) => ({ value, label: say(skillKinds[value]) }))}
          />
        </Field>
      )}
      <Field label={w.when} group>
        <SlotPicker value={slots} onChange={(next) => set({ slots: next })} />
      </Field>
      <Field label={w.often} group>
        <Pills
          value={draft.rhythm}
          onChange={(rhythm) => set({ rhythm })}
          options={rhythms.map((value) => ({ value, label: say(rhythmNames[value]) }))}
        />
      </Field>
      <WhereField place={place} onChange={(next) => set({ place: next })} />
      <More draft={draft} set={set} />
      <ConsentField
        purpose={wishPurpose}
        label={w.offerConsent}
        tick={draft.forOther ? w.consentOfOther : w.consent}
        version={agreed}
        onChange={agree}
        refused={send.error}
      />
      <ErrorNote error={send.error} />
      <BigButton icon="send" busy={send.isPending} disabled={!whole || agreed === null} onClick={submit}>
        {w.send}
      </BigButton>
    </Card>
  )
}

export function WhereField({ place, onChange }: { place: Draft['place']; onChange: (place: Draft['place']) => void }) {
  const w = useWords(words)
  const nameOf = useNames()
  const [choosing, setChoosing] = useState(false)
  return (
    <Field label={w.where} group>
      <div className="ui-row">
        {place && <strong>{nameOf(place)}</strong>}
        <Button icon="pin" onClick={() => setChoosing(true)}>
          {place ? w.change : w.choosePlace}
        </Button>
      </div>
      <PlaceChooser
        open={choosing}
        onClose={() => setChoosing(false)}
        onChoose={(chosen) => {
          onChange({ id: chosen.id as PlaceId, name: chosen.name, nameEn: chosen.nameEn })
          setChoosing(false)
        }}
      />
    </Field>
  )
}

function More({ draft, set }: { draft: Draft; set: (more: Partial<Draft>) => void }) {
  const w = useWords(words)
  const b = useWords(neighbourBook)
  const say = useSay()
  const sexes = [
    { value: 'female' as const, label: b.sexes.female },
    { value: 'male' as const, label: b.sexes.male },
  ]
  return (
    <details>
      <summary>{w.more}</summary>
      <Field label={b.words} hint={w.moreHint}>
        {(control) => (
          <TextArea
            control={control}
            rows={2}
            maxLength={500}
            value={draft.words}
            onChange={(text) => set({ words: text })}
          />
        )}
      </Field>
      <Field label={w.language}>
        {(control) => (
          <Select
            control={control}
            value={draft.language}
            placeholder={w.anyLanguage}
            onChange={(language) => set({ language })}
            options={languageCodes.map((value) => ({ value, label: say(languages[value]) }))}
          />
        )}
      </Field>
      <Field label={w.helperSex} group>
        <Pills
          value={draft.helperSex ?? 'any'}
          onChange={(next) => set({ helperSex: next === 'any' ? null : next })}
          options={[{ value: 'any' as const, label: b.anySex }, ...sexes]}
        />
      </Field>
      <Field label={w.iAm} group>
        <Pills
          value={draft.sex ?? 'any'}
          onChange={(next) => set({ sex: next === 'any' ? null : next })}
          options={[{ value: 'any' as const, label: w.notSaid }, ...sexes]}
        />
      </Field>
      <TickPill checked={draft.forOther} onChange={(forOther) => set({ forOther, agreed: null })}>
        {w.forOther}
      </TickPill>
      {draft.forOther && (
        <>
          <Field label={w.otherName}>
            {(control) => (
              <TextInput control={control} value={draft.forName} onChange={(forName) => set({ forName })} />
            )}
          </Field>
          <Field label={w.otherPhone}>
            {(control) => (
              <TextInput
                control={control}
                type="tel"
                value={draft.forPhone}
                onChange={(forPhone) => set({ forPhone })}
              />
            )}
          </Field>
          <Field label={w.otherNote}>
            {(control) => (
              <TextInput control={control} value={draft.forNote} onChange={(forNote) => set({ forNote })} />
            )}
          </Field>
        </>
      )}
    </details>
  )
}
