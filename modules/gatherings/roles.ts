import type { Role } from '../../kernel/contract/roles.ts'

/** Posts that plan gatherings for their places. */
export const organisers = ['community', 'street', 'department'] as const satisfies readonly Role[]
/** Posts that see the gatherings of their places. */
export const gatheringReaders = [...organisers, 'grid_worker', 'supervisor'] as const satisfies readonly Role[]
