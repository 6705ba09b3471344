import { Type } from 'typebox'
import { Done, endpoint } from '../../kernel/contract/endpoint.ts'
import { idSchema } from '../../kernel/contract/ids.ts'
import { ideaHere, receipt, words } from './contract-parts.ts'
import { hideReasons } from './idea.ts'
import { IdeaIdSchema, RemarkIdSchema } from './shapes.ts'

// Hiding, appeals and their decision.

export const moderate = endpoint({
  id: 'ideas.moderate',
  method: 'POST',
  path: '/api/ideas/:ideaId/moderation',
  summary: { zh: '发布或隐藏', en: 'Publish or hide' },
  ...ideaHere,
  body: Type.Object({
    act: Type.Union([Type.Literal('publish'), Type.Literal('hide')]),
    /** A question or an answer; the idea itself if left out. */
    remarkId: Type.Optional(RemarkIdSchema),
    reason: Type.Optional(Type.Enum(hideReasons)),
    words: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  response: Done,
})

export const decideAppeal = endpoint({
  id: 'ideas.decide_appeal',
  method: 'POST',
  path: '/api/ideas/:ideaId/appeals/:appealId',
  summary: { zh: '复核申诉', en: 'Decide an appeal' },
  params: Type.Object({ ideaId: IdeaIdSchema, appealId: idSchema<'appeal'>() }),
  body: Type.Object({ restore: Type.Boolean(), words: words(500) }),
  response: Done,
})

export const appealHiding = endpoint({
  id: 'ideas.appeal',
  method: 'POST',
  path: '/api/ideas/:ideaId/appeals',
  summary: { zh: '申诉', en: 'Appeal against a hiding' },
  ...ideaHere,
  body: Type.Object({ words: words(500), remarkId: Type.Optional(RemarkIdSchema), ...receipt }),
  response: Type.Object({ id: idSchema<'appeal'>() }),
})
