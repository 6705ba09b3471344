import type { Role } from '../../kernel/contract/roles.ts'

/** Posts that keep the register of a committee at their place. */
export const registrars = ['community', 'street'] as const satisfies readonly Role[]
/** Posts that see counts of their place, and nothing else. */
export const counters = ['community', 'street', 'supervisor'] as const satisfies readonly Role[]
/** Posts whose holders often sit in a committee: they find the page in the navigation. */
export const sitters = [
  ...counters,
  'compound_secretary',
  'grid_worker',
  'building_lead',
] as const satisfies readonly Role[]
