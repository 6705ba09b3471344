import type { Role } from '../../kernel/contract/roles.ts'

/** Who has everything of a tenant made into one file. */
export const takers = ['administrator'] as const satisfies readonly Role[]
