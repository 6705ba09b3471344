import './facilities.css'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { FileId, PlaceId, PostId } from '../../../kernel/contract/ids.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Line, PhotosField, PlaceSearch, PostSearch, useNameOf } from '../../matters/desk/public.ts'
import { type KindCode, kindCodes, kinds } from '../kinds.ts'
import { words } from './words.ts'

const FacilityMap = lazy(() => import('../web/facility-map.tsx'))

interface Named {
  readonly name: string
  readonly nameEn: string
}

export interface Draft {
  readonly kind: KindCode
  readonly name: string
  readonly place: (Named & { readonly id: PlaceId }) | null
  readonly point: { readonly lng: number; readonly lat: number } | null
  readonly keeper: (Named & { readonly id: PostId }) | null
  /** Days as typed; empty: not inspected. */
  readonly rhythm: string
  readonly photoId: FileId | null
}

export const emptyDraft: Draft = {
  ...{ kind: 'bench', name: '', place: null, point: null, keeper: null, photoId: null },
  rhythm: String(kinds.bench.rhythmDays),
}

/** Whether a rhythm can be sent as it is typed. */
export const rhythmFits = (typed: string): boolean => typed.trim() === '' || /^[1-9]\d{0,2}$/.test(typed.trim())
export const rhythmOf = (typed: string): number | null => (typed.trim() === '' ? null : Number(typed))

export interface FormProps {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  /** Kind and place stay as they are. */
  readonly known: boolean
  readonly busy: boolean
  readonly error: { readonly message: string } | null
  readonly save: string
  readonly onSave: () => void
  /** What only some facilities are asked, after what all are. */
  readonly children?: ReactNode
}

/** What it is, where it stands, who keeps it, how often it is looked at. */
export function FacilityForm({ draft, onChange, known, busy, error, save, onSave, children }: FormProps) {
  const f = useWords(words).form
  const [sending, setSending] = useState(false)
  const set = (patch: Partial<Draft>) => onChange({ ...draft, ...patch })
  const ready = draft.name.trim() && draft.place && draft.point && draft.keeper && rhythmFits(draft.rhythm) && !sending
  return (
    <div className="fac-form">
      {!known && <KindField draft={draft} onChange={onChange} />}
      <Field label={f.name} hint={f.nameHint}>
        {(control) => <Line control={control} value={draft.name} onChange={(name) => set({ name })} maxLength={60} />}
      </Field>
      {!known && (
        <Field label={f.place}>
          {(control) => (
            <PlaceSearch control={control} value={draft.place} onChange={(place) => set({ place, point: null })} />
          )}
        </Field>
      )}
      <SpotField draft={draft} onSpot={(point) => set({ point })} />
      <KeeperField draft={draft} onKeeper={(keeper) => set({ keeper })} />
      <Field label={f.rhythm} hint={f.rhythmHint(kinds[draft.kind].rhythmDays)}>
        {(control) => (
          <Line control={control} value={draft.rhythm} onChange={(rhythm) => set({ rhythm })} maxLength={3} />
        )}
      </Field>
      {children}
      <Field label={f.photo} group optional>
        <PhotosField
          onChange={(ids, under) => {
            setSending(under)
            onChange({ ...draft, photoId: ids[0] ?? null })
          }}
        />
      </Field>
      <ErrorNote error={error} />
      <div className="ui-row">
        <Button look="main" icon="check" busy={busy} disabled={!ready} onClick={onSave}>
          {save}
        </Button>
      </div>
    </div>
  )
}

function KindField({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const f = useWords(words).form
  const say = useSay()
  const choose = (value: string) => {
    const kind = kindCodes.find((one) => one === value) ?? 'other'
    onChange({ ...draft, kind, rhythm: String(kinds[kind].rhythmDays) })
  }
  return (
    <Field label={f.kind}>
      {(control) => (
        <select className="ui-input" {...control} value={draft.kind} onChange={(event) => choose(event.target.value)}>
          {kindCodes.map((kind) => (
            <option key={kind} value={kind}>
              {say(kinds[kind].name)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function SpotField({ draft, onSpot }: { draft: Draft; onSpot: (spot: NonNullable<Draft['point']>) => void }) {
  const f = useWords(words).form
  return (
    <Field label={f.point} group hint={draft.place ? f.pointHint : f.pointMissing}>
      {draft.place && (
        <Suspense fallback={null}>
          <FacilityMap
            key={draft.place.id}
            placeId={draft.place.id}
            label={f.point}
            chosen={draft.point}
            height={320}
            onPick={({ lng, lat }) => onSpot({ lng, lat })}
          />
        </Suspense>
      )}
    </Field>
  )
}

function KeeperField({ draft, onKeeper }: { draft: Draft; onKeeper: (keeper: Draft['keeper']) => void }) {
  const f = useWords(words).form
  const nameOf = useNameOf()
  return (
    <Field label={f.keeper} group>
      {draft.keeper ? (
        <div className="ui-row">
          <strong>{nameOf(draft.keeper)}</strong>
          <Button look="quiet" icon="edit" onClick={() => onKeeper(null)}>
            {f.changeKeeper}
          </Button>
        </div>
      ) : (
        <PostSearch label={f.keeperSearch} onPick={onKeeper} />
      )}
    </Field>
  )
}

/** A number of minutes as typed. */
export function SilentField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const f = useWords(words).form
  return (
    <Field label={f.silent}>
      {(control) => <Line control={control} value={value} onChange={onChange} maxLength={5} />}
    </Field>
  )
}
