import './stations.css'
import { useState } from 'react'
import type { FileId } from '../../../kernel/contract/ids.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { Line, Lines, PhotosField } from '../../matters/desk/public.ts'
import type { ResourceBody, ResourceView } from '../contract.ts'
import { audiences, type KindCode, kindCodes, kinds } from '../kinds.ts'
import { sameHours } from '../opening.ts'
import { type WaitHow, waitHows } from '../waiting.ts'
import { draftOfWeek, weekOfDraft } from '../web/hours-text.ts'
import { useLength } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { HoursField } from './hours-field.tsx'
import { words } from './words.ts'

type Body = Omit<ResourceBody, 'sharerId' | 'stationId'>

interface ResourceFormProps {
  readonly known?: ResourceView
  readonly busy: boolean
  readonly error: { readonly message: string } | null
  readonly save: string
  readonly onSave: (body: Body) => void
}

const whole = (typed: string, most: number): number | null =>
  /^\d{1,3}$/.test(typed.trim()) && Number(typed) >= 1 && Number(typed) <= most ? Number(typed) : null

const draftOf = (known: ResourceView | undefined) => ({
  ...{
    name: known?.name ?? '',
    about: known?.words ?? '',
    rules: known?.rules ?? '',
    depositWords: known?.depositWords ?? '',
  },
  ...{ capacity: String(known?.capacity ?? 1), slotUnits: known?.slotUnits ?? 4, most: String(known?.mostSlots ?? 1) },
  ...{ ahead: String(known?.aheadDays ?? 30), cancel: String(known?.cancelHours ?? 2) },
  deposit: known?.depositFen ? String(known.depositFen / 100) : '',
  ...{
    audience: known?.audience ?? ('everyone' as const),
    waitHow: known?.waitHow ?? ('offer' as WaitHow),
    answerMinutes: known?.answerMinutes ?? 120,
    week: draftOfWeek(known?.hours ?? sameHours('09:00', '18:00')),
  },
})
type Draft = ReturnType<typeof draftOf>

/** What is shared, how it is booked, and what one should know. */
export function ResourceForm({ known, busy, error, save, onSave }: ResourceFormProps) {
  const w = useWords(words)
  const f = w.form
  const say = useSay()
  const [kind, setKind] = useState<KindCode>(known?.kind ?? 'tool')
  const [draft, setDraft] = useState<Draft>(() => draftOf(known))
  const [photos, setPhotos] = useState<{ ids: readonly FileId[]; sending: boolean }>({ ids: [], sending: false })
  const set = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const body = bodyOf(kind, draft)
  return (
    <div className="st-form">
      {!known && (
        <Field label={w.kind} group>
          <Pills
            value={kind}
            onChange={setKind}
            options={kindCodes.map((value) => ({ value, label: say(kinds[value].name) }))}
          />
        </Field>
      )}
      <Field label={f.name}>
        {(control) => <Line control={control} value={draft.name} onChange={(name) => set({ name })} maxLength={60} />}
      </Field>
      <Field label={f.about} optional>
        {(control) => (
          <Lines control={control} value={draft.about} onChange={(about) => set({ about })} rows={2} maxLength={500} />
        )}
      </Field>
      {kinds[kind].unit !== 'none' && <Booking kind={kind} draft={draft} set={set} />}
      <HoursField draft={draft.week} onChange={(week) => set({ week })} />
      <Field label={f.rules} optional>
        {(control) => (
          <Lines control={control} value={draft.rules} onChange={(rules) => set({ rules })} rows={2} maxLength={500} />
        )}
      </Field>
      <Field label={f.photo} group optional>
        <PhotosField onChange={(ids, sending) => setPhotos({ ids, sending })} />
      </Field>
      <ErrorNote error={error} />
      <div className="ui-row">
        <Button
          look="main"
          icon="check"
          busy={busy}
          disabled={body === null || photos.sending}
          onClick={() => body && onSave({ ...body, ...(photos.ids[0] ? { photoId: photos.ids[0] } : {}) })}
        >
          {save}
        </Button>
      </div>
    </div>
  )
}

