import './stations.css'
import { useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { Line, Lines, PlaceSearch } from '../../matters/desk/public.ts'
import type { WantBody } from '../contract.ts'
import { type KindCode, kindCodes, kinds } from '../kinds.ts'
import { words } from './words.ts'

interface WantFormProps {
  readonly busy: boolean
  readonly error: { readonly message: string } | null
  readonly onSave: (body: WantBody) => void
}

/** What somebody wants who came to the station or called. */
export function WantForm({ busy, error, onSave }: WantFormProps) {
  const w = useWords(words)
  const f = w.form
  const say = useSay()
  const [kind, setKind] = useState<KindCode>('tool')
  const [place, setPlace] = useState<{ id: PlaceId; name: string; nameEn: string } | null>(null)
  const [draft, setDraft] = useState({ name: '', about: '', when: '', until: '', who: '', phone: '' })
  const set = (patch: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...patch }))
  const ready = draft.name.trim() && place && draft.until && draft.who.trim() && draft.phone.trim()
  return (
    <div className="st-form">
      <Field label={f.wantName}>
        {(control) => <Line control={control} value={draft.name} onChange={(name) => set({ name })} maxLength={60} />}
      </Field>
      <Field label={w.kind} group>
        <Pills
          value={kind}
          onChange={setKind}
          options={kindCodes.map((value) => ({ value, label: say(kinds[value].name) }))}
        />
      </Field>
      <Field label={f.place}>{(control) => <PlaceSearch control={control} value={place} onChange={setPlace} />}</Field>
      <div className="st-two">
        <Field label={f.when} optional>
          {(control) => (
            <Line control={control} type="datetime-local" value={draft.when} onChange={(when) => set({ when })} />
          )}
        </Field>
        <Field label={f.until}>
          {(control) => <Line control={control} type="date" value={draft.until} onChange={(until) => set({ until })} />}
        </Field>
        <Field label={f.whoName}>
          {(control) => <Line control={control} value={draft.who} onChange={(who) => set({ who })} maxLength={30} />}
        </Field>
        <Field label={f.phone}>
          {(control) => (
            <Line
              control={control}
              type="tel"
              value={draft.phone}
              onChange={(phone) => set({ phone })}
              maxLength={30}
            />
          )}
        </Field>
      </div>
      <Field label={f.about} optional>
        {(control) => (
          <Lines control={control} value={draft.about} onChange={(about) => set({ about })} rows={2} maxLength={500} />
        )}
      </Field>
      <ErrorNote error={error} />
      <div className="ui-row">
        <Button
          look="main"
          icon="check"
          busy={busy}
          disabled={!ready}
          onClick={() =>
            place &&
            onSave({
              ...{ kind, name: draft.name.trim(), placeId: place.id, untilOn: draft.until },
              somebody: { name: draft.who.trim(), phone: draft.phone.trim() },
              ...(draft.about.trim() ? { words: draft.about.trim() } : {}),
              ...(draft.when ? { fromAt: new Date(`${draft.when}+08:00`).toISOString() } : {}),
            })
          }
        >
          {f.save}
        </Button>
      </div>
    </div>
  )
}
