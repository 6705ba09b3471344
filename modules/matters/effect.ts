import type { EventActor } from '../../kernel/actor.ts'
import type { FileId, PostId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { addSpan, type Span } from '../../kernel/time/span.ts'
import { type RunningClock, startClock } from './clocks.ts'
import type { ActBody, Why } from './contract.ts'
import type { EventName } from './events.ts'
import { limitOf } from './kind.ts'
import type { Relation, Stage, State } from './matter.ts'
import type { Around } from './surroundings.ts'
import type { MatterRecord } from './tables.ts'

/** Everything that a step is decided from; the matter's row is locked. */
export interface Step {
  readonly tx: Tx
  readonly matter: MatterRecord
  readonly around: Around
  readonly at: Date
  readonly input: ActBody
  readonly relations: ReadonlySet<Relation>
  readonly actor: EventActor
  /** The stored remark, when words or pictures were given. */
  readonly remarkId: string | null
}

/** What a step changes. Columns that follow from it (touched posts, instants of the clock) are filled in by the store. */
export interface Effect {
  readonly to: State
  /** A new holder with the reason; left out: the holder stays (or goes, when the matter ends). */
  readonly holder?: { readonly postId: PostId; readonly why: Why }
  /** `keep`: runs on; `stop`: ends; a clock: the old one ends and this one starts. */
  readonly clock: 'keep' | 'stop' | RunningClock
  readonly reviewAt?: Date
  /** Other columns of the matter. */
  readonly set?: Partial<MatterRecord>
  readonly facts?: Record<string, unknown>
  /** The event's name where it is not the action's own. */
  readonly event?: EventName
}

/** What came with a step: words and pictures, kept in `matters.remarks`. */
export interface Said {
  readonly words: string
  readonly fileIds: readonly FileId[]
}

/** The clock of a stage by the kind's limits for this matter. */
export function clockFor(step: Step, stage: Stage): RunningClock {
  const { matter, around, at } = step
  const span = limitOf(around.kind.spec, stage, matter.category_code, matter.priority)
  return startClock(around.calendar, stage, span, at)
}

/** A clock of a stage that ends at a given instant. */
export function clockUntil(stage: Stage, startedAt: Date, dueAt: Date): RunningClock {
  const minutes = Math.max(0, (dueAt.getTime() - startedAt.getTime()) / 60_000)
  return {
    stage,
    span: { amount: minutes, unit: 'minutes' },
    startedAt,
    yellowAt: new Date((startedAt.getTime() + dueAt.getTime()) / 2),
    dueAt,
  }
}

/** `at` plus a span of the tenant's calendar. */
export const after = (step: Step, span: Span): Date => addSpan(step.around.calendar, step.at, span)

/** The columns that a newly running handling clock sets: deadlines that the rates are counted from. */
export const handlingSince = (clock: RunningClock): Partial<MatterRecord> => ({ handle_due_at: clock.dueAt })
