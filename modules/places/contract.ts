import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { idSchema, WordsSchema } from '../../kernel/contract/ids.ts'

/** A place as lists, choosers and maps need it. */
export const PlaceView = Type.Object({
  id: idSchema<'place'>(),
  parentId: nullable(idSchema<'place'>()),
  code: Type.String(),
  level: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  path: Type.String(),
  households: Type.Integer(),
  lng: nullable(Type.Number()),
  lat: nullable(Type.Number()),
})
export type PlaceView = Static<typeof PlaceView>

/** A GeoJSON feature collection in WGS-84; `properties.id/name/nameEn/kind/floors/gridId/level`. */
export const FeatureCollection = Type.Object({
  type: Type.Literal('FeatureCollection'),
  features: Type.Array(
    Type.Object({
      type: Type.Literal('Feature'),
      id: Type.Optional(Type.String()),
      geometry: Type.Unknown(),
      properties: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
})

export const GridView = Type.Object({
  id: idSchema<'grid'>(),
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  placeId: idSchema<'place'>(),
  placeName: Type.String(),
  placeNameEn: Type.String(),
  buildings: Type.Integer(),
  households: Type.Integer(),
})
export type GridView = Static<typeof GridView>

/** `kind` is what the program knows of a level: area of administration, compound, building, inside a building. */
export const LevelView = Type.Object({
  code: Type.String(),
  rank: Type.Integer(),
  kind: Type.Union([Type.Literal('area'), Type.Literal('compound'), Type.Literal('building'), Type.Literal('inside')]),
  zh: Type.String(),
  en: Type.String(),
})
export type LevelView = Static<typeof LevelView>

/** Public: what a poster's code stands for, with the names above it. */
export const placeByCode = endpoint({
  id: 'places.by_code',
  method: 'GET',
  path: '/api/places/by-code/:code',
  summary: { zh: '扫码找地点', en: 'The place of a QR code' },
  params: Type.Object({ code: Type.String({ maxLength: 60 }) }),
  response: Type.Object({ place: PlaceView, above: Type.Array(PlaceView), below: Type.Array(PlaceView) }),
})

/** Public: the children of a place (the roots without `parentId`), for choosing without a map. */
export const placeChildren = endpoint({
  id: 'places.children',
  method: 'GET',
  path: '/api/places/children',
  summary: { zh: '下级地点', en: 'Places below a place' },
  query: Type.Object({ parentId: Type.Optional(idSchema<'place'>()) }),
  response: Type.Object({ levels: Type.Array(LevelView), above: Type.Array(PlaceView), places: Type.Array(PlaceView) }),
})

/** Public: places whose names hold what was typed; `机床厂三幢` finds building 3 of 机床厂小区. `above`: names, the root first. */
export const searchPlaces = endpoint({
  id: 'places.search',
  method: 'GET',
  path: '/api/places/search',
  summary: { zh: '搜索地点', en: 'Search places' },
  query: Type.Object({
    q: Type.String({ minLength: 1, maxLength: 60 }),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  }),
  response: Type.Object({ places: Type.Array(Type.Object({ place: PlaceView, above: Type.Array(Type.String()) })) }),
})

/** Public: base map (roads, water, green …), areas, buildings and grids below a place. */
export const placeMap = endpoint({
  id: 'places.map',
  method: 'GET',
  path: '/api/places/map',
  summary: { zh: '地图数据', en: 'Map data' },
  query: Type.Object({ placeId: Type.Optional(idSchema<'place'>()) }),
  response: Type.Object({
    base: FeatureCollection,
    areas: FeatureCollection,
    buildings: FeatureCollection,
    grids: FeatureCollection,
  }),
})

/** Public: the grids at or below a place. */
export const listGrids = endpoint({
  id: 'places.grids',
  method: 'GET',
  path: '/api/grids',
  summary: { zh: '网格', en: 'Grids' },
  query: Type.Object({ placeId: Type.Optional(idSchema<'place'>()) }),
  response: Type.Object({ grids: Type.Array(GridView) }),
})

/** Moves buildings into a grid from now on; history is kept. Administrator. */
export const moveToGrid = endpoint({
  id: 'places.move_to_grid',
  method: 'POST',
  path: '/api/grids/:gridId/buildings',
  summary: { zh: '划入网格', en: 'Put buildings into a grid' },
  params: Type.Object({ gridId: idSchema<'grid'>() }),
  body: Type.Object({
    placeIds: Type.Array(idSchema<'place'>(), { minItems: 1, maxItems: 500 }),
    why: Type.String({ minLength: 2, maxLength: 200 }),
  }),
  response: Type.Object({ moved: Type.Integer() }),
})

/** How many live where, as it was entered; administrators. */
export const listPopulations = endpoint({
  id: 'places.populations',
  method: 'GET',
  path: '/api/populations',
  summary: { zh: '常住人口', en: 'Residents by place' },
  response: Type.Object({
    places: Type.Array(
      Type.Object({
        id: idSchema<'place'>(),
        name: WordsSchema,
        above: nullable(WordsSchema),
        households: Type.Integer(),
        /** Of the latest year; null: nobody has entered any. */
        year: nullable(Type.Integer()),
        residents: nullable(Type.Integer()),
        source: nullable(Type.String()),
      }),
    ),
  }),
})

/** Enters how many live at a place in a year, and who says so. */
export const savePopulation = endpoint({
  id: 'places.save_population',
  method: 'POST',
  path: '/api/populations',
  summary: { zh: '登记常住人口', en: 'Enter how many live at a place' },
  body: Type.Object({
    placeId: idSchema<'place'>(),
    year: Type.Integer({ minimum: 1950, maximum: 2100 }),
    residents: Type.Integer({ minimum: 1, maximum: 50_000_000 }),
    source: Type.String({ minLength: 2, maxLength: 200, pattern: '\\S' }),
  }),
  response: Done,
})
