import { useMemo } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { MapCanvas } from '../../../ui/map/map-canvas.tsx'
import { boundsOf } from '../../../ui/map/map-data.ts'
import { useNavigation } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { placeMap } from '../../places/contract.ts'
import type { IdeaRow } from '../contract.ts'
import { ideaBook } from '../idea-words.ts'

interface IdeaMapProps {
  readonly rows: readonly IdeaRow[]
  readonly placeId: PlaceId
  readonly label: string
}

/** Where ideas lie; those without a point are in the list alone. Nothing here is late, so all points look alike. */
export default function IdeaMap({ rows, placeId, label }: IdeaMapProps) {
  const ui = useUiWords()
  const book = useWords(ideaBook)
  const { go } = useNavigation()
  const { data, error, refetch } = useEndpoint(placeMap, { query: { placeId } }, { staleTime: 3_600_000 })
  const bounds = useMemo(() => (data ? boundsOf([data.buildings, data.areas]) : null), [data])
  const points = useMemo(
    () =>
      rows.flatMap(({ id, point, title, state }) =>
        point ? [{ id, ...point, tone: 'off' as const, label: `${title} · ${book.ideaState[state]}` }] : [],
      ),
    [rows, book],
  )
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return <p className="ui-muted">{ui.loading}</p>
  return (
    <MapCanvas
      label={label}
      base={data.base}
      areas={data.areas}
      buildings={data.buildings}
      bounds={bounds}
      points={points}
      height={420}
      onPoint={(id) => go(`/ideas/${id}`)}
    />
  )
}
