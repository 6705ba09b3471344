import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { colour, fontFamily, gridTints } from '../tokens.ts'
import { noShapes } from './map-data.ts'

export const sources = ['base', 'areas', 'buildings', 'grids', 'points', 'heat', 'chosen'] as const
export type SourceName = (typeof sources)[number]

const emptySource = { type: 'geojson', data: noShapes as never } as const
const sum = (tone: string): ExpressionSpecification => ['+', ['case', ['==', ['get', 'tone'], tone], 1, 0]] as never

/** How wide a way of so many metres is drawn, at the scale of the ground (at 25° north; near enough elsewhere). */
const metres = (width: ExpressionSpecification, least: number): ExpressionSpecification => [
  'interpolate',
  ['exponential', 2],
  ['zoom'],
  12,
  ['max', least, ['*', width, 0.058]],
  20,
  ['max', least, ['*', width, 14.8]],
]

const kindIn = (...kinds: string[]): ExpressionSpecification => ['in', ['get', 'kind'], ['literal', kinds]]
const polygon: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon']
const line: ExpressionSpecification = ['==', ['geometry-type'], 'LineString']
const roads: ExpressionSpecification = ['all', line, kindIn('road', 'arterial', 'street', 'lane')]
const roadWidth: ExpressionSpecification = [
  'coalesce',
  ['get', 'width'],
  ['match', ['get', 'kind'], 'arterial', 22, 'street', 12, 'lane', 5, 9],
]
const plus = (width: ExpressionSpecification, n: number): ExpressionSpecification => ['+', width, n]

const fade = (from: number, to: number, most = 1): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  ['zoom'],
  from,
  0,
  to,
  most,
]

/** Ground, green, water, ways, rails: everything that only says where we are. */
const ground: LayerSpecification[] = [
  { id: 'land', type: 'background', paint: { 'background-color': colour.mapLand } },
  {
    id: 'ground',
    type: 'fill',
    source: 'base',
    filter: ['all', polygon, kindIn('area', 'block', 'square')],
    paint: { 'fill-color': colour.mapArea },
  },
  {
    id: 'green',
    type: 'fill',
    source: 'base',
    filter: ['all', polygon, kindIn('green', 'park', 'garden', 'bank', 'wood', 'track')],
    paint: { 'fill-color': colour.mapGreen, 'fill-opacity': ['match', ['get', 'kind'], 'garden', 0.7, 'bank', 0.8, 1] },
  },
  {
    id: 'water',
    type: 'fill',
    source: 'base',
    filter: ['all', polygon, kindIn('water', 'river', 'pond')],
    paint: { 'fill-color': colour.mapWater },
  },
  {
    id: 'stream',
    type: 'line',
    source: 'base',
    filter: ['all', line, kindIn('water', 'river', 'canal')],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour.mapWater, 'line-width': metres(['coalesce', ['get', 'width'], 14], 2) },
  },
  {
    id: 'path',
    type: 'line',
    source: 'base',
    minzoom: 15,
    filter: ['all', line, kindIn('path', 'footway')],
    paint: { 'line-color': colour.mapRoadEdge, 'line-width': 1.2, 'line-dasharray': [2, 2] },
  },
  {
    id: 'road-edge',
    type: 'line',
    source: 'base',
    filter: roads,
    layout: { 'line-cap': 'butt', 'line-join': 'round' },
    paint: { 'line-color': colour.mapRoadEdge, 'line-width': metres(plus(roadWidth, 2), 1.6) },
  },
  {
    id: 'road',
    type: 'line',
    source: 'base',
    filter: roads,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour.mapRoad, 'line-width': metres(roadWidth, 0.8) },
  },
  {
    id: 'rail',
    type: 'line',
    source: 'base',
    filter: kindIn('railway', 'rail'),
    paint: { 'line-color': colour.mapRail, 'line-width': 2.5 },
  },
  {
    id: 'rail-ties',
    type: 'line',
    source: 'base',
    filter: kindIn('railway', 'rail'),
    paint: { 'line-color': colour.mapLand, 'line-width': 1.2, 'line-dasharray': [5, 5] },
  },
  {
    id: 'footprint',
    type: 'fill',
    source: 'base',
    minzoom: 14,
    filter: kindIn('footprint'),
    paint: { 'fill-color': colour.mapBuilding, 'fill-opacity': fade(14, 15, 0.55) },
  },
]

