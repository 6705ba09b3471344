import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { FilterBar } from '../../../../ui/desk/filter-bar.tsx'
import { Icon } from '../../../../ui/icon.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { FilterFold, PlaceSearch, useNameOf } from '../../../matters/desk/public.ts'
import { placeChildren } from '../../../places/contract.ts'
import { listTags } from '../../contract.ts'
import { industries } from '../../industry.ts'
import { firmStates, sizeClasses } from '../../shapes.ts'
import { useNames } from '../parts/show.ts'
import type { FilterName, FilterText } from './query.ts'
import { words } from './words.ts'

type Patch = Partial<Record<FilterName, string | undefined>>

export interface FiltersProps {
  readonly values: FilterText
  readonly onChange: (patch: Patch) => void
}

/** What the list is narrowed by. */
export function Filters({ values, onChange }: FiltersProps) {
  const w = useWords(words)
  const say = useSay()
  const names = useNames()
  const tags = useEndpoint(listTags, {}, { staleTime: 60_000 }).data?.tags ?? []
  const yesNo = [
    { value: 'true', label: names.yes },
    { value: 'false', label: names.no },
  ]
  const { newSince } = values
  return (
    <FilterFold>
      <FilterBar
        filters={[
          { id: 'q', kind: 'text', label: w.filter.q },
          {
            id: 'industry',
            kind: 'one',
            label: w.filter.industry,
            options: industries.map(({ code, name }) => ({ value: code, label: `${code} ${say(name)}` })),
          },
          {
            id: 'tag',
            kind: 'one',
            label: w.filter.tag,
            options: tags.map(({ tag, firms }) => ({ value: tag, label: `${tag} (${firms})` })),
          },
          {
            id: 'sizeClass',
            kind: 'many',
            label: w.filter.size,
            more: true,
            options: sizeClasses.map((value) => ({ value, label: names.sizeClass[value] })),
          },
          {
            id: 'state',
            kind: 'many',
            label: w.filter.state,
            more: true,
            options: firmStates.map((value) => ({ value, label: names.firmState[value] })),
          },
          { id: 'keyFirm', kind: 'one', label: w.filter.key, more: true, options: yesNo },
          { id: 'registeredHere', kind: 'one', label: w.filter.here, more: true, options: yesNo },
          { id: 'since', kind: 'days', label: w.filter.newSince, more: true },
        ]}
        values={{ ...values, since: newSince ? `${newSince}..` : undefined }}
        onChange={({ since, ...patch }) =>
          onChange({ ...patch, ...(since === undefined ? {} : { newSince: since.split('..')[0] || undefined }) })
        }
      />
      <div className="firm-searches">
        {values.placeId ? (
          <PlaceChip placeId={values.placeId as PlaceId} onRemove={() => onChange({ placeId: undefined })} />
        ) : (
          <PlaceSearch
            label={w.filter.place}
            placeholder={w.filter.place}
            value={null}
            onChange={(place) => place && onChange({ placeId: place.id })}
          />
        )}
        {newSince && (
          <Chip said={`${w.filter.newSince} ${newSince}`} onRemove={() => onChange({ newSince: undefined })} />
        )}
      </div>
    </FilterFold>
  )
}

function Chip({ said, onRemove }: { said: string; onRemove: () => void }) {
  const ui = useUiWords()
  return (
    <span className="desk-chip">
      {said}
      <button type="button" aria-label={ui.filter.without(said)} onClick={onRemove}>
        <Icon name="cross" size={14} />
      </button>
    </span>
  )
}

function PlaceChip({ placeId, onRemove }: { placeId: PlaceId; onRemove: () => void }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const { data } = useEndpoint(placeChildren, { query: { parentId: placeId } }, { staleTime: 10 * 60_000 })
  const place = data?.above.at(-1)
  return <Chip said={`${w.filter.place}: ${place ? nameOf(place) : '…'}`} onRemove={onRemove} />
}
