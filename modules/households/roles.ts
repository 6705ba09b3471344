import type { Role } from '../../kernel/contract/roles.ts'

/** Posts in charge: they see who lives in their grid or place, and change it. */
export const inChargeRoles = ['grid_worker', 'community'] as const satisfies readonly Role[]
/** Who reads open notes, without door and names. */
export const noteReaders = [...inChargeRoles, 'street'] as const satisfies readonly Role[]
/** Who sees figures and coverage. */
export const figureReaders = [...noteReaders, 'supervisor'] as const satisfies readonly Role[]
/** Who brings in whole registers. */
export const householdImporters = ['community', 'street'] as const satisfies readonly Role[]
