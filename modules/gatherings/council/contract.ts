import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../../kernel/contract/endpoint.ts'
import { idSchema } from '../../../kernel/contract/ids.ts'
import { subjectKinds } from '../gathering.ts'
import { SubjectSchema } from '../shapes.ts'

const here = { params: Type.Object({ gatheringId: idSchema<'gathering'>() }) }

export const proposalsFrom = ['decision', 'matter', ...subjectKinds] as const

export const Proposal = Type.Object({
  from: Type.Enum(proposalsFrom),
  id: Type.String(),
  title: Type.String(),
  note: Type.Object({ zh: Type.String(), en: Type.String() }),
  /** What stands behind it: one of both goes back with the item. */
  matterId: nullable(idSchema<'matter'>()),
  subject: nullable(SubjectSchema),
})
export type Proposal = Static<typeof Proposal>

/** What could stand on the agenda: earlier decisions that are not done, open matters, ideas without an end. */
export const proposals = endpoint({
  id: 'gatherings.proposals',
  method: 'GET',
  path: '/api/gatherings/:gatheringId/proposals',
  summary: { zh: '可以列入的议题', en: 'What could stand on the agenda' },
  ...here,
  response: Type.Object({ rows: Type.Array(Proposal) }),
})

/** A decision of an earlier meeting was heard at this one (or was not after all). */
export const hearDecision = endpoint({
  id: 'gatherings.hear',
  method: 'POST',
  path: '/api/gatherings/:gatheringId/hearings',
  summary: { zh: '听取上次议定事项的办理情况', en: 'Hear how an earlier decision is going' },
  ...here,
  body: Type.Object({
    decisionId: idSchema<'decision'>(),
    heard: Type.Boolean(),
    words: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  response: Done,
})
