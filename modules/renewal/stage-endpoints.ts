import { type Static, Type } from 'typebox'
import { Done, endpoint } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema } from '../../kernel/contract/ids.ts'
import { FileIds, ProjectIdSchema, StageSchema, words } from './parts.ts'
import { projectStates } from './project.ts'
import { DelayIdSchema, EvidenceIdSchema } from './stage-shapes.ts'
import { delayReasons, enteredCodes, parties, verdicts } from './stages.ts'

const atStage = { params: Type.Object({ projectId: ProjectIdSchema, stage: StageSchema }) }
const onDay = { onDay: Type.Optional(Day) }

/** Refused while a stage that it waits for is not finished. The day is today if left out. */
export const beginStage = endpoint({
  id: 'renewal.begin_stage',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/stages/:stage/begin',
  summary: { zh: '阶段开始', en: 'Begin a stage' },
  ...atStage,
  body: Type.Object(onDay),
  response: Done,
})

/** Refused while evidence is missing; the words of the refusal name all of it. */
export const finishStage = endpoint({
  id: 'renewal.finish_stage',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/stages/:stage/finish',
  summary: { zh: '阶段完成', en: 'Finish a stage' },
  ...atStage,
  body: Type.Object(onDay),
  response: Type.Object({ state: Type.Enum(projectStates) }),
})

export const EvidenceBody = Type.Object({
  id: Type.Optional(EvidenceIdSchema),
  code: Type.Enum(enteredCodes),
  onDay: Day,
  words: Type.Optional(words(2000)),
  fileIds: Type.Optional(FileIds),
  asked: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  agreed: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  questionId: Type.Optional(idSchema<'question'>()),
  fromOn: Type.Optional(Day),
  untilOn: Type.Optional(Day),
  department: Type.Optional(words(60)),
  verdict: Type.Optional(Type.Enum(verdicts)),
  party: Type.Optional(Type.Enum(parties)),
  keeper: Type.Optional(words(80)),
})
export type EvidenceBody = Static<typeof EvidenceBody>

/** Which fields a piece asks for: `evidence` in `stages.ts`. */
export const addEvidence = endpoint({
  id: 'renewal.add_evidence',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/stages/:stage/evidence',
  summary: { zh: '登记阶段材料', en: 'Add evidence to a stage' },
  ...atStage,
  body: EvidenceBody,
  response: Type.Object({ id: EvidenceIdSchema }),
})

/** Entered wrongly: it stays, struck through. Not after its stage was finished. */
export const undoEvidence = endpoint({
  id: 'renewal.undo_evidence',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/evidence/:evidenceId/undo',
  summary: { zh: '撤回阶段材料', en: 'Take evidence back' },
  params: Type.Object({ projectId: ProjectIdSchema, evidenceId: EvidenceIdSchema }),
  body: Type.Object({ why: words(300) }),
  response: Done,
})

/** The reason of a delay that was found, or of one that is foreseen, and the new last day. */
export const DelayBody = Type.Object({
  id: Type.Optional(DelayIdSchema),
  reason: Type.Enum(delayReasons),
  words: words(500),
  newOn: Day,
})
export type DelayBody = Static<typeof DelayBody>

export const giveDelay = endpoint({
  id: 'renewal.delay',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/stages/:stage/delay',
  summary: { zh: '说明延误', en: 'Give the reason of a delay' },
  ...atStage,
  body: DelayBody,
  response: Type.Object({ id: DelayIdSchema }),
})
