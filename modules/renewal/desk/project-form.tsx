import type { ReactNode } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import type { ApiError } from '../../../kernel/web/client.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { Line, Lines, PlaceSearch, useNameOf } from '../../matters/desk/public.ts'
import type { ProjectView } from '../contract.ts'
import { type Consent, consentNames, consents } from '../project.ts'
import { words } from './words.ts'

export interface Place {
  readonly id: PlaceId
  readonly name: string
  readonly nameEn: string
}

export interface ProjectDraft {
  readonly title: string
  readonly words: string
  readonly place: Place | null
  readonly touched: readonly Place[]
  readonly households: string
  readonly householdsSource: string
  readonly consent: Consent
}

export const emptyProject: ProjectDraft = {
  ...{ title: '', words: '', place: null, touched: [], households: '', householdsSource: '', consent: 'two_thirds' },
}

export const draftOf = (of: ProjectView): ProjectDraft => ({
  ...{ title: of.title, words: of.words, place: of.place, touched: of.touched, consent: of.consent },
  ...{ households: of.households === null ? '' : String(of.households), householdsSource: of.householdsSource ?? '' },
})

export type ProjectFault = 'title' | 'place' | 'households'

export function faultsOf(draft: ProjectDraft): ProjectFault[] {
  const counted = draft.households.trim() !== ''
  return [
    ...(draft.title.trim() ? [] : (['title'] as const)),
    ...(draft.place ? [] : (['place'] as const)),
    ...(counted === (draft.householdsSource.trim() !== '') ? [] : (['households'] as const)),
  ]
}

/** The body of the command, without the place. */
export const bodyOf = (draft: ProjectDraft) => ({
  ...{ title: draft.title.trim(), words: draft.words.trim(), consent: draft.consent },
  touchedPlaceIds: draft.touched.map(({ id }) => id),
  households: draft.households === '' ? null : Number(draft.households),
  householdsSource: draft.householdsSource.trim() || null,
})

interface ProjectFieldsProps {
  readonly draft: ProjectDraft
  readonly onChange: (patch: Partial<ProjectDraft>) => void
  /** What is said to be missing, once it was tried. */
  readonly faults: readonly ProjectFault[]
  readonly error: ApiError | null
  /** The place of a project does not change. */
  readonly placeFixed?: boolean
}

/** The fields of a project, for planning and for changing. */
export function ProjectFields({ draft, onChange, faults, error, placeFixed }: ProjectFieldsProps) {
  const w = useWords(words).form
  const say = useSay()
  const wrong = (fault: ProjectFault, path: string) => (faults.includes(fault) ? w.fault[fault] : error?.field(path))
  return (
    <>
      <Field label={w.title} error={wrong('title', 'title')}>
        {(control) => (
          <Line
            control={control}
            value={draft.title}
            maxLength={80}
            placeholder={w.titleExample}
            onChange={(title) => onChange({ title })}
          />
        )}
      </Field>
      {!placeFixed && (
        <Field label={w.place} hint={w.placeHint} error={wrong('place', 'placeId')}>
          {(control) => <PlaceSearch control={control} value={draft.place} onChange={(place) => onChange({ place })} />}
        </Field>
      )}
      <Touched places={draft.touched} onChange={(touched) => onChange({ touched })} />
      <div className="rn-pair">
        <Field label={w.households} error={wrong('households', 'households')}>
          {(control) => (
            <Line
              control={control}
              value={draft.households}
              onChange={(typed) => onChange({ households: typed.replace(/\D/g, '').slice(0, 7) })}
            />
          )}
        </Field>
        <Field label={w.householdsSource} error={error?.field('householdsSource')}>
          {(control) => (
            <Line
              control={control}
              value={draft.householdsSource}
              maxLength={100}
              placeholder={w.householdsExample}
              onChange={(householdsSource) => onChange({ householdsSource })}
            />
          )}
        </Field>
      </div>
      <Field label={w.consent} hint={w.consentHint} group>
        <Pills
          value={draft.consent}
          onChange={(consent) => onChange({ consent })}
          options={consents.map((value) => ({ value, label: say(consentNames[value]) }))}
        />
      </Field>
      <Field label={w.words} optional>
        {(control) => (
          <Lines
            control={control}
            value={draft.words}
            maxLength={4000}
            onChange={(said) => onChange({ words: said })}
          />
        )}
      </Field>
    </>
  )
}

interface TouchedProps {
  readonly places: readonly Place[]
  readonly onChange: (places: readonly Place[]) => void
}

/** Places one after the other: found by name, taken off by a cross. */
function Touched({ places, onChange }: TouchedProps): ReactNode {
  const all = useWords(words)
  const w = all.form
  const nameOf = useNameOf()
  return (
    <Field label={w.touched} optional group>
      {places.length > 0 && (
        <ul className="rn-chips">
          {places.map((place) => (
            <li key={place.id}>
              {nameOf(place)}
              <Button
                look="quiet"
                icon="cross"
                label={`${all.remove} ${nameOf(place)}`}
                onClick={() => onChange(places.filter((one) => one !== place))}
              />
            </li>
          ))}
        </ul>
      )}
      <PlaceSearch
        key={places.length}
        label={w.touchedAdd}
        placeholder={w.touchedAdd}
        value={null}
        onChange={(place) => place && !places.some(({ id }) => id === place.id) && onChange([...places, place])}
      />
    </Field>
  )
}
