import type { Role } from '../../../kernel/contract/roles.ts'

/** Who may have tokens of their posts. */
export const tokenMakers: readonly Role[] = ['community', 'street', 'department', 'supervisor', 'administrator']
