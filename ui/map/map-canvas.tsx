import './map.css'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { Button } from '../button.tsx'
import { useUiLang } from '../lang.ts'
import { useLargeType } from '../large-type.ts'
import { useUiWords } from '../words.ts'
import {
  type Bounds,
  boundsOf,
  type GridNote,
  gridShapes,
  type HeatPoint,
  heatShapes,
  type MapPoint,
  noShapes,
  type PickedSpot,
  pointShapes,
  type Shapes,
} from './map-data.ts'
import { MapList } from './map-list.tsx'
import type { MapView } from './map-view.ts'

export type { Bounds, GridNote, HeatPoint, LngLat, MapPoint, PickedSpot, Shapes } from './map-data.ts'

export interface MapCanvasProps {
  /** What the map shows, in one sentence. */
  readonly label: string
  /** Roads, water, green, railways: `properties.kind`; `width` in metres is understood. */
  readonly base?: Shapes | undefined
  /** Compounds: outlined and named. */
  readonly areas?: Shapes | undefined
  readonly buildings?: Shapes | undefined
  readonly grids?: Shapes | undefined
  /** By grid id: how deep the tint, and a line under the name. */
  readonly gridNotes?: Readonly<Record<string, GridNote>>
  /** Clustered by themselves. */
  readonly points?: readonly MapPoint[]
  /** How much there is where; say the same in a table beside the map. */
  readonly heat?: readonly HeatPoint[]
  /** Where a pin stands. */
  readonly chosen?: PickedSpot | null
  readonly focusGrid?: string | null
  readonly focusBuilding?: string | null
  /** What to see at first and after “see all”; everything that people answer for if left out. */
  readonly bounds?: Bounds | null
  /** px, or `fill` for the height of what it stands in. */
  readonly height?: number | 'fill'
  /** A picture beside a text: the wheel scrolls the page. */
  readonly still?: boolean
  readonly onPoint?: (id: string) => void
  readonly onGrid?: (id: string) => void
  readonly onBuilding?: (id: string) => void
  /** Lets people choose a spot; the list offers the buildings instead. */
  readonly onPick?: (spot: PickedSpot) => void
}

const nothing: readonly MapPoint[] = []
const noHeat: readonly HeatPoint[] = []
const noNotes: Readonly<Record<string, GridNote>> = {}

/** The map of places, grids and points, from our own shapes alone; with the same things as a list beside it. */
export function MapCanvas(props: MapCanvasProps) {
  const { height = 420, onPick } = props
  const words = useUiWords()
  const [asList, setAsList] = useState(false)
  const map = useMap(props)
  const list = asList || map.failed
  return (
    <div className={`ui-map${height === 'fill' ? ' ui-map-fill' : ''}`} style={height === 'fill' ? {} : { height }}>
      <div ref={map.place} className="ui-map-canvas" inert={list} />
      {!map.view && !map.failed && <div className="ui-map-wait">{words.loading}</div>}
      {map.over && !list && (
        <div className="ui-map-over" style={{ left: map.over.x, top: map.over.y }}>
          {map.over.words}
        </div>
      )}
      {list && (
        <div className="ui-map-list">
          {map.failed && <p className="ui-muted">{words.map.failed}</p>}
          <MapList {...props} />
        </div>
      )}
      {!list && onPick && <div className="ui-map-hint">{props.chosen ? words.map.picked : words.map.pickHint}</div>}
      {!map.failed && (
        <div className="ui-map-ways ui-noprint" style={list ? { zIndex: 5 } : {}}>
          {!list && (
            <>
              <Button look="quiet" icon="plus" label={words.map.zoomIn} onClick={() => map.view?.zoomBy(1)} />
              <Button look="quiet" icon="minus" label={words.map.zoomOut} onClick={() => map.view?.zoomBy(-1)} />
              <Button look="quiet" icon="target" label={words.map.whole} onClick={map.fitAll} />
            </>
          )}
          <Button
            look="quiet"
            icon={asList ? 'map' : 'list'}
            label={asList ? words.map.picture : words.map.list}
            onClick={() => setAsList(!asList)}
          />
        </div>
      )}
    </div>
  )
}

type Over = { words: string; x: number; y: number } | null

