import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { FilterBar } from '../../../../ui/desk/filter-bar.tsx'
import { Icon } from '../../../../ui/icon.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { placeChildren } from '../../../places/contract.ts'
import type { MatterRow } from '../../contract.ts'
import { FilterFold } from '../parts/filter-fold.tsx'
import { useNameOf } from '../parts/matter-marks.tsx'
import { PlaceSearch } from '../parts/place-search.tsx'
import { PostSearch } from '../parts/post-search.tsx'
import type { FilterName, FilterText } from './query.ts'
import { useFilters } from './use-filters.ts'
import { words } from './words.ts'

type Patch = Partial<Record<FilterName, string | undefined>>

export interface FiltersProps {
  readonly values: FilterText
  readonly onChange: (patch: Patch) => void
  /** Rows on the screen: they know the name of a holder that came with the address. */
  readonly rows: readonly MatterRow[] | undefined
}

/** What the list is narrowed by. Place and holder are too many for a list of choices, so they are searched for. */
export function Filters({ values, onChange, rows }: FiltersProps) {
  const w = useWords(words)
  // Firms have categories of their own.
  const filters = useFilters(values.subjectKind === 'firm' ? 'firm' : undefined)
  const reported = spanOf(values.reportedFrom, values.reportedTo)
  const closed = spanOf(values.closedFrom, values.closedTo)
  return (
    <FilterFold>
      <FilterBar
        filters={filters}
        values={{ ...values, reported, closed }}
        onChange={(patch) => onChange(withDays(patch))}
      />
      <div className="matter-searches">
        {values.placeId ? (
          <PlaceChip
            placeId={values.placeId as PlaceId}
            onRemove={() => onChange({ placeId: undefined, directly: undefined })}
          />
        ) : (
          <PlaceSearch
            label={w.filter.place}
            placeholder={w.filter.place}
            value={null}
            onChange={(place) => place && onChange({ placeId: place.id })}
          />
        )}
        {values.holderPostId ? (
          <HolderChip postId={values.holderPostId} rows={rows} onRemove={() => onChange({ holderPostId: undefined })} />
        ) : (
          <PostSearch label={w.filter.holder} onPick={(post) => onChange({ holderPostId: post.id })} />
        )}
        {values.subjectId && (
          <SubjectChip subjectId={values.subjectId} rows={rows} onRemove={() => onChange({ subjectId: undefined })} />
        )}
        {values.directly && <Chip words={w.filter.directly} onRemove={() => onChange({ directly: undefined })} />}
        {values.gridless && <Chip words={w.filter.gridless} onRemove={() => onChange({ gridless: undefined })} />}
        {values.area && <Chip words={w.filter.area} onRemove={() => onChange({ area: undefined })} />}
        {values.importId && <Chip words={w.filter.imported} onRemove={() => onChange({ importId: undefined })} />}
      </div>
    </FilterFold>
  )
}

/** The bar keeps a span of days as one value, the address and the endpoint as two. */
function withDays(change: Partial<Record<FilterName | 'reported' | 'closed', string | undefined>>): Patch {
  const { reported, closed, ...patch } = change
  const days = (span: string | undefined) => (span ?? '').split('..').map((day) => day || undefined)
  const [reportedFrom, reportedTo] = days(reported)
  const [closedFrom, closedTo] = days(closed)
  return {
    ...patch,
    ...('reported' in change ? { reportedFrom, reportedTo } : {}),
    ...('closed' in change ? { closedFrom, closedTo } : {}),
  }
}

const spanOf = (from: string | undefined, to: string | undefined) =>
  from || to ? `${from ?? ''}..${to ?? ''}` : undefined

interface ChipProps {
  readonly words: string
  readonly onRemove: () => void
}

function Chip({ words: said, onRemove }: ChipProps) {
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
  return <Chip words={`${w.filter.place}:${place ? nameOf(place) : '…'}`} onRemove={onRemove} />
}

interface SubjectChipProps {
  readonly subjectId: string
  readonly rows: readonly MatterRow[] | undefined
  readonly onRemove: () => void
}

function SubjectChip({ subjectId, rows, onRemove }: SubjectChipProps) {
  const w = useWords(words)
  const say = useSay()
  const subject = rows?.find((row) => row.subject?.id === subjectId)?.subject
  return <Chip words={subject ? w.filter.firm(say(subject.name)) : w.filter.oneFirm} onRemove={onRemove} />
}

interface HolderChipProps {
  readonly postId: string
  readonly rows: readonly MatterRow[] | undefined
  readonly onRemove: () => void
}

function HolderChip({ postId, rows, onRemove }: HolderChipProps) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const holder = rows?.find((row) => row.holder?.postId === postId)?.holder
  return <Chip words={holder ? `${w.filter.holder}:${nameOf(holder)}` : w.filter.holder} onRemove={onRemove} />
}
