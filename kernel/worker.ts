import { checkpointTick } from './events/checkpoint.ts'
import {
  type Delivering,
  type DeliveryFailure,
  deliverTo,
  farWaitsTick,
  lookForDue,
  type Which,
} from './events/deliver.ts'
import type { Subscriber } from './events/subscriber.ts'
import { upkeepTick } from './events/upkeep.ts'
import type { Services } from './http/route.ts'
import { runJobs, type Tick } from './jobs/jobs.ts'
import type { Module } from './module.ts'
import { type Log, toldError } from './running/log.ts'

export interface Worker {
  /** Stops taking work, waits for what runs. */
  stop(): Promise<void>
}

/** Deliveries are looked for this often when nothing is waiting. */
const deliveryPauseMs = 200
/**
 * So many are delivered side by side in one worker: most of a delivery is waiting for the database, and the longest wait is
 * for the commit, which PostgreSQL writes for several at once.
 */
const lanes = 4
/**
 * So long after its start a worker counts each delivery before it begins: if it was started because one had killed the one
 * before, that one is due first.
 */
const youngMs = 60_000
/** After so long a turn ends, so that what failed before and what is new get theirs, whichever is more. */
const longestTurnMs = 2000
/** A turn that fails again and again is tried less often, so that a log does not fill the disk that is full already. */
const longestPauseMs = 5000

const never = new AbortController().signal

/** Runs subscribers, ticks and jobs of all modules until stopped. Any number of workers may run side by side. */
export async function startWorker(services: Services, modules: readonly Module[], log: Log): Promise<Worker> {
  const subscribers: Subscriber[] = modules.flatMap((m) => [...m.subscribers])
  const failed = ({ error, ...failure }: DeliveryFailure) =>
    log(failure.parked ? 'error' : 'warn', { what: 'delivery', ...failure, error: toldError(error) })
  const started = performance.now()
  const ticks: Tick[] = [
    {
      name: 'kernel.deliveries',
      everyMs: deliveryPauseMs,
      run: ({ db, clock, secrets }, stopping = never) =>
        deliverTurn(
          { db, clock, secrets, failed, careful: performance.now() - started < youngMs },
          subscribers,
          stopping,
        ),
    },
    farWaitsTick,
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

/**
 * What failed before one by one, so that nothing dies with what kills a worker; then the rest side by side.
 * @returns whether anything was due. All lanes have ended when it throws.
 */
async function deliverTurn(delivering: Delivering, subscribers: readonly Subscriber[], stopping: AbortSignal) {
  const due = await lookForDue(delivering.db, subscribers)
  const deliver = (which: Which, lane: number) => {
    const tenants = due.filter((of) => of[which]).map(({ tenantId }) => tenantId)
    // Each lane begins with another tenant.
    const inTurn = [...tenants.slice(lane % tenants.length), ...tenants.slice(0, lane % tenants.length)]
    const enough = AbortSignal.any([stopping, AbortSignal.timeout(longestTurnMs)])
    return deliverTo(delivering, subscribers, inTurn, which, enough)
  }
  const again = due.some((of) => of.again) ? await deliver('again', 0) : 0
  if (!due.some((of) => of.fresh)) return again > 0
  const ends = await Promise.allSettled(Array.from({ length: lanes }, (_, lane) => deliver('fresh', lane)))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
  return again > 0 || ends.some((end) => end.status === 'fulfilled' && end.value > 0)
}

function loop(tick: Tick, services: Services, log: Log) {
  const stopping = new AbortController()
  let wake: (() => void) | null = null
  const turn = async () => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      let more = false
      try {
        more = await tick.run(services, stopping.signal)
        failures = 0
      } catch (error) {
        failures++
        log('error', { what: 'tick', tick: tick.name, error: toldError(error) })
      }
      const pauseMs = Math.max(tick.everyMs, Math.min(longestPauseMs, tick.everyMs * 2 ** Math.max(0, failures - 3)))
      if (!more && !stopping.signal.aborted) await pause(pauseMs, (w) => (wake = w))
    }
  }
  const done = turn()
  return {
    stop: () => {
      stopping.abort()
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
