import type { Role } from '../../kernel/contract/roles.ts'

/** Who may look through the audit; of departments only the offices of discipline inspection, which the server knows. */
export const watchers = ['administrator', 'supervisor', 'department'] as const satisfies readonly Role[]
/** Whose work it is: the entry in the navigation. */
export const watchersByRole = ['administrator', 'supervisor'] as const satisfies readonly Role[]
/** Who sets when an alarm is raised. */
export const alarmSetters = ['administrator'] as const satisfies readonly Role[]
