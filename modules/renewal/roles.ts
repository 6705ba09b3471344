import type { Role } from '../../kernel/contract/roles.ts'

/** Posts that run the projects of their places. */
export const projectKeepers = ['community', 'street'] as const satisfies readonly Role[]
/** Posts that read everything of a project of their places, drafts too. */
export const projectReaders = [...projectKeepers, 'supervisor'] as const satisfies readonly Role[]
/** Posts that look on by phone, and add photos. */
export const photographers = ['building_lead', 'compound_secretary', 'grid_worker'] as const satisfies readonly Role[]
