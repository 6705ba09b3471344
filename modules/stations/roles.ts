import type { Role } from '../../kernel/contract/roles.ts'

/** Posts that keep stations and sharers of their places. */
export const keepers = ['community', 'street'] as const satisfies readonly Role[]
/** Who sees all of their places. */
export const placeReaders = [...keepers, 'supervisor', 'compound_secretary'] as const satisfies readonly Role[]
/** Who may open the pages at all: those, and any post for the station that it keeps. */
export const stationReaders = [
  ...placeReaders,
  'building_lead',
  'grid_worker',
  'center_household',
  'department',
  'property_firm',
] as const satisfies readonly Role[]
/** Posts that can keep a station. */
export const stationKeepers = stationReaders.filter((role) => role !== 'supervisor')
