import { checkpointTick } from './events/checkpoint.ts'
import { deliverAll } from './events/deliver.ts'
import type { Subscriber } from './events/subscriber.ts'
import { upkeepTick } from './events/upkeep.ts'
import type { Services } from './http/route.ts'
import { runJobs, type Tick } from './jobs/jobs.ts'
import type { Module } from './module.ts'

export interface Worker {
  /** Stops taking work, waits for what runs. */
  stop(): Promise<void>
}

/** Deliveries are looked for this often when nothing is waiting. */
const deliveryPauseMs = 200

/** Runs subscribers, ticks and jobs of all modules until stopped. Any number of workers may run side by side. */
export async function startWorker(
  services: Services,
  modules: readonly Module[],
  log: (words: string) => void,
): Promise<Worker> {
  const subscribers: Subscriber[] = modules.flatMap((m) => [...m.subscribers])
  const ticks: Tick[] = [
    {
      name: 'kernel.deliveries',
      everyMs: deliveryPauseMs,
      run: async ({ db, clock, secrets }) => (await deliverAll({ db, clock, secrets }, subscribers)) > 0,
    },
    checkpointTick,
    upkeepTick,
    ...modules.flatMap((m) => [...m.ticks]),
  ]
  const stopJobs = await runJobs(
    services,
    modules.flatMap((m) => [...m.jobs]),
  )
  const loops = ticks.map((tick) => loop(tick, services, log))
  return {
    async stop() {
      await Promise.all([...loops.map((l) => l.stop()), stopJobs()])
    },
  }
}

function loop(tick: Tick, services: Services, log: (words: string) => void) {
  let stopped = false
  let wake: (() => void) | null = null
  const turn = async () => {
    while (!stopped) {
      let more = false
      try {
        more = await tick.run(services)
      } catch (error) {
        log(`${tick.name}: ${error instanceof Error ? error.message : String(error)}`)
      }
      if (!more && !stopped) await pause(tick.everyMs, (w) => (wake = w))
    }
  }
  const done = turn()
  return {
    stop: () => {
      stopped = true
      wake?.()
      return done
    },
  }
}

function pause(milliseconds: number, giveWake: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    giveWake(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
