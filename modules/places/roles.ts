import type { Role } from '../../kernel/contract/roles.ts'

/** Who keeps the register of places and grids: the administrator all of it, a street its own part. */
export const keepers = ['administrator', 'street'] as const satisfies readonly Role[]

/** Who looks at the register and at what a change of grids would move. */
export const registerReaders = ['administrator', 'street', 'community'] as const satisfies readonly Role[]
