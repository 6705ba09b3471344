/**
 * Households of a grid in towns, as GB/T 34300-2017 is commonly cited; a grid of another size is marked and never refused:
 * districts differ, and a grid of one institution has few households or none.
 */
export const usualHouseholds = { from: 300, to: 500 } as const

export type GridWarning = 'few' | 'many' | null

/** Whether a grid is smaller or larger than usual. */
export const sizeOf = (households: number): GridWarning =>
  households < usualHouseholds.from ? 'few' : households > usualHouseholds.to ? 'many' : null
