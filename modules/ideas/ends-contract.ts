import { Type } from 'typebox'
import { Done, endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema } from '../../kernel/contract/ids.ts'
import { callHere, ideaHere, words } from './contract-parts.ts'
import { declineReasons, ideaStates } from './idea.ts'
import { CallIdSchema, fen, IdeaIdSchema } from './shapes.ts'

// What becomes of an idea: its cost, its end, merging, and whose it is.

export const costIdea = endpoint({
  id: 'ideas.cost',
  method: 'POST',
  path: '/api/ideas/:ideaId/cost',
  summary: { zh: '估价', en: 'Enter what it would cost' },
  ...ideaHere,
  body: Type.Object({ costFen: fen, note: Type.Optional(Type.String({ maxLength: 500 })) }),
  response: Done,
})

export const endIdea = endpoint({
  id: 'ideas.end',
  method: 'POST',
  path: '/api/ideas/:ideaId/end',
  summary: { zh: '采纳或不采纳', en: 'Adopt or decline' },
  ...ideaHere,
  body: Type.Object({
    end: Type.Union([Type.Literal('adopt'), Type.Literal('decline')]),
    reason: Type.Optional(Type.Enum(declineReasons)),
    words: Type.Optional(Type.String({ maxLength: 500 })),
    /** An adopted one becomes a matter at once. */
    matter: Type.Optional(Type.Object({ holderPostId: idSchema<'post'>(), dueOn: Day })),
  }),
  response: Type.Object({
    state: Type.Enum(ideaStates),
    matter: nullable(Type.Object({ id: idSchema<'matter'>(), number: Type.String() })),
  }),
})

/** One of the ideas stays (`intoId`), or a new wording stands for all of them. */
export const mergeIdeas = endpoint({
  id: 'ideas.merge',
  method: 'POST',
  path: '/api/calls/:callId/merges',
  summary: { zh: '合并金点子', en: 'Merge ideas' },
  ...callHere,
  body: Type.Object({
    ideaIds: Type.Array(IdeaIdSchema, { minItems: 2, maxItems: 50, uniqueItems: true }),
    intoId: Type.Optional(IdeaIdSchema),
    wording: Type.Optional(Type.Object({ title: words(60), body: words(2000) })),
  }),
  response: Type.Object({ mergeId: idSchema<'merge'>(), ideaId: IdeaIdSchema }),
})

export const undoMerge = endpoint({
  id: 'ideas.undo_merge',
  method: 'POST',
  path: '/api/calls/:callId/merges/:mergeId/undo',
  summary: { zh: '撤销合并', en: 'Undo a merge' },
  params: Type.Object({ callId: CallIdSchema, mergeId: idSchema<'merge'>() }),
  response: Done,
})

export const revealAuthor = endpoint({
  id: 'ideas.reveal_author',
  method: 'POST',
  path: '/api/ideas/:ideaId/reveal',
  summary: { zh: '查看提出人', en: 'Read who gave an idea' },
  ...ideaHere,
  body: Type.Object({ reason: words(200) }),
  response: Type.Object({ name: nullable(Type.String()), phone: nullable(Type.String()) }),
})
