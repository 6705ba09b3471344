import type { Role } from '../../kernel/contract/roles.ts'

/** Who asks the people of a place: those who answer for it. */
export const askers = ['community', 'street'] as const satisfies readonly Role[]
/** Who sees consultations of their places on the desk. */
export const consultationReaders = [...askers, 'grid_worker', 'supervisor'] as const satisfies readonly Role[]
