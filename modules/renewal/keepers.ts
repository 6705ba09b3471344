import type { Tx } from '../../kernel/db.ts'
import { chainOfPlace, departmentsFor } from '../people/public.ts'
import type { ProjectRecord } from './tables.ts'

/** Posts that may keep what is built: the chain of the place, then departments and property firms that serve it. */
export async function keepersOf(tx: Tx, { tenant_id, place_id }: ProjectRecord, at: Date) {
  const chain = await chainOfPlace(tx, tenant_id, place_id, at)
  const beside = await departmentsFor(tx, tenant_id, place_id)
  return [...chain, ...beside].map(({ id, name, nameEn }) => ({ id, name, nameEn }))
}
