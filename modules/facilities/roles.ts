import type { Role } from '../../kernel/contract/roles.ts'

/** Posts that keep the register of facilities of their places, with its devices and residents. */
export const registrars = ['community', 'street'] as const satisfies readonly Role[]
/** Who sees all facilities of their places. */
export const placeReaders = [
  ...registrars,
  'supervisor',
  'compound_secretary',
  'building_lead',
] as const satisfies readonly Role[]
/** Who may open the pages at all: those, grid workers for their grid, and any post for what it keeps. */
export const facilityReaders = [
  ...placeReaders,
  'grid_worker',
  'center_household',
  'department',
  'property_firm',
] as const satisfies readonly Role[]
/** Posts that can keep a facility. */
export const inspectors = facilityReaders.filter((role) => role !== 'supervisor')
