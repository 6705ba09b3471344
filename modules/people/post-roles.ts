import type { Role } from '../../kernel/contract/roles.ts'

/** Who may look into the directory of posts; volunteers and firms know their own chain. */
export const directoryReaders = [
  'grid_worker',
  'compound_secretary',
  'community',
  'street',
  'department',
  'supervisor',
  'administrator',
] as const satisfies readonly Role[]

/** Who records absences and issues one-time codes. */
export const postManagers = ['administrator', 'street', 'community'] as const satisfies readonly Role[]
