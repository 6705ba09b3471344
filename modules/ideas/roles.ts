import type { Role } from '../../kernel/contract/roles.ts'

/** Posts that make calls for their places and answer the ideas. */
export const callKeepers = ['community', 'street'] as const satisfies readonly Role[]
/** Posts that type in paper forms for people of their places. */
export const formTypers = [
  'building_lead',
  'compound_secretary',
  'grid_worker',
  ...callKeepers,
] as const satisfies readonly Role[]
/** Posts that see the ideas of their places. */
export const ideaReaders = [...formTypers, 'supervisor'] as const satisfies readonly Role[]
/** Those among them who sit at a desk. */
export const ideaDesks = [...callKeepers, 'supervisor'] as const satisfies readonly Role[]
