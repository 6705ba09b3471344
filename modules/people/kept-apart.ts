import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { plugInto } from '../../kernel/plug.ts'

/** Whether somebody is such a person, now or at any time before. */
type Source = (tx: Tx, tenantId: TenantId, personId: PersonId) => Promise<boolean>

const sources: Source[] = []

/**
 * Higher tiers say here who speaks of offices: whoever could enter as them would read what they said of that very office. No
 * second link is handed to them, and only an administrator issues them a code. @returns takes it back: for tests.
 */
export const registerKeptApart = (source: Source): (() => void) => plugInto(sources, source)

/** Whether nobody but an administrator may help this person to sign in again. */
export async function isKeptApart(tx: Tx, tenantId: TenantId, personId: PersonId): Promise<boolean> {
  for (const source of sources) if (await source(tx, tenantId, personId)) return true
  return false
}
