import type { Role } from '../../../kernel/contract/roles.ts'

/** Posts that work on matters. */
export const staff: readonly Role[] = [
  'center_household',
  'building_lead',
  'compound_secretary',
  'grid_worker',
  'community',
  'street',
  'department',
  'property_firm',
]

/** Who may open which page; the server decides again on every call. Administrators configure and read no matters. */
export const readers: readonly Role[] = [...staff, 'supervisor']
export const desks: readonly Role[] = ['grid_worker', 'compound_secretary', 'community', 'street']
export const dispatchers: readonly Role[] = ['community', 'street']
/** Who reads and tries rules; saving is for the administrator alone. */
export const ruleReaders: readonly Role[] = ['street', 'administrator']
