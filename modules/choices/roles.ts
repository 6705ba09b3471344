import type { Role } from '../../kernel/contract/roles.ts'

/** Posts that keep the register of owners of their places, put questions to them and answer objections. */
export const keepers = ['community', 'street'] as const satisfies readonly Role[]
/** Who sees the register and the questions of their places, names masked. */
export const choiceReaders = [...keepers, 'supervisor'] as const satisfies readonly Role[]
/** Who takes votes down, from paper or at the door: a grid worker for the buildings of the grid. */
export const takers = [...keepers, 'grid_worker'] as const satisfies readonly Role[]
/** Who types in paper ballots of votes in their places. */
export const ballotTypers = [...takers, 'building_lead', 'compound_secretary'] as const satisfies readonly Role[]
