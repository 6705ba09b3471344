import type { Subscriber } from './events/subscriber.ts'
import type { Thing } from './events/things.ts'
import type { Verify } from './events/verify.ts'
import type { Route } from './http/route.ts'
import type { Job, Tick } from './jobs/jobs.ts'
import type { Gauge } from './running/metrics.ts'

/** What a module hands to the program that composes it; `apps/server/modules.ts` lists them. */
export interface Module {
  readonly name: string
  /** Absolute folder of its SQL migrations; null: it keeps no tables of its own. */
  readonly migrations: string | null
  readonly routes: readonly Route[]
  readonly subscribers: readonly Subscriber[]
  readonly jobs: readonly Job[]
  readonly ticks: readonly Tick[]
  /** Its part of `liren verify`. */
  readonly verify?: Verify
  /** Its tables whose rows each have a stream of their own; `liren verify` holds the two against each other. */
  readonly things?: readonly Thing[]
  /** Figures that whoever runs it wants to watch. */
  readonly gauges?: readonly Gauge[]
}
