import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../../kernel/contract/endpoint.ts'
import { idSchema, WordsSchema } from '../../../kernel/contract/ids.ts'
import { RoleSchema } from '../contract.ts'

const PostKindView = Type.Object({
  code: Type.String(),
  role: RoleSchema,
  name: WordsSchema,
  /** Its rung of the chain of responsibility, from 1 at the door; null: beside the chain. */
  chainStep: nullable(Type.Integer()),
})
export type PostKindView = Static<typeof PostKindView>

/** The kinds of post that can be made: all of the tenant's but the administrator's. */
export const listPostKinds = endpoint({
  id: 'people.post_kinds',
  method: 'GET',
  path: '/api/post-kinds',
  summary: { zh: '岗位类型', en: 'Kinds of post' },
  response: Type.Object({ kinds: Type.Array(PostKindView) }),
})

/**
 * Makes an empty post (administrator). Whom it answers to follows from its kind and place: the next rung of the chain at its
 * place or nearest above; else the administrator. Posts that stood below that one and belong to it come under it.
 */
export const addPost = endpoint({
  id: 'people.add_post',
  method: 'POST',
  path: '/api/posts',
  summary: { zh: '新建岗位', en: 'Make a post' },
  body: Type.Object({
    kind: Type.String({ minLength: 1, maxLength: 60 }),
    placeId: idSchema<'place'>(),
    /** A grid worker's. */
    gridId: Type.Optional(idSchema<'grid'>()),
    name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
    nameEn: Type.Optional(Type.String({ maxLength: 80 })),
    officePhone: Type.Optional(Type.String({ maxLength: 30 })),
  }),
  response: Type.Object({ postId: idSchema<'post'>(), reportsTo: idSchema<'post'>() }),
})

/** Abolishes a post in which nothing waits (administrator): its holder leaves, and who answered to it answers to the one above. */
export const abolishPost = endpoint({
  id: 'people.abolish_post',
  method: 'POST',
  path: '/api/posts/:postId/abolish',
  summary: { zh: '撤销岗位', en: 'Abolish a post' },
  params: Type.Object({ postId: idSchema<'post'>() }),
  body: Type.Object({ why: Type.String({ minLength: 2, maxLength: 200, pattern: '\\S' }) }),
  response: Done,
})
