import type { Role } from '../../kernel/contract/roles.ts'

/** Who sees residents who look for work, and brings them to firms: those who know the neighbourhood, and keep its firms. Nobody else. */
export const seekerReaders = ['grid_worker', 'community', 'street'] as const satisfies Role[]
