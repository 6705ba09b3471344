import '../visits-desk.css'
import { useMemo } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { MapCanvas, type MapPoint } from '../../../../ui/map/map-canvas.tsx'
import type { Bounds } from '../../../../ui/map/map-data.ts'
import { placeMap } from '../../../places/contract.ts'
import type { DueRow, WeekView } from '../../contract.ts'
import { PlaceLine } from '../parts.tsx'
import { words } from '../words.ts'

interface WalkProps {
  readonly week: WeekView
  readonly onChoose: (id: string) => void
}

/** Today's stops on a map and in the order of the walk; on another week its first day that has some. */
export function Walk({ week, onChoose }: WalkProps) {
  const w = useWords(words)
  const open = week.days.map(({ items }) => items.filter(({ state, method }) => state === 'open' && method === 'visit'))
  const at = week.days.findIndex(({ day }) => day >= week.today)
  const stops = open.slice(Math.max(at, 0)).find((items) => items.length > 0) ?? []
  if (stops.length === 0) return <Next week={week} onChoose={onChoose} />
  return (
    <Sheet title={w.walk}>
      <div className="ui-stack">
        <p className="ui-muted">{w.walkText}</p>
        <StopsMap stops={stops} onChoose={onChoose} />
        <ol className="vi-walk">
          {stops.map((due) => (
            <li key={due.id}>
              <button type="button" onClick={() => onChoose(due.id)}>
                {due.subject.name}
                <span className="vi-stop-place">
                  <PlaceLine due={due} />
                </span>
              </button>
            </li>
          ))}
        </ol>
      </div>
    </Sheet>
  )
}

/** Nothing to walk to: the call that comes next. */
function Next({ week, onChoose }: WalkProps) {
  const w = useWords(words)
  const say = useSay()
  const items = week.days.flatMap(({ items: own }) => own).filter(({ state }) => state === 'open')
  const next = [...week.waiting, ...items].find(({ lamp }) => lamp === 'red') ?? items[0]
  if (!next) return week.planned ? <p className="ui-muted">{w.allDone}</p> : null
  return (
    <Sheet title={w.choose}>
      <div className="ui-stack">
        <p>
          <strong>{next.subject.name}</strong>
          <span className="vi-stop-place">
            <PlaceLine due={next} /> · {say(next.rule.name)}
          </span>
        </p>
        {next.planned && <p className="vi-why">{say(next.planned.why)}</p>}
        <div className="ui-row">
          <Button look="main" icon={next.method === 'call' ? 'phone' : 'pin'} onClick={() => onChoose(next.id)}>
            {w.begin}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}

const slow = { staleTime: 10 * 60_000 }
/** Degrees around the stops that are shown as well: some hundred metres. */
const margin = 0.004

function StopsMap({ stops, onChoose }: { stops: readonly DueRow[]; onChoose: (id: string) => void }) {
  const w = useWords(words)
  const shapes = useEndpoint(placeMap, {}, slow)
  const points = useMemo(
    (): MapPoint[] =>
      stops.flatMap(({ id, place, subject, lamp }, n) =>
        place.point ? [{ id, ...place.point, tone: lamp ?? 'off', label: `${n + 1}. ${subject.name}` }] : [],
      ),
    [stops],
  )
  const bounds = useMemo((): Bounds | null => around(points), [points])
  if (points.length === 0) return null
  return (
    <MapCanvas
      label={w.map}
      base={shapes.data?.base}
      buildings={shapes.data?.buildings}
      points={points}
      bounds={bounds}
      height={240}
      still
      onPoint={onChoose}
    />
  )
}

function around(points: readonly MapPoint[]): Bounds | null {
  if (points.length === 0) return null
  const lngs = points.map(({ lng }) => lng)
  const lats = points.map(({ lat }) => lat)
  return [
    Math.min(...lngs) - margin,
    Math.min(...lats) - margin,
    Math.max(...lngs) + margin,
    Math.max(...lats) + margin,
  ]
}
