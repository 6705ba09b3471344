import type { Role } from '../../kernel/contract/roles.ts'

/** Who may set the rules and look through who saw what. */
export const auditors = ['administrator'] as const satisfies readonly Role[]
/** Whose post may be the one that answers requests. */
export const answerers = [
  'administrator',
  'community',
  'street',
  'department',
  'supervisor',
] as const satisfies readonly Role[]
