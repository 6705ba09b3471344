import type { Role } from '../../kernel/contract/roles.ts'

/** Posts that keep points, routes and campaigns of their places. */
export const keepers = ['community', 'street'] as const satisfies readonly Role[]
/** Posts that may write another version of a checklist. */
export const checklistKeepers = ['street'] as const satisfies readonly Role[]
/** Who sees all of their places. */
export const placeReaders = [
  ...keepers,
  'supervisor',
  'compound_secretary',
  'building_lead',
] as const satisfies readonly Role[]
/** Who may open the pages at all: those, grid workers for their grid, and any post for the routes that it holds. */
export const safetyReaders = [
  ...placeReaders,
  'grid_worker',
  'center_household',
  'department',
  'property_firm',
] as const satisfies readonly Role[]
/** Posts that can hold a route, look again at a hazard and knock at doors. */
export const walkers = safetyReaders.filter((role) => role !== 'supervisor')