/** What is sent; null while something is missing or cannot be read. */
function bodyOf(kind: KindCode, draft: Draft): Body | null {
  const hours = weekOfDraft(draft.week)
  const [capacity, mostSlots, aheadDays] = [whole(draft.capacity, 200), whole(draft.most, 31), whole(draft.ahead, 90)]
  const cancelHours = draft.cancel.trim() === '0' ? 0 : whole(draft.cancel, 168)
  const yuan = draft.deposit.trim() === '' ? null : Number(draft.deposit)
  if (!draft.name.trim() || !hours || !capacity || !mostSlots || !aheadDays || cancelHours === null) return null
  if (yuan !== null && !(yuan > 0)) return null
  return {
    ...{ kind, name: draft.name.trim(), words: draft.about.trim(), hours, capacity, mostSlots, aheadDays, cancelHours },
    ...{ slotUnits: draft.slotUnits, audience: draft.audience, rules: draft.rules.trim() || null },
    ...{ waitHow: draft.waitHow, answerMinutes: draft.answerMinutes },
    ...{ depositFen: yuan === null ? null : Math.round(yuan * 100), depositWords: draft.depositWords.trim() || null },
  }
}

const lengths = [1, 2, 3, 4, 6, 8, 16]
/** Minutes to answer when it is one's turn. */
const answerChoices = [30, 60, 120, 240, 720, 1440]

function Booking({ kind, draft, set }: { kind: KindCode; draft: Draft; set: (patch: Partial<Draft>) => void }) {
  const w = useWords(words)
  const f = w.form
  const b = useWords(stationBook)
  const length = useLength()
  const days = kinds[kind].unit === 'day'
  const line = (label: string, value: string, onChange: (value: string) => void, hint?: string) => (
    <Field label={label} {...(hint ? { hint } : {})}>
      {(control) => <Line control={control} value={value} onChange={onChange} maxLength={7} />}
    </Field>
  )
  return (
    <>
      <div className="st-two">
        {line(f.capacity, draft.capacity, (capacity) => set({ capacity }))}
        {!days && (
          <Field label={f.slot}>
            {(control) => (
              <select
                className="ui-input"
                {...control}
                value={draft.slotUnits}
                onChange={(event) => set({ slotUnits: Number(event.target.value) })}
              >
                {lengths.map((units) => (
                  <option key={units} value={units}>
                    {length(units)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {line(days ? f.mostDays : f.most, draft.most, (most) => set({ most }))}
        {line(f.ahead, draft.ahead, (ahead) => set({ ahead }))}
        {line(f.cancel, draft.cancel, (cancel) => set({ cancel }))}
        {line(f.deposit, draft.deposit, (deposit) => set({ deposit }), f.depositHint)}
        <Field label={f.depositWords} optional>
          {(control) => (
            <Line
              control={control}
              value={draft.depositWords}
              onChange={(depositWords) => set({ depositWords })}
              maxLength={100}
            />
          )}
        </Field>
      </div>
      <div className="st-two">
        <Field label={f.waitHow}>
          {(control) => (
            <select
              className="ui-input"
              {...control}
              value={draft.waitHow}
              onChange={(event) => set({ waitHow: waitHows.find((how) => how === event.target.value) ?? 'offer' })}
            >
              {waitHows.map((how) => (
                <option key={how} value={how}>
                  {w.waitHow[how]}
                </option>
              ))}
            </select>
          )}
        </Field>
        {draft.waitHow === 'offer' && (
          <Field label={f.answerMinutes}>
            {(control) => (
              <select
                className="ui-input"
                {...control}
                value={draft.answerMinutes}
                onChange={(event) => set({ answerMinutes: Number(event.target.value) })}
              >
                {[...new Set([...answerChoices, draft.answerMinutes])]
                  .toSorted((a, b) => a - b)
                  .map((minutes) => (
                    <option key={minutes} value={minutes}>
                      {b.length(minutes)}
                    </option>
                  ))}
              </select>
            )}
          </Field>
        )}
      </div>
      <Field label={f.audience} group>
        <Pills
          value={draft.audience}
          onChange={(audience) => set({ audience })}
          options={audiences.map((value) => ({ value, label: b.audience[value] }))}
        />
      </Field>
    </>
  )
}
