import type { PostId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import type { Tx } from '../../kernel/db.ts'
import { facilityInspectors } from '../facilities/public.ts'
import { chainOfPlace, departmentsFor } from '../people/public.ts'
import type { ProjectRecord } from './tables.ts'

/**
 * Posts that may keep what is built: those of the chains of its places, departments and property firms, that inspect
 * facilities; each once, the nearest to the project's place first.
 */
export async function keepersOf(tx: Tx, { tenant_id, place_id, touched_ids }: ProjectRecord, at: Date) {
  const inspect: readonly Role[] = facilityInspectors
  const keepers = new Map<PostId, { id: PostId; name: string; nameEn: string }>()
  for (const placeId of [place_id, ...touched_ids]) {
    const chain = await chainOfPlace(tx, tenant_id, placeId, at)
    for (const { id, name, nameEn, role } of [...chain, ...(await departmentsFor(tx, tenant_id, placeId))])
      if (inspect.includes(role)) keepers.set(id, { id, name, nameEn })
  }
  return [...keepers.values()]
}
