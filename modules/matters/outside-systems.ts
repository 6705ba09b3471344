import type { SystemId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { plugInto } from '../../kernel/plug.ts'

type NameSystems = (tx: Tx, tenantId: TenantId, ids: readonly SystemId[]) => Promise<ReadonlyMap<SystemId, string>>

const sources: NameSystems[] = []

/**
 * The module that lets systems of others in says what they are called, so that a timeline can.
 * @returns takes it away again: for tests, which share loaded code.
 */
export const registerSystemNames = (names: NameSystems): (() => void) => plugInto(sources, names)

/** What systems are called; one that nobody knows is left out. */
export async function namesOfSystems(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly SystemId[],
): Promise<ReadonlyMap<SystemId, string>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const found = await Promise.all(sources.map((names) => names(tx, tenantId, wanted)))
  return new Map(found.flatMap((names) => [...names]))
}
