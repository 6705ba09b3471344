import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, Named, WordsSchema } from '../../kernel/contract/ids.ts'

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
  scope: 'places',
  path: '/api/places/children',
  summary: { zh: '下级地点', en: 'Places below a place' },
  query: Type.Object({ parentId: Type.Optional(idSchema<'place'>()) }),
  response: Type.Object({ levels: Type.Array(LevelView), above: Type.Array(PlaceView), places: Type.Array(PlaceView) }),
})

/** Public: places whose names hold what was typed; `机床厂三幢` finds building 3 of 机床厂小区. `above`: names, the root first. */
export const searchPlaces = endpoint({
  id: 'places.search',
  method: 'GET',
  scope: 'places',
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
  scope: 'places',
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
  scope: 'places',
  path: '/api/grids',
  summary: { zh: '网格', en: 'Grids' },
  query: Type.Object({ placeId: Type.Optional(idSchema<'place'>()) }),
  response: Type.Object({ grids: Type.Array(GridView) }),
})

/** Communities in which the keeper makes grids: how many each has, and how many of its buildings lie in none. */
export const gridHomes = endpoint({
  id: 'places.grid_homes',
  method: 'GET',
  path: '/api/grid-homes',
  summary: { zh: '可设网格的社区', en: 'Communities that have grids' },
  response: Type.Object({
    homes: Type.Array(
      Type.Object({
        placeId: idSchema<'place'>(),
        name: Type.String(),
        nameEn: Type.String(),
        grids: Type.Integer(),
        loose: Type.Integer(),
      }),
    ),
  }),
})

const gridName = { name: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }) }
const gridNameEn = { nameEn: Type.Optional(Type.String({ maxLength: 60 })) }

/** Makes an empty grid of a community; its code follows from the community's. Administrator, and a street in its own part. */
export const addGrid = endpoint({
  id: 'places.add_grid',
  method: 'POST',
  path: '/api/grids',
  summary: { zh: '新建网格', en: 'Make a grid' },
  body: Type.Object({ placeId: idSchema<'place'>(), ...gridName, ...gridNameEn }),
  response: Type.Object({ id: idSchema<'grid'>(), code: Type.String() }),
})

export const renameGrid = endpoint({
  id: 'places.rename_grid',
  method: 'POST',
  path: '/api/grids/:gridId/name',
  summary: { zh: '网格改名', en: 'Rename a grid' },
  params: Type.Object({ gridId: idSchema<'grid'>() }),
  body: Type.Object({ ...gridName, ...gridNameEn }),
  response: Done,
})

/** Buildings of a grid's community that lie elsewhere, or in none: those in no grid first, 2,000 at most. */
export const gridCandidates = endpoint({
  id: 'places.grid_candidates',
  method: 'GET',
  path: '/api/grids/:gridId/candidates',
  summary: { zh: '可调入网格的楼栋', en: 'Buildings that a grid could take' },
  params: Type.Object({ gridId: idSchema<'grid'>() }),
  response: Type.Object({
    buildings: Type.Array(
      Type.Object({
        id: idSchema<'place'>(),
        name: Type.String(),
        nameEn: Type.String(),
        /** What it stands in; empty where that is the community itself. */
        above: Type.String(),
        aboveEn: Type.String(),
        households: Type.Integer(),
        grid: nullable(Named),
      }),
    ),
  }),
})

const moved = {
  placeIds: Type.Array(idSchema<'place'>(), { minItems: 1, maxItems: 500 }),
}

/**
 * Moves buildings into a grid from now on, or from a later day (`fromDay`); history is kept. Administrator, and a street in
 * its own part. `moveId`: the plan, where the day is to come.
 */
export const moveToGrid = endpoint({
  id: 'places.move_to_grid',
  method: 'POST',
  path: '/api/grids/:gridId/buildings',
  summary: { zh: '划入网格', en: 'Put buildings into a grid' },
  params: Type.Object({ gridId: idSchema<'grid'>() }),
  body: Type.Object({
    ...moved,
    why: Type.String({ minLength: 2, maxLength: 200 }),
    fromDay: Type.Optional(Day),
  }),
  response: Type.Object({ moved: Type.Integer(), moveId: nullable(idSchema<'gridMove'>()) }),
})

const GridSize = Type.Object({ buildings: Type.Integer(), households: Type.Integer() })
export type GridSize = Static<typeof GridSize>

/** Fewer or more households than usual; a mark, never a refusal. */
export const GridWarning = nullable(Type.Union([Type.Literal('few'), Type.Literal('many')]))

const PassingPost = Type.Object({
  postId: idSchema<'post'>(),
  name: Type.String(),
  nameEn: Type.String(),
  acting: nullable(Type.String()),
})

