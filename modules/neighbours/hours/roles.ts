import type { Role } from '../../../kernel/contract/roles.ts'

/** Posts that record hours and issue certificates for their places. */
export const hoursKeepers = ['community', 'street'] as const satisfies readonly Role[]
/** Who sets levels and exchange. */
export const hoursSetters = [...hoursKeepers, 'administrator'] as const satisfies readonly Role[]
