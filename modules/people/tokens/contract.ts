import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, oneOf } from '../../../kernel/contract/endpoint.ts'
import { Instant, idSchema, WordsSchema } from '../../../kernel/contract/ids.ts'
import { tokenScopes } from '../../../kernel/contract/token-scope.ts'

// Leaf: the browser imports it as well.

const Scope = oneOf(tokenScopes)

export const TokenView = Type.Object({
  id: idSchema<'token'>(),
  name: Type.String(),
  scopes: Type.Array(Scope),
  post: WordsSchema,
  madeBy: Type.String(),
  madeAt: Instant,
  expiresAt: Instant,
  /** Why it is refused now; null: it is good. */
  over: nullable(Type.Enum(['revoked', 'expired', 'left'])),
  lastUsedAt: nullable(Instant),
  lastNet: nullable(Type.String()),
  used: Type.Integer(),
  /** Of the last 30 days. */
  uses: Type.Array(Type.Object({ endpoint: Type.String(), uses: Type.Integer() })),
})
export type TokenView = Static<typeof TokenView>

/** Administrators see all of the tenant, others their own. */
export const listTokens = endpoint({
  id: 'people.tokens',
  method: 'GET',
  path: '/api/tokens',
  summary: { zh: '接口令牌', en: 'Tokens for scripts' },
  response: Type.Object({
    tokens: Type.Array(TokenView),
    /** Posts of the reader for which one may be made. */
    posts: Type.Array(Type.Object({ id: idSchema<'post'>(), name: WordsSchema })),
  }),
})

export const makeToken = endpoint({
  id: 'people.make_token',
  method: 'POST',
  path: '/api/tokens',
  summary: { zh: '新建接口令牌', en: 'Make a token' },
  body: Type.Object({
    name: Type.String({ minLength: 2, maxLength: 60, pattern: '\\S' }),
    postId: idSchema<'post'>(),
    scopes: Type.Array(Scope, { minItems: 1, maxItems: 10, uniqueItems: true }),
    days: Type.Integer({ minimum: 1, maximum: 365 }),
  }),
  response: Type.Object({ id: idSchema<'token'>(), token: Type.String() }),
})

export const revokeToken = endpoint({
  id: 'people.revoke_token',
  method: 'DELETE',
  path: '/api/tokens/:tokenId',
  summary: { zh: '收回接口令牌', en: 'Take a token back' },
  params: Type.Object({ tokenId: idSchema<'token'>() }),
  response: Done,
})
