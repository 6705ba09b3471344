import type { MatterId, TenantId } from '../../kernel/contract/ids.ts'

/** Of whom, and until when, something is taken that is due; and the matters that are left for another time. */
export interface Due {
  readonly tenantId: TenantId
  readonly now: Date
  readonly but: readonly MatterId[]
}

/** A matter with which something that is due could not be done; `cause` says why. */
export class Stuck extends Error {
  readonly matterId: MatterId

  constructor(matterId: MatterId, cause: unknown) {
    super(`stuck at matter ${matterId}`, { cause })
    this.matterId = matterId
  }
}

/** Does something with a matter. Throws `Stuck` where that fails. */
export async function withMatter<Answer>(
  { id }: { readonly id: MatterId },
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    throw new Stuck(id, error)
  }
}