/** What a move would change, before it is made: sizes of grids, and how much passes from which post to which. */
export const previewMove = endpoint({
  id: 'places.preview_move',
  method: 'POST',
  path: '/api/grids/:gridId/buildings/preview',
  summary: { zh: '网格调整预览', en: 'Preview of a change of grids' },
  params: Type.Object({ gridId: idSchema<'grid'>() }),
  body: Type.Object(moved),
  response: Type.Object({
    moving: Type.Integer(),
    /** Those that lie in that grid already. */
    staying: Type.Integer(),
    households: Type.Integer(),
    grids: Type.Array(
      Type.Object({
        id: idSchema<'grid'>(),
        name: Type.String(),
        nameEn: Type.String(),
        before: GridSize,
        after: GridSize,
        warning: GridWarning,
      }),
    ),
    /** `to` is `from` where it stays and counts for the other grid. */
    passing: Type.Array(
      Type.Object({ kind: Type.Literal('matters'), from: PassingPost, to: PassingPost, count: Type.Integer() }),
    ),
  }),
})

/** Changes of grids that are to come, and those of the last 90 days. */
export const listMoves = endpoint({
  id: 'places.moves',
  method: 'GET',
  path: '/api/grid-moves',
  summary: { zh: '网格调整记录', en: 'Changes of grids' },
  query: Type.Object({ gridId: Type.Optional(idSchema<'grid'>()) }),
  response: Type.Object({
    planned: Type.Array(
      Type.Object({
        id: idSchema<'gridMove'>(),
        gridId: idSchema<'grid'>(),
        gridName: Type.String(),
        gridNameEn: Type.String(),
        fromAt: Instant,
        why: Type.String(),
        buildings: Type.Array(Named),
        mayCancel: Type.Boolean(),
      }),
    ),
    past: Type.Array(
      Type.Object({
        placeId: idSchema<'place'>(),
        name: Type.String(),
        nameEn: Type.String(),
        fromGrid: nullable(Named),
        toGrid: Named,
        at: Instant,
        why: Type.String(),
      }),
    ),
  }),
})

export const cancelMove = endpoint({
  id: 'places.cancel_move',
  method: 'POST',
  path: '/api/grid-moves/:moveId/cancel',
  summary: { zh: '取消待生效的网格调整', en: 'Call off a change of grids' },
  params: Type.Object({ moveId: idSchema<'gridMove'>() }),
  response: Done,
})

const placeParams = Type.Object({ placeId: idSchema<'place'>() })
/** Something other than spaces must be in it. */
const name = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' })
const nameEn = Type.Optional(Type.String({ maxLength: 80 }))
const households = Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 }))

const GridSpan = Type.Object({
  id: idSchema<'grid'>(),
  name: Type.String(),
  nameEn: Type.String(),
  fromAt: Instant,
  toAt: nullable(Instant),
  why: Type.String(),
})

/** One place of the register with its grid at an instant and the grids that it lay in. */
export const getPlace = endpoint({
  id: 'places.get',
  method: 'GET',
  scope: 'places',
  path: '/api/places/:placeId',
  summary: { zh: '地点详情', en: 'One place' },
  params: placeParams,
  query: Type.Object({ at: Type.Optional(Instant) }),
  response: Type.Object({
    place: PlaceView,
    kind: LevelView.properties.kind,
    levelName: Type.Object({ zh: Type.String(), en: Type.String() }),
    endedAt: nullable(Instant),
    above: Type.Array(PlaceView),
    below: Type.Array(PlaceView),
    buildings: Type.Integer(),
    grid: nullable(Type.Object({ id: idSchema<'grid'>(), name: Type.String(), nameEn: Type.String() })),
    grids: Type.Array(GridSpan),
    mayKeep: Type.Boolean(),
  }),
})

/** A new place below another. Administrator, and a street in its own part. */
export const addPlace = endpoint({
  id: 'places.add',
  method: 'POST',
  path: '/api/places/:placeId/below',
  summary: { zh: '新增下级地点', en: 'Add a place below' },
  params: placeParams,
  body: Type.Object({
    level: Type.String({ maxLength: 40 }),
    name,
    nameEn,
    households,
    /** Where a pin goes; the system in which the numbers were read decides how they are converted. */
    lng: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
    crs: Type.Optional(
      Type.Union([Type.Literal('WGS84'), Type.Literal('CGCS2000'), Type.Literal('GCJ02'), Type.Literal('BD09')]),
    ),
  }),
  response: Type.Object({ id: idSchema<'place'>(), code: Type.String() }),
})

/** Another name or number of households; the code on posters stays. */
export const changePlace = endpoint({
  id: 'places.change',
  method: 'PUT',
  path: '/api/places/:placeId',
  summary: { zh: '修改地点', en: 'Change a place' },
  params: placeParams,
  body: Type.Object({ name, nameEn, households }),
  response: Done,
})

