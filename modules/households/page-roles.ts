import type { Role } from '../../kernel/contract/roles.ts'

// Who may open which page; the server decides again on every call.

/** In charge of households: of a grid, of a community. */
export const doorKnockers: readonly Role[] = ['grid_worker', 'community']
/** Figures as well. */
export const householdReaders: readonly Role[] = [...doorKnockers, 'street', 'supervisor']
/** Notes, without names for the street. */
export const noteReaders: readonly Role[] = [...doorKnockers, 'street']