/** Opens the map, keeps what it shows in step with the props, and says what is to be seen. */
function useMap(props: MapCanvasProps) {
  const { base, areas, buildings, grids, gridNotes = noNotes, points = nothing, heat = noHeat, chosen, bounds } = props
  const whole = useMemo(
    () =>
      bounds ??
      boundsOf([grids ?? noShapes, areas ?? noShapes], points) ??
      boundsOf([buildings ?? noShapes, base ?? noShapes]),
    [bounds, grids, areas, points, buildings, base],
  )
  const [over, setOver] = useState<Over>(null)
  const { place, view, failed } = useOpenMap(props, whole, setOver)

  useShown(view, 'base', base)
  useShown(view, 'areas', areas)
  useShown(view, 'buildings', buildings)
  useShown(
    view,
    'grids',
    useMemo(() => grids && gridShapes(grids, gridNotes), [grids, gridNotes]),
  )
  useShown(
    view,
    'points',
    useMemo(() => pointShapes(points), [points]),
  )
  useShown(
    view,
    'heat',
    useMemo(() => heatShapes(heat), [heat]),
  )
  useShown(
    view,
    'chosen',
    useMemo(() => pinShapes(chosen), [chosen]),
  )
  useEffect(() => view?.focus('grids', props.focusGrid ?? null), [view, props.focusGrid])
  useEffect(() => view?.focus('buildings', props.focusBuilding ?? null), [view, props.focusBuilding])
  useFitOnce(view, whole)
  return { place, view, failed, over, fitAll: () => whole && view?.fit(whole) }
}

/** A map in an element, as long as the component is there; opened anew when its letters or manners change. */
function useOpenMap(props: MapCanvasProps, whole: Bounds | null, onOver: (over: Over) => void) {
  const lang = useUiLang()
  const zoom = useLargeType() ? 1.3 : 1
  const place = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<MapView | null>(null)
  const [failed, setFailed] = useState(false)
  const picking = props.onPick !== undefined
  const still = props.still === true
  const onTouch = useEffectEvent((name: 'onPoint' | 'onGrid' | 'onBuilding', id: string) => props[name]?.(id))
  const onSpot = useEffectEvent((spot: PickedSpot) => props.onPick?.(spot))
  const open = useEffectEvent(async (container: HTMLElement) => {
    const { openMap } = await import('./map-view.ts')
    const answers = new Set<string>()
    if (props.onPoint) answers.add('point')
    if (props.onGrid) answers.add('grid-fill')
    if (props.onBuilding) answers.add('building')
    const touch = {
      onPoint: (id: string) => onTouch('onPoint', id),
      onGrid: (id: string) => onTouch('onGrid', id),
      onBuilding: (id: string) => onTouch('onBuilding', id),
      onPick: (spot: PickedSpot) => onSpot(spot),
      onOver,
    }
    return openMap({ container, label: props.label, lang, zoom, bounds: whole, still, picking, answers, touch })
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: letters and manners are fixed when a map is opened
  useEffect(() => {
    if (!place.current) return
    let gone = false
    let opened: MapView | undefined
    open(place.current)
      .then((map) => {
        opened = map
        if (gone) map.close()
        else setView(map)
      })
      .catch(() => {
        if (!gone) setFailed(true)
      })
    return () => {
      gone = true
      opened?.close()
      setView(null)
    }
  }, [lang, zoom, picking, still])

  useEffect(() => {
    if (!view || !place.current) return
    let later: ReturnType<typeof setTimeout> | undefined
    const observer = new ResizeObserver(() => {
      clearTimeout(later)
      later = setTimeout(view.resize, resizeAfterMs)
    })
    observer.observe(place.current)
    return () => {
      observer.disconnect()
      clearTimeout(later)
    }
  }, [view])
  return { place, view, failed }
}

/** A map of another size is drawn anew as a whole: what changed its size (a filter that was chosen) is painted before. */
const resizeAfterMs = 80

function useShown(view: MapView | null, source: Parameters<MapView['show']>[0], shapes: Shapes | undefined): void {
  useEffect(() => view?.show(source, shapes ?? noShapes), [view, source, shapes])
}

/** Shapes often arrive after the map was opened: what there is to see is shown once, then the reader's view is kept. */
function useFitOnce(view: MapView | null, whole: Bounds | null): void {
  const settled = useRef('')
  const box = whole?.map((n) => n.toFixed(3)).join() ?? ''
  useEffect(() => {
    if (!view || !whole || settled.current === box || view.moved()) return
    settled.current = box
    view.fit(whole, { instantly: true })
  }, [view, whole, box])
}

function pinShapes(spot: PickedSpot | null | undefined): Shapes {
  return spot ? pointShapes([{ id: 'pin', lng: spot.lng, lat: spot.lat, tone: 'off', label: '' }]) : noShapes
}
