import { Lamp } from '../lamp.tsx'
import { useUiLang } from '../lang.ts'
import { useUiWords } from '../words.ts'
import type { MapCanvasProps } from './map-canvas.tsx'
import { idOf, middleOf, nameOf, type Shapes } from './map-data.ts'

/** Points beyond this are for the real list page; this one is to reach what the map shows. */
const longest = 200

/** The same things that the map shows, as a list: for keyboards, screen readers, and where WebGL is missing. */
export function MapList({ grids, buildings, gridNotes = {}, points = [], label, ...touch }: MapCanvasProps) {
  const words = useUiWords()
  const lang = useUiLang()
  const pick = (feature: Shapes['features'][number]) => {
    const middle = middleOf(feature)
    if (middle) touch.onPick?.({ lng: middle[0], lat: middle[1], buildingId: idOf(feature) })
  }
  const nothing = !grids?.features.length && points.length === 0 && !buildings?.features.length
  return (
    <section aria-label={label}>
      {nothing && <p className="ui-muted">{words.map.empty}</p>}
      {touch.onGrid && grids && (
        <Group
          rows={grids.features.map((grid) => ({
            id: idOf(grid),
            name: nameOf(grid, lang),
            note: gridNotes[idOf(grid)]?.note ?? '',
            onClick: () => touch.onGrid?.(idOf(grid)),
          }))}
        />
      )}
      {points.length > 0 && (
        <Group
          rows={points.slice(0, longest).map((point) => ({
            id: point.id,
            name: point.label,
            note: '',
            lamp: <Lamp tone={point.tone} words={words.tones[point.tone]} bare />,
            onClick: () => touch.onPoint?.(point.id),
          }))}
        />
      )}
      {buildings && (touch.onPick || touch.onBuilding) && (
        <Group
          rows={buildings.features.map((building) => ({
            id: idOf(building),
            name: nameOf(building, lang),
            note: '',
            onClick: () => (touch.onPick ? pick(building) : touch.onBuilding?.(idOf(building))),
          }))}
        />
      )}
    </section>
  )
}

interface Row {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly lamp?: React.ReactNode
  readonly onClick: () => void
}

function Group({ rows }: { rows: readonly Row[] }) {
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id}>
          <button type="button" onClick={row.onClick}>
            {row.lamp}
            <span>{row.name}</span>
            <span>{row.note}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
