import type { Role } from '../../kernel/contract/roles.ts'

/** Who reads policies and what fits in their area. */
export const policyReaders = [
  'grid_worker',
  'community',
  'street',
  'department',
  'supervisor',
  'administrator',
] as const satisfies Role[]
/** Who writes policies: for one's own area; a department those of its own office; administrators all. */
export const policyWriters = ['community', 'street', 'department', 'administrator'] as const satisfies Role[]
/** Who brings policies to the firms of one's area. */
export const policyPushers = ['community', 'street'] as const satisfies Role[]
/** Who writes down what came of it. */
export const pushMarkers = ['community', 'street', 'department'] as const satisfies Role[]
