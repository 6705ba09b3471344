import type { Role } from '../../kernel/contract/roles.ts'
import type { Tx } from '../../kernel/db.ts'
import { facilityInspectors } from '../facilities/public.ts'
import { chainOfPlace, departmentsFor } from '../people/public.ts'
import type { ProjectRecord } from './tables.ts'

/** Posts that may keep what is built: those of the chain of the place, departments and property firms, that inspect facilities. */
export async function keepersOf(tx: Tx, { tenant_id, place_id }: ProjectRecord, at: Date) {
  const chain = await chainOfPlace(tx, tenant_id, place_id, at)
  const beside = await departmentsFor(tx, tenant_id, place_id)
  const inspect: readonly Role[] = facilityInspectors
  return [...chain, ...beside]
    .filter(({ role }) => inspect.includes(role))
    .map(({ id, name, nameEn }) => ({ id, name, nameEn }))
}
