import { useMemo, useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { MapCanvas, type Shapes } from '../../../../ui/map/map-canvas.tsx'
import { boundsOf, idOf } from '../../../../ui/map/map-data.ts'
import { TextArea } from '../../../../ui/pocket/inputs.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { drawPlace, type PlaceView, placeMap } from '../../contract.ts'
import { nameOf } from '../names.ts'
import { changed } from './place-dialogs.tsx'
import { words } from './words.ts'

type Corner = [number, number]

/** About a decimetre. */
const digits = 6
const lineOf = ([lng, lat]: Corner): string => `${lng.toFixed(digits)}, ${lat.toFixed(digits)}`

/** Lines of `longitude, latitude`; the number of the first that cannot be read. */
export function readCorners(text: string): { readonly corners: readonly Corner[]; readonly wrong: number | null } {
  const corners: Corner[] = []
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const parts = line.trim().split(/[\s,，]+/)
    const [lng, lat] = parts.map(Number)
    if (parts.length !== 2 || lng === undefined || lat === undefined || !(Math.abs(lng) <= 180 && Math.abs(lat) <= 90))
      return { corners, wrong: i + 1 }
    corners.push([lng, lat])
  }
  return { corners, wrong: null }
}

/** The outer ring of an outline as it is drawn now, without its closing corner. */
function ringOf(shapes: Shapes | undefined, id: string): Corner[] {
  const shape = shapes?.features.find((one) => idOf(one) === id)?.geometry as
    | { type: string; coordinates: unknown[][] }
    | undefined
  const ring = shape?.type === 'Polygon' ? (shape.coordinates[0] as Corner[] | undefined) : undefined
  return ring ? ring.slice(0, -1).map(([lng, lat]): Corner => [lng, lat]) : []
}

export interface OutlineDialogProps {
  readonly place: PlaceView
  /** What lies around it, for finding the spot. */
  readonly around: PlaceView['id'] | undefined
  readonly onClose: () => void
}

/** Draws or corrects an outline: corner by corner on the map, or by their coordinates. */
export function OutlineDialog({ place, around, onClose }: OutlineDialogProps) {
  const w = useWords(words)
  const { data, error } = useEndpoint(placeMap, { query: around ? { placeId: around } : {} })
  return (
    <Dialog open wide title={w.drawTitle(nameOf(place))} onClose={onClose}>
      <ErrorNote error={error} />
      {data && <Drawing place={place} shapes={data} onClose={onClose} />}
    </Dialog>
  )
}

interface DrawingProps {
  readonly place: PlaceView
  readonly shapes: { readonly base: Shapes; readonly areas: Shapes; readonly buildings: Shapes }
  readonly onClose: () => void
}

function Drawing({ place, shapes, onClose }: DrawingProps) {
  const w = useWords(words)
  const format = useFormat()
  const before = useMemo(
    () => [...ringOf(shapes.buildings, place.id), ...ringOf(shapes.areas, place.id)],
    [shapes, place.id],
  )
  const [text, setText] = useState(() => before.map(lineOf).join('\n'))
  const { corners, wrong } = useMemo(() => readCorners(text), [text])
  const draw = useCommand(drawPlace, {
    changes: changed,
    onDone: ({ corners: kept, area }) => {
      toast(kept > 0 ? w.outlineSaved(format.number(area)) : w.outlineGone)
      onClose()
    },
  })
  const others = useMemo(
    () => ({ ...shapes.buildings, features: shapes.buildings.features.filter((one) => idOf(one) !== place.id) }),
    [shapes, place.id],
  )
  const sketch = useMemo(() => sketchOf(corners), [corners])
  // Corners lie so near each other that the map would gather points; a pin shows the last.
  const last = corners.at(-1)
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const send = (some: readonly Corner[]) =>
    draw.mutate({ params: { placeId: place.id }, body: { corners: some.map(([lng, lat]): Corner => [lng, lat]) } })
  return (
    <div className="ui-stack">
      <p className="ui-muted">{w.drawText}</p>
      <MapCanvas
        label={w.drawMap}
        base={shapes.base}
        buildings={others}
        areas={sketch}
        chosen={last ? { lng: last[0], lat: last[1] } : null}
        bounds={boundsAround(place, before, others, shapes.areas)}
        height={320}
        onPick={({ lng, lat }) => setText([...lines, lineOf([lng, lat])].join('\n'))}
      />
      <Field label={w.corners} hint={w.cornersHint} error={wrong === null ? undefined : w.cornersWrong(wrong)}>
        {(control) => <TextArea control={control} value={text} onChange={setText} rows={5} />}
      </Field>
      <ErrorNote error={draw.error} />
      <div className="ui-dialog-ways">
        <Button icon="undo" disabled={lines.length === 0} onClick={() => setText(lines.slice(0, -1).join('\n'))}>
          {w.undoCorner}
        </Button>
        <Button disabled={lines.length === 0} onClick={() => setText('')}>
          {w.clear}
        </Button>
        {before.length > 0 && corners.length === 0 && wrong === null ? (
          <Button look="main" busy={draw.isPending} onClick={() => send([])}>
            {w.removeOutline}
          </Button>
        ) : (
          <Button
            look="main"
            busy={draw.isPending}
            disabled={corners.length < 3 || wrong !== null}
            onClick={() => send(corners)}
          >
            {w.saveOutline}
          </Button>
        )}
      </div>
    </div>
  )
}

function sketchOf(corners: readonly Corner[]): Shapes {
  const [first] = corners
  const geometry =
    corners.length < 3 || !first
      ? { type: 'LineString', coordinates: corners }
      : { type: 'Polygon', coordinates: [[...corners, first]] }
  const feature = { type: 'Feature' as const, geometry, properties: { id: 'sketch', name: '', nameEn: '' } }
  return { type: 'FeatureCollection', features: corners.length > 1 ? [feature] : [] }
}

/** Degrees: some hundred and thirty metres, a block of houses. */
const block = 0.0012

function boundsAround(place: PlaceView, before: readonly Corner[], others: Shapes, areas: Shapes) {
  const [spot] = before
  const [lng, lat] = spot ?? [place.lng, place.lat]
  if (lng !== null && lat !== null) return [lng - block, lat - block, lng + block, lat + block] as const
  return boundsOf([others.features.length > 0 ? others : areas])
}
