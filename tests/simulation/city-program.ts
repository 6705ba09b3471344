import { openLiren } from '../../apps/server/liren.ts'
import { modules } from '../../apps/server/modules.ts'
import { serve } from '../../apps/server/serve.ts'
import { StandingClock } from '../../kernel/clock.ts'
import type { Config } from '../../kernel/config.ts'
import { checkpointTick } from '../../kernel/events/checkpoint.ts'
import { deliverAll } from '../../kernel/events/deliver.ts'
import { upkeepTick } from '../../kernel/events/upkeep.ts'
import type { Services } from '../../kernel/http/route.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'

/** One of the city's programs, whose clock the simulation turns. */
export interface CityProgram {
  /** Where it listens; empty for a worker. */
  readonly address: string
  turn(at: Date): Promise<void>
  /** Does all that is due at this instant. @returns how many deliveries it made. */
  settle(): Promise<number>
  stop(): Promise<void>
}

/**
 * The programs of production with another clock. There is no switch in them for it: the clock is given where a program
 * is put together, and those of `apps/cli` are put together with the machine's.
 */
export async function openProgram(role: 'server' | 'worker', config: Config, at: Date): Promise<CityProgram> {
  const clock = new StandingClock(at)
  const liren = await openLiren({ config, clock, connections: role === 'server' ? 12 : 6 })
  const turn = async (to: Date) => clock.set(to)
  if (role === 'server') {
    const serving = await serve(liren, { port: 0, host: '127.0.0.1', rateLimits: false })
    const stop = async () => {
      await serving.stop()
      await liren.close()
    }
    return { address: serving.address, turn, stop, settle: async () => 0 }
  }
  return { address: '', turn, settle: settling(liren), stop: () => liren.close() }
}

/** As a worker with several turns side by side. */
const lanes = 3

/** What a worker does by itself, told when: every tick that its interval of virtual time asks for, and all deliveries. */
function settling(services: Services): () => Promise<number> {
  const ticks: readonly Tick[] = [checkpointTick, upkeepTick, ...modules.flatMap((module) => [...module.ticks])]
  const subscribers = modules.flatMap((module) => [...module.subscribers])
  const last = new Map<Tick, number>()
  const deliver = async () => {
    const each = await Promise.all(Array.from({ length: lanes }, () => deliverAll(services, subscribers)))
    return each.reduce((sum, count) => sum + count, 0)
  }
  return async () => {
    const now = services.clock.now().getTime()
    let delivered = await deliver()
    for (const tick of ticks) {
      if (now - (last.get(tick) ?? Number.NEGATIVE_INFINITY) < tick.everyMs) continue
      last.set(tick, now)
      while (await tick.run(services));
    }
    for (let more = await deliver(); more > 0; more = await deliver()) delivered += more
    return delivered
  }
}
