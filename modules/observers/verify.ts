import type { MatterId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import type { Verify } from '../../kernel/events/verify.ts'
import type { SampleDrawn, SampleId } from './events.ts'
import { sampleStream } from './events.ts'
import { draw } from './samples/draw.ts'

interface Drawn {
  id: SampleId
  seed: string
  size: number
  population: MatterId[]
  items: MatterId[]
  told: SampleDrawn | null
}

/** Draws every sample once more, and holds it against its rows and the ledger. */
export const verifySamples: Verify = async ({ tx, tenantId, report }) => {
  const { rows } = await sql<Drawn>`
    select s.id, s.seed, s.size, s.population_ids as population,
      (select array_agg(i.matter_id order by i.position) from observers.sample_items i
        where i.tenant_id = s.tenant_id and i.sample_id = s.id) as items,
      (select e.payload from kernel.events_view e where e.tenant_id = s.tenant_id and e.stream = 'samples:' || s.id and e.seq = 1) as told
    from observers.samples s where s.tenant_id = ${tenantId}`.execute(tx)
  for (const { id, seed, size, population, items, told } of rows) {
    const again = draw(population, seed, size).join()
    const stream = sampleStream(id)
    if (again !== items.join()) report({ check: 'observers.sample', stream, what: 'is not what its seed draws' })
    if (again !== told?.matterIds.join() || seed !== told?.seed)
      report({ check: 'observers.sample', stream, what: 'is not what the ledger says was drawn' })
  }
  return { samples: rows.length }
}
