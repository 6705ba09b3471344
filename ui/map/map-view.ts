import 'maplibre-gl/dist/maplibre-gl.css'
import {
  type GeoJSONSource,
  type LngLatBoundsLike,
  type MapGeoJSONFeature,
  Map as MapLibre,
  type MapMouseEvent,
  setWorkerUrl,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import type { Bounds, PickedSpot, Shapes } from './map-data.ts'
import { imageNamed, imageScale } from './map-images.ts'
import { loadLetters } from './map-letters.ts'
import { mapStyle, type SourceName, touchable } from './map-style.ts'

// The worker is a file of ours (no blob: in the content security policy).
setWorkerUrl(workerUrl)

export interface MapTouch {
  onPoint(id: string): void
  onGrid(id: string): void
  onBuilding(id: string): void
  onPick(spot: PickedSpot): void
  /** Pointed at: what it is called, and where on the canvas; null when at nothing. */
  onOver(over: { words: string; x: number; y: number } | null): void
}

export interface MapViewOptions {
  readonly container: HTMLElement
  /** What the map shows; read aloud. */
  readonly label: string
  readonly lang: 'zh' | 'en'
  /** Size of letters, 1 by default. */
  readonly zoom: number
  readonly bounds: Bounds | null
  /** A picture to look at: the wheel scrolls the page. */
  readonly still: boolean
  readonly picking: boolean
  /** Layers that lead somewhere when pressed; a building that leads nowhere lets the grid below answer. */
  readonly answers: ReadonlySet<string>
  readonly touch: MapTouch
}

/** One map on the screen. */
export interface MapView {
  show(source: SourceName, shapes: Shapes): void
  fit(bounds: Bounds, options?: { instantly?: boolean }): void
  zoomBy(steps: number): void
  /** The reader has moved or zoomed by hand. */
  moved(): boolean
  focus(source: 'grids' | 'buildings', id: string | null): void
  resize(): void
  close(): void
}

const asBounds = ([w, s, e, n]: Bounds): LngLatBoundsLike => [w, s, e, n]
const fitting = { padding: 40, maxZoom: 17 }

/** Opens a map; resolves when it can be drawn on, rejects where WebGL is missing. */
export async function openMap(options: MapViewOptions): Promise<MapView> {
  // An element of its own: a map that is closed while the next one opens would take the other's frame with it.
  const frame = document.createElement('div')
  frame.className = 'ui-map-frame'
  options.container.append(frame)
  const map = new MapLibre({
    container: frame,
    style: mapStyle(options.lang, options.zoom),
    ...(options.bounds ? { bounds: asBounds(options.bounds), fitBoundsOptions: fitting } : {}),
    locale: { 'Map.Title': options.label },
    minZoom: 9,
    maxZoom: 20,
    attributionControl: false,
    // Whoever shows the map says when its place has another size.
    trackResize: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    scrollZoom: !options.still,
    fadeDuration: 120,
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.setMissingStyleImageResolver((id) => {
    const picture = imageNamed(id)
    if (picture && !map.hasImage(id)) map.addImage(id, picture, { pixelRatio: imageScale })
  })
  await new Promise<void>((resolve, reject) => {
    map.once('load', () => resolve())
    map.once('error', ({ error }) => reject(error))
  })
  listen(map, options)
  return controls(map, frame)
}

function controls(map: MapLibre, frame: HTMLElement): MapView {
  let moved = false
  map.on('movestart', (event) => {
    if (event.originalEvent) moved = true
  })
  /** What was last asked to be shown: letters of what came before may arrive later. */
  const latest = new Map<SourceName, Shapes>()
  let closed = false
  const focused: Partial<Record<'grids' | 'buildings', string>> = {}
  return {
    show(source, shapes) {
      latest.set(source, shapes)
      void loadLetters(shapes).then(() => {
        if (latest.get(source) === shapes && !closed) map.getSource<GeoJSONSource>(source)?.setData(shapes as never)
      })
    },
    fit: (bounds, how) =>
      void map.fitBounds(asBounds(bounds), { ...fitting, duration: how?.instantly ? 0 : 400, essential: false }),
    zoomBy: (steps) => void map.zoomTo(map.getZoom() + steps, { duration: 200 }),
    moved: () => moved,
    focus(source, id) {
      const before = focused[source]
      if (before !== undefined) map.setFeatureState({ source, id: before }, { focus: false })
      if (id === null) delete focused[source]
      else {
        focused[source] = id
        map.setFeatureState({ source, id }, { focus: true })
      }
    },
    resize: () => void map.resize(),
    close() {
      closed = true
      map.remove()
      frame.remove()
    },
  }
}

/** Turns pointers into what they mean. */
function listen(map: MapLibre, { touch, lang, picking, answers }: MapViewOptions): void {
  const canvas = map.getCanvas()
  const topmost = (event: MapMouseEvent) => map.queryRenderedFeatures(event.point, { layers: [...touchable] })
  const leads = (feature: MapGeoJSONFeature) => feature.layer.id === 'cluster' || answers.has(feature.layer.id)
  let over: { source: string; id: string } | null = null
  const setOver = (next: typeof over) => {
    if (over) map.setFeatureState(over, { over: false })
    over = next
    if (over) map.setFeatureState(over, { over: true })
  }
  map.on('mousemove', (event) => {
    const first = topmost(event)[0]
    const words = first ? wordsOf(first, lang) : ''
    canvas.style.cursor = picking ? 'crosshair' : topmost(event).some(leads) ? 'pointer' : ''
    touch.onOver(words ? { words, x: event.point.x, y: event.point.y } : null)
    const shape = first && ['grids', 'buildings'].includes(first.source) ? first : undefined
    setOver(shape ? { source: shape.source, id: String(shape.properties.id) } : null)
  })
  map.on('mouseout', () => {
    touch.onOver(null)
    setOver(null)
  })
  map.on('click', (event) => {
    const found = topmost(event)
    const building = found.find((one) => one.layer.id === 'building')
    const { lng, lat } = event.lngLat
    if (picking) touch.onPick({ lng, lat, ...(building ? { buildingId: String(building.properties.id) } : {}) })
    else follow(map, found.find(leads), touch)
  })
}

function follow(map: MapLibre, feature: MapGeoJSONFeature | undefined, touch: MapTouch): void {
  if (!feature) return
  const id = String(feature.properties.id ?? '')
  if (feature.layer.id === 'cluster') void openCluster(map, feature)
  else if (feature.layer.id === 'point') touch.onPoint(id)
  else if (feature.layer.id === 'building') touch.onBuilding(id)
  else touch.onGrid(id)
}

async function openCluster(map: MapLibre, cluster: MapGeoJSONFeature): Promise<void> {
  const zoom = await map.getSource<GeoJSONSource>('points')?.getClusterExpansionZoom(cluster.properties.cluster_id)
  const { coordinates } = cluster.geometry as unknown as { coordinates: [number, number] }
  map.easeTo({ center: coordinates, zoom: zoom ?? map.getZoom() + 2, duration: 400 })
}

function wordsOf({ layer, properties }: MapGeoJSONFeature, lang: 'zh' | 'en'): string {
  if (layer.id === 'cluster') return ''
  if (layer.id === 'point') return String(properties.label ?? '')
  return String((lang === 'en' && properties.nameEn) || properties.name || '')
}
