import type { Services } from '../../kernel/http/route.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { linesToMove, moveLine } from './line-service.ts'

/** Moves lines on where somebody did not answer in time, each in its own transaction. */
export async function moveLines({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const at = clock.now()
  for (const { tenantId, resourceId } of await db.read((tx) => linesToMove(tx, at)))
    await db.tx((tx) => moveLine(tx, tenantId, resourceId, at))
}

/** A place that is offered for two hours is not to be held for three. */
export const lineTick: Tick = {
  name: 'stations.lines',
  everyMs: 60_000,
  run: async (services) => {
    await moveLines(services)
    return false
  },
}
