import { type Static, Type } from 'typebox'
import { nullable } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { count, Named, StageSchema } from './parts.ts'
import { delayReasons, enteredCodes, liveCodes, parties, verdicts } from './stages.ts'

export const EvidenceIdSchema = idSchema<'renewal_evidence'>()
export const DelayIdSchema = idSchema<'renewal_delay'>()

export const EvidenceView = Type.Object({
  id: EvidenceIdSchema,
  code: Type.Enum(enteredCodes),
  onDay: Day,
  words: nullable(Type.String()),
  fileIds: Type.Array(idSchema<'file'>()),
  /** Households asked, and those of them that agreed. */
  asked: nullable(count),
  agreed: nullable(count),
  /** A question of 意愿征集. */
  question: nullable(
    Type.Object({
      id: idSchema<'question'>(),
      code: Type.String(),
      title: Type.String(),
      passed: nullable(Type.Boolean()),
    }),
  ),
  fromOn: nullable(Day),
  untilOn: nullable(Day),
  department: nullable(Type.String()),
  verdict: nullable(Type.Enum(verdicts)),
  party: nullable(Type.Enum(parties)),
  keeper: nullable(Type.String()),
  by: Type.Object(Named),
  at: Instant,
  undone: nullable(Type.Object({ why: Type.String(), at: Instant })),
})
export type EvidenceView = Static<typeof EvidenceView>

export const DelayView = Type.Object({
  id: DelayIdSchema,
  stage: StageSchema,
  /** The day that was missed, and the new one. */
  missedOn: Day,
  newOn: nullable(Day),
  /** Null until the post that runs the project has given its reason. */
  reason: nullable(Type.Enum(delayReasons)),
  words: nullable(Type.String()),
  foundAt: Instant,
  reasonedAt: nullable(Instant),
})
export type DelayView = Static<typeof DelayView>

/** One line of the list of evidence of a stage. */
export const Wanted = Type.Object({
  code: Type.Enum([...enteredCodes, ...liveCodes]),
  met: Type.Boolean(),
  /** What is missing, in words; null when it is there. */
  missing: nullable(WordsSchema),
})

export const StageView = Type.Object({
  stage: StageSchema,
  plannedFrom: nullable(Day),
  /** The day that holds now: after a delay the new one. */
  plannedUntil: nullable(Day),
  /** The last day as it was first planned. */
  firstPlannedUntil: nullable(Day),
  beganOn: nullable(Day),
  finishedOn: nullable(Day),
  state: Type.Enum(['waiting', 'ready', 'running', 'finished']),
  /** Days past `plannedUntil`; 0 when it is in time. */
  daysLate: count,
  wanted: Type.Array(Wanted),
  evidence: Type.Array(EvidenceView),
  delays: Type.Array(DelayView),
  /** A delay that waits for its reason. */
  unreasoned: nullable(DelayIdSchema),
  begin: nullable(Type.Object({ obstacle: nullable(WordsSchema) })),
  finish: nullable(Type.Object({ obstacle: nullable(WordsSchema) })),
})
export type StageView = Static<typeof StageView>

/** A stage as everybody sees it. */
export const PublicStage = Type.Object({
  stage: StageSchema,
  plannedFrom: nullable(Day),
  plannedUntil: nullable(Day),
  firstPlannedUntil: nullable(Day),
  beganOn: nullable(Day),
  finishedOn: nullable(Day),
  state: StageView.properties.state,
  daysLate: count,
  delays: Type.Array(DelayView),
})
export type PublicStage = Static<typeof PublicStage>
