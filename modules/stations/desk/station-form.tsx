import './stations.css'
import { lazy, Suspense, useState } from 'react'
import type { PlaceId, PostId } from '../../../kernel/contract/ids.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Line, Lines, PlaceSearch, PostSearch, useNameOf } from '../../matters/desk/public.ts'
import type { StationBody, StationView } from '../contract.ts'
import { usualNoShows } from '../kinds.ts'
import { sameHours } from '../opening.ts'
import { draftOfWeek, type WeekDraft, weekOfDraft } from '../web/hours-text.ts'
import { HoursField } from './hours-field.tsx'
import { words } from './words.ts'

const StationMap = lazy(() => import('../web/station-map.tsx'))

type Named<T> = { readonly id: T; readonly name: string; readonly nameEn: string }

interface StationFormProps {
  /** What is known of it; a new one if left out. */
  readonly known?: StationView
  readonly busy: boolean
  readonly error: { readonly message: string } | null
  readonly save: string
  readonly onSave: (body: StationBody) => void
}

/** Where it is, who keeps it, when it is open, what is there. */
export function StationForm({ known, busy, error, save, onSave }: StationFormProps) {
  const f = useWords(words).form
  const [name, setName] = useState(known?.name ?? '')
  const [place, setPlace] = useState<Named<PlaceId> | null>(known?.place ?? null)
  const [point, setPoint] = useState<StationBody['point'] | null>(known?.point ?? null)
  const [keeper, setKeeper] = useState<Named<PostId> | null>(known?.keeper ?? null)
  const [services, setServices] = useState(known?.services.join('\n') ?? '')
  const [intro, setIntro] = useState(known?.intro ?? '')
  const [week, setWeek] = useState<WeekDraft>(() =>
    draftOfWeek(known?.hours ?? { ...sameHours('09:00', '18:00'), restsOnHolidays: true }),
  )
  const [missed, setMissed] = useState(known?.noShows ?? usualNoShows)
  const hours = weekOfDraft(week)
  const ready =
    name.trim() && place && point && keeper && hours && within(missed.times, 1, 20) && within(missed.days, 7, 365)
  return (
    <div className="st-form">
      <Field label={f.name}>
        {(control) => <Line control={control} value={name} onChange={setName} maxLength={40} />}
      </Field>
      {!known && (
        <Field label={f.place}>
          {(control) => (
            <PlaceSearch
              control={control}
              value={place}
              onChange={(next) => {
                setPlace(next)
                setPoint(null)
              }}
            />
          )}
        </Field>
      )}
      <Field label={f.point} group hint={place ? f.pointHint : f.pointMissing}>
        {place && (
          <Suspense fallback={null}>
            <StationMap
              key={place.id}
              placeId={place.id}
              label={f.point}
              chosen={point}
              onPick={({ lng, lat }) => setPoint({ lng, lat })}
            />
          </Suspense>
        )}
      </Field>
      <KeeperField keeper={keeper} onKeeper={setKeeper} />
      <HoursField draft={week} onChange={setWeek} />
      <Field label={f.services} hint={f.servicesHint}>
        {(control) => <Lines control={control} value={services} onChange={setServices} rows={4} maxLength={600} />}
      </Field>
      <Field label={f.noShows} group hint={f.noShowsHint}>
        <div className="ui-row">
          <Count
            label={f.noShowTimes}
            value={missed.times}
            most={20}
            onChange={(times) => setMissed({ ...missed, times })}
          />
          <Count
            label={f.noShowDays}
            value={missed.days}
            most={365}
            onChange={(days) => setMissed({ ...missed, days })}
          />
        </div>
      </Field>
      <Field label={f.intro} optional>
        {(control) => <Lines control={control} value={intro} onChange={setIntro} rows={2} maxLength={500} />}
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
            point &&
            keeper &&
            hours &&
            onSave({
              ...{ name: name.trim(), placeId: place.id, point, keeperPostId: keeper.id, hours, intro: intro.trim() },
              noShows: missed,
              services: services
                .split('\n')
                .map((one) => one.trim())
                .filter(Boolean),
            })
          }
        >
          {save}
        </Button>
      </div>
    </div>
  )
}

const within = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most

interface CountProps {
  readonly label: string
  readonly value: number
  readonly most: number
  readonly onChange: (value: number) => void
}

function Count({ label, value, most, onChange }: CountProps) {
  return (
    <label className="ui-row st-count">
      {label}
      <input
        className="ui-input"
        type="number"
        min={1}
        max={most}
        value={value === 0 ? '' : value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
    </label>
  )
}

function KeeperField({
  keeper,
  onKeeper,
}: {
  keeper: Named<PostId> | null
  onKeeper: (keeper: Named<PostId> | null) => void
}) {
  const f = useWords(words).form
  const nameOf = useNameOf()
  return (
    <Field label={f.keeper} group>
      {keeper ? (
        <div className="ui-row">
          <strong>{nameOf(keeper)}</strong>
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
