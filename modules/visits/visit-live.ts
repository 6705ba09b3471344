import type { Tx } from '../../kernel/db.ts'
import { type LiveSignal, signalAllLive } from '../../kernel/live/hub.ts'
import type { DueRecord } from './tables.ts'
import { overseers } from './visit-scope.ts'

type Placed = Pick<DueRecord, 'tenant_id' | 'id' | 'place_path' | 'grid_id' | 'holder_post_id'>

/** Tells the screens of those who may see these dues: their holders, the grid workers on the spot, the offices above. */
export const signalDues = (tx: Tx, dues: readonly Placed[]): Promise<void> => signalAllLive(tx, dues.map(signalOf))

const signalOf = (due: Placed): LiveSignal => ({
  tenantId: due.tenant_id,
  topic: 'visit',
  id: due.id,
  persons: [],
  staff: {
    placePath: due.place_path,
    roles: overseers,
    gridId: due.grid_id,
    posts: [due.holder_post_id],
    keptFrom: [],
  },
})

/** The narrowest place that holds all of these; the whole tenant where there is none. */
export function commonPath(paths: readonly string[]): string {
  const [first = '/', ...others] = paths
  let common = first
  for (const path of others) while (!path.startsWith(common)) common = common.replace(/[^/]*\/$/, '')
  return common
}
