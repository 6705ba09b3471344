import type { Role } from '../../kernel/contract/roles.ts'

/** Posts that know the neighbourhood: they note wishes, ask both sides, and see all of their place (grid workers: of their grid). */
export const pairers = ['community', 'street', 'grid_worker'] as const satisfies readonly Role[]
/** Who hears at a visit that somebody would like to help: those in charge of the household alone. */
export const hearers = ['community', 'grid_worker'] as const satisfies readonly Role[]
/** Posts that form teams. */
export const teamKeepers = ['community', 'street'] as const satisfies readonly Role[]
/** Who opens the desk pages: those, and who answers for a compound or a building, for theirs. */
export const neighbourReaders = [...pairers, 'compound_secretary', 'building_lead'] as const satisfies readonly Role[]
