import { sql, type Tx } from '../db.ts'
import type { LedgerEvent } from './record.ts'
import type { Subscriber } from './subscriber.ts'

export const happened = 'tests.happened'

/** Writes down what it hears in `public.heard`. @param then what comes of it in the same transaction */
export const listening = (name: string, then?: (tx: Tx, event: LedgerEvent) => unknown): Subscriber => ({
  name,
  types: [happened],
  handle: async (tx, event) => {
    await sql`insert into public.heard values (${name}, ${event.seq})`.execute(tx)
    await then?.(tx, event)
  },
})