/** A place that is no more; what happened there stays. Refused while live places lie below it, or anything lives in it. */
export const retirePlace = endpoint({
  id: 'places.retire',
  method: 'POST',
  path: '/api/places/:placeId/retire',
  summary: { zh: '停用地点', en: 'Retire a place' },
  params: placeParams,
  body: Type.Object({ why: Type.String({ minLength: 2, maxLength: 200 }) }),
  response: Done,
})

/** What a level is called. Administrator. */
export const nameLevel = endpoint({
  id: 'places.name_level',
  method: 'PUT',
  path: '/api/place-levels/:code',
  summary: { zh: '层级名称', en: 'Name a level' },
  params: Type.Object({ code: Type.String({ maxLength: 40 }) }),
  body: Type.Object({ zh: name, en: name }),
  response: Done,
})

/** A level more, right below another (`below`), or on top. Administrator. */
export const addLevel = endpoint({
  id: 'places.add_level',
  method: 'POST',
  path: '/api/place-levels',
  summary: { zh: '增加层级', en: 'Add a level' },
  body: Type.Object({
    below: nullable(Type.String({ maxLength: 40 })),
    kind: LevelView.properties.kind,
    zh: name,
    en: name,
  }),
  response: Type.Object({ code: Type.String() }),
})

/** Takes away a level in which no place has ever been. Administrator. */
export const removeLevel = endpoint({
  id: 'places.remove_level',
  method: 'POST',
  path: '/api/place-levels/:code/remove',
  summary: { zh: '去掉层级', en: 'Remove a level' },
  params: Type.Object({ code: Type.String({ maxLength: 40 }) }),
  response: Done,
})

/** Systems in which coordinates are read and kept. */
export const crsNames = ['WGS84', 'CGCS2000', 'GCJ02', 'BD09'] as const

/** Draws or corrects the outline of a place by its corners (none: takes it away). Administrator, and a street in its own part. */
export const drawPlace = endpoint({
  id: 'places.draw',
  method: 'PUT',
  path: '/api/places/:placeId/outline',
  summary: { zh: '绘制地点轮廓', en: 'Draw the outline of a place' },
  params: placeParams,
  body: Type.Object({
    /** Longitude and latitude of each. */
    corners: Type.Array(Type.Array(Type.Number({ minimum: -180, maximum: 180 }), { minItems: 2, maxItems: 2 }), {
      maxItems: 200,
    }),
    crs: Type.Optional(Type.Enum(crsNames)),
  }),
  /** Corners kept, and square metres on the ground. */
  response: Type.Object({ corners: Type.Integer(), area: Type.Integer() }),
})

/** What lies right below a place of the reader's part, counted; without `parentId` where that part begins. */
export const placeTree = endpoint({
  id: 'places.tree',
  method: 'GET',
  path: '/api/places/tree',
  summary: { zh: '地点登记册', en: 'The register of places' },
  query: Type.Object({ ...PageQuery, parentId: Type.Optional(idSchema<'place'>()) }),
  response: Type.Object({
    levels: Type.Array(LevelView),
    /** The root first, the place itself last; `open`: within the reader's part. */
    above: Type.Array(Type.Object({ place: PlaceView, open: Type.Boolean() })),
    mayKeep: Type.Boolean(),
    mayName: Type.Boolean(),
    rows: Type.Array(
      Type.Object({
        id: idSchema<'place'>(),
        code: Type.String(),
        name: Type.String(),
        nameEn: Type.String(),
        level: Type.String(),
        levelName: WordsSchema,
        kind: LevelView.properties.kind,
        buildings: Type.Integer(),
        households: Type.Integer(),
        below: Type.Integer(),
        drawn: Type.Boolean(),
      }),
    ),
    total: Type.Integer(),
    offset: Type.Integer(),
    limit: Type.Integer(),
  }),
})

/** Posters with the code of a building, or of all buildings below a place, as one PDF; 300 at most. */
export const placePosters = endpoint({
  id: 'places.posters',
  method: 'GET',
  path: '/api/places/:placeId/posters.pdf',
  summary: { zh: '楼栋二维码海报', en: 'Posters of buildings' },
  params: placeParams,
  query: Type.Object({
    size: Type.Optional(Type.Union([Type.Literal('A4'), Type.Literal('A6')])),
    /** These buildings alone: their ids, with commas between. */
    only: Type.Optional(Type.String({ maxLength: 3700, pattern: '^[0-9a-f-]{36}(,[0-9a-f-]{36})*$' })),
  }),
  produces: 'bytes',
  hands: 'public',
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
