import type { Role } from '../../../kernel/contract/roles.ts'

/** Who plans and runs projects at the desk. The server decides again on every call. */
export const projectRunners = ['community', 'street'] as const satisfies readonly Role[]
/** Who opens the desk's pages of projects. */
export const projectReaders = [...projectRunners, 'supervisor'] as const satisfies readonly Role[]