const named = (lang: 'zh' | 'en'): ExpressionSpecification =>
  lang === 'en' ? ['coalesce', ['get', 'nameEn'], ['get', 'name']] : ['get', 'name']

const tintByTurn: ExpressionSpecification = [
  'match',
  ['%', ['get', 'tint'], gridTints.length],
  ...gridTints.flatMap((tint, i) => [i, tint]),
  gridTints[0],
] as never
const tint: ExpressionSpecification = [
  'case',
  ['<', ['get', 'share'], 0],
  tintByTurn,
  ['interpolate', ['linear'], ['get', 'share'], 0, '#f1efe6', 0.5, '#bcd9d2', 1, '#6faaa2'],
]
const isFocus: ExpressionSpecification = ['boolean', ['feature-state', 'focus'], false]
const isOver: ExpressionSpecification = ['boolean', ['feature-state', 'over'], false]

/** Grids, compounds, buildings: what people answer for. */
const places: LayerSpecification[] = [
  {
    id: 'grid-fill',
    type: 'fill',
    source: 'grids',
    paint: { 'fill-color': tint, 'fill-opacity': ['case', isOver, 0.75, isFocus, 0.75, 0.5] },
  },
  {
    id: 'area-line',
    type: 'line',
    source: 'areas',
    minzoom: 13,
    paint: { 'line-color': colour.mapBuildingEdge, 'line-width': 1, 'line-opacity': fade(13, 15) },
  },
  {
    id: 'building',
    type: 'fill',
    source: 'buildings',
    minzoom: 13.5,
    paint: {
      'fill-color': ['case', isFocus, colour.jade, isOver, colour.jadeSoft, colour.mapBuilding],
      'fill-opacity': fade(13.5, 14.5),
    },
  },
  {
    id: 'building-line',
    type: 'line',
    source: 'buildings',
    minzoom: 14.5,
    paint: { 'line-color': colour.mapBuildingEdge, 'line-width': 0.8, 'line-opacity': fade(14.5, 15.5) },
  },
  {
    id: 'grid-line',
    type: 'line',
    source: 'grids',
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': colour.jade,
      'line-width': ['case', isFocus, 3, isOver, 2.2, 1.4],
      'line-dasharray': [3, 2],
      'line-opacity': 0.75,
    },
  },
]

const halo = { 'text-halo-color': colour.sheet, 'text-halo-width': 1.6 }
/** Without a glyph server the map draws letters itself, in the families that its text names. */
const font = { 'text-font': fontFamily.split(',').map((name) => name.trim().replaceAll('"', '')) }

/** A label moves aside where a mark or another label stands in its way: spots to try, in ems from its middle, nearest first. */
function movable(xs: readonly number[], ys: readonly number[]) {
  const far = ([x, y]: [number, number]) => x * x + 3 * y * y
  const spots = ys.flatMap((y) => xs.map((x): [number, number] => [x, y])).sort((a, b) => far(a) - far(b))
  return {
    'text-variable-anchor-offset': spots.flatMap((spot) => ['center', spot]) as ['center', [number, number]],
  }
}
const gridSpots = movable([0, 3, -3, 6, -6], [0, 1.5, -1.5, 3, -3])
const areaSpots = movable([0, 1.5, -1.5], [0, 1.2, -1.2, 2.4, -2.4])

