import type { Role } from '../../../kernel/contract/roles.ts'

/** Who may open which page; the server decides again on every call. */
export const visitors: readonly Role[] = [
  'center_household',
  'building_lead',
  'compound_secretary',
  'grid_worker',
  'community',
  'street',
  'department',
  'property_firm',
]
export const readers: readonly Role[] = [...visitors, 'supervisor']
export const ruleReaders: readonly Role[] = [...readers, 'administrator']
/** Whose daily work it is: an entry in the navigation. */
export const walkers: readonly Role[] = ['grid_worker', 'community', 'street', 'department']
