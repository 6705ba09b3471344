import type { Role } from '../../kernel/contract/roles.ts'

/** Who reads wants of their area, and all products and partners. */
export const financeReaders = [
  'grid_worker',
  'community',
  'street',
  'department',
  'supervisor',
] as const satisfies Role[]
/** Who raises, passes on and ends wants for firms of their area. */
export const wantKeepers = ['grid_worker', 'community', 'street'] as const satisfies Role[]
/** Who enters products for a partner of their area. */
export const productKeepers = ['community', 'street'] as const satisfies Role[]
/** Who confirms partners. */
export const partnerKeepers = ['street'] as const satisfies Role[]