function labels(lang: 'zh' | 'en', zoom: number): LayerSpecification[] {
  return [
    {
      id: 'way-name',
      type: 'symbol',
      source: 'base',
      minzoom: 14,
      filter: ['all', line, ['has', 'name']],
      layout: {
        ...font,
        'symbol-placement': 'line',
        'symbol-spacing': 420,
        'text-field': named(lang),
        'text-size': 12 * zoom,
      },
      paint: { ...halo, 'text-color': colour.ink3 },
    },
    {
      id: 'ground-name',
      type: 'symbol',
      source: 'base',
      minzoom: 14.5,
      filter: ['all', polygon, ['has', 'name']],
      layout: { ...font, 'text-field': named(lang), 'text-size': 12 * zoom, 'text-max-width': 7 },
      paint: { ...halo, 'text-color': colour.ink3 },
    },
    {
      id: 'building-name',
      type: 'symbol',
      source: 'buildings',
      minzoom: 16.2,
      layout: { ...font, 'text-field': named(lang), 'text-size': 11 * zoom, 'text-max-width': 5, 'text-padding': 4 },
      paint: { ...halo, 'text-color': colour.ink2 },
    },
    {
      id: 'area-name',
      type: 'symbol',
      source: 'areas',
      minzoom: 14.2,
      maxzoom: 17.5,
      layout: { ...font, ...areaSpots, 'text-field': named(lang), 'text-size': 13 * zoom, 'text-max-width': 9 },
      paint: { ...halo, 'text-color': colour.ink2 },
    },
    {
      id: 'grid-name',
      type: 'symbol',
      source: 'grids',
      maxzoom: 16.5,
      layout: {
        ...font,
        'text-field': [
          'format',
          named(lang),
          { 'font-scale': 1.08 },
          ['case', ['==', ['get', 'note'], ''], '', ['concat', '\n', ['get', 'note']]],
          { 'font-scale': 0.9 },
        ],
        'text-size': 14 * zoom,
        'text-line-height': 1.4,
        ...gridSpots,
      },
      paint: { ...halo, 'text-halo-width': 2, 'text-color': colour.jadeDeep },
    },
  ]
}

/** How much there is where: one hue, from pale to deep; red, yellow and green belong to lamps. Below the names. */
const heat: LayerSpecification = {
  id: 'heat',
  type: 'heatmap',
  source: 'heat',
  paint: {
    'heatmap-weight': ['get', 'weight'],
    'heatmap-intensity': ['interpolate', ['linear'], ['zoom'], 10, 0.8, 17, 1.6],
    'heatmap-radius': ['interpolate', ['exponential', 1.6], ['zoom'], 10, 12, 13, 24, 16, 64],
    'heatmap-opacity': 0.8,
    'heatmap-color': [
      'interpolate',
      ['linear'],
      ['heatmap-density'],
      0,
      'rgba(19, 106, 102, 0)',
      0.15,
      'rgba(141, 191, 184, 0.75)',
      0.5,
      colour.jade,
      1,
      colour.jadeDeep,
    ],
  },
}

/** Points and clusters on top; what was chosen above all. */
const marks: LayerSpecification[] = [
  {
    id: 'point',
    type: 'symbol',
    source: 'points',
    filter: ['!', ['has', 'point_count']],
    layout: {
      'icon-image': ['concat', 'lamp-', ['get', 'tone']],
      'icon-allow-overlap': true,
      'symbol-sort-key': ['match', ['get', 'tone'], 'red', 3, 'yellow', 2, 'green', 1, 0],
    },
  },
  {
    id: 'cluster',
    type: 'symbol',
    source: 'points',
    filter: ['has', 'point_count'],
    layout: {
      'icon-image': [
        'concat',
        'cluster-',
        ['to-string', ['get', 'red']],
        '-',
        ['to-string', ['get', 'yellow']],
        '-',
        ['to-string', ['get', 'green']],
        '-',
        ['to-string', ['get', 'off']],
      ],
      'icon-allow-overlap': true,
    },
  },
  {
    id: 'pin',
    type: 'symbol',
    source: 'chosen',
    layout: { 'icon-image': 'pin', 'icon-anchor': 'bottom', 'icon-allow-overlap': true },
  },
]

/** Layers that answer to a pointer, topmost first. */
export const touchable = ['cluster', 'point', 'building', 'grid-fill'] as const

/** The quiet paper map. No tiles, no fonts, no sprites from anywhere: shapes are our own data, letters the system's. */
export function mapStyle(lang: 'zh' | 'en', zoom: number): StyleSpecification {
  return {
    version: 8,
    sources: {
      base: emptySource,
      areas: emptySource,
      buildings: { ...emptySource, promoteId: 'id' },
      grids: { ...emptySource, promoteId: 'id' },
      points: {
        ...emptySource,
        cluster: true,
        clusterRadius: 54,
        clusterMaxZoom: 16,
        clusterProperties: { red: sum('red'), yellow: sum('yellow'), green: sum('green'), off: sum('off') },
      },
      heat: emptySource,
      chosen: emptySource,
    },
    layers: [...ground, ...places, heat, ...labels(lang, zoom), ...marks],
  }
}
