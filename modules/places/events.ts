import type { GridId, PlaceId } from '../../kernel/contract/ids.ts'

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

/** How many live at a place in a year, as a source says. */
export const populationEntered = 'places.population_entered'
export interface PopulationEntered {
  readonly placeId: PlaceId
  readonly year: number
  readonly residents: number
  readonly source: string
}
