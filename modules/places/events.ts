import type { GridId, Id, PlaceId } from '../../kernel/contract/ids.ts'

/** Stream of a place's events. */
export const placeStream = (placeId: PlaceId): string => `places:${placeId}`

/** A building belongs to another grid from the event's instant on. */
export const buildingMovedToGrid = 'places.building_moved_to_grid'
export interface BuildingMovedToGrid {
  readonly placeId: PlaceId
  readonly gridId: GridId
  /** Null when it lay in no grid before. */
  readonly fromGridId: GridId | null
  readonly why: string
}

export const gridStream = (gridId: GridId): string => `grids:${gridId}`
export const gridAdded = 'places.grid_added'
export interface GridAdded {
  readonly gridId: GridId
  readonly placeId: PlaceId
  readonly code: string
  readonly name: string
  readonly nameEn: string
}
export const gridRenamed = 'places.grid_renamed'
export interface GridRenamed {
  readonly gridId: GridId
  readonly was: { readonly name: string; readonly nameEn: string }
  readonly is: { readonly name: string; readonly nameEn: string }
}

/** Stream of a planned change of grids. */
export const gridMoveStream = (moveId: Id<'gridMove'>): string => `grid_moves:${moveId}`

/** Buildings are to belong to another grid from a later day on. */
export const gridMovePlanned = 'places.grid_move_planned'
export interface GridMovePlanned {
  readonly moveId: Id<'gridMove'>
  readonly gridId: GridId
  readonly placeIds: readonly PlaceId[]
  /** ISO instant: the beginning of the day. */
  readonly fromAt: string
  readonly why: string
}

export const gridMoveCancelled = 'places.grid_move_cancelled'
/** The day had come; each building that moved has an event of its own. */
export const gridMoveDone = 'places.grid_move_done'
export interface GridMoveEnded {
  readonly moveId: Id<'gridMove'>
  /** Buildings; null where it was cancelled. */
  readonly moved: number | null
}

export const placeAdded = 'places.place_added'
export interface PlaceAdded {
  readonly placeId: PlaceId
  readonly parentId: PlaceId | null
  readonly level: string
  readonly name: string
  /** Where it came in with a list. */
  readonly importId?: string
}

/** Name or households, as they were and as they are. */
export const placeChanged = 'places.place_changed'
export interface PlaceChanged {
  readonly placeId: PlaceId
  readonly was: { readonly name: string; readonly nameEn: string; readonly households: number }
  readonly is: { readonly name: string; readonly nameEn: string; readonly households: number }
}

/** The place is no more; it left its grid at the same instant. */
export const placeRetired = 'places.place_retired'
export interface PlaceRetired {
  readonly placeId: PlaceId
  readonly why: string
}

/** Stream of the names of a level. */
export const levelStream = (code: string): string => `place_levels:${code}`
export const levelNamed = 'places.level_named'
export interface LevelNamed {
  readonly code: string
  readonly zh: string
  readonly en: string
}

/** How many live at a place in a year, as a source says. */
export const populationEntered = 'places.population_entered'
export interface PopulationEntered {
  readonly placeId: PlaceId
  readonly year: number
  readonly residents: number
  readonly source: string
}

export const levelAdded = 'places.level_added'
export interface LevelAdded {
  readonly code: string
  /** The level right above; null: on top. */
  readonly below: string | null
  readonly kind: string
  readonly zh: string
  readonly en: string
}

export const levelRemoved = 'places.level_removed'
export interface LevelRemoved {
  readonly code: string
  readonly zh: string
  readonly en: string
}

/** The outline of a place was drawn or corrected; `corners` is 0 where it was taken away. */
export const placeDrawn = 'places.place_drawn'
export interface PlaceDrawn {
  readonly placeId: PlaceId
  readonly corners: number
  /** Square metres on the ground. */
  readonly area: number
}

/** Facts of a place that an import set, as they were and as they are; a point and an outline only as whether they changed. */
export const placeImported = 'places.place_imported'
export interface PlaceImported {
  readonly placeId: PlaceId
  readonly importId: string
  readonly changed: readonly string[]
  readonly was: ImportedFacts
  readonly is: ImportedFacts
}

interface ImportedFacts {
  readonly name: string
  readonly nameEn: string
  readonly households: number
  readonly floors: number | null
}

/** A place that was retired is in use again: a list that holds its code was brought in. */
export const placeRevived = 'places.place_revived'
export interface PlaceRevived {
  readonly placeId: PlaceId
  readonly importId: string
}
