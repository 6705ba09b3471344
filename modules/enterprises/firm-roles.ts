import type { Role } from '../../kernel/contract/roles.ts'

/** Who reads the registers of buildings and firms. */
export const firmReaders = ['grid_worker', 'community', 'street', 'department', 'supervisor'] as const satisfies Role[]
/** Who keeps them. */
export const firmWriters = ['grid_worker', 'community', 'street'] as const satisfies Role[]
/** Who may ask for a contact's number: whoever works with firms, not who looks on. */
export const contactReaders = ['grid_worker', 'community', 'street', 'department'] as const satisfies Role[]
/** Who brings in whole files. */
export const firmImporters = ['community', 'street'] as const satisfies Role[]
