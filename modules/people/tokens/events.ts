import type { Id, PostId } from '../../../kernel/contract/ids.ts'

export type TokenId = Id<'token'>

/** All that happens to one token. */
export const tokenStream = (id: TokenId): string => `tokens:${id}`

export const tokenEvents = {
  made: 'people.token_made',
  revoked: 'people.token_revoked',
  /** The first use of a day. */
  used: 'people.token_used',
} as const

export interface TokenEvent {
  readonly tokenId: TokenId
  readonly postId: PostId
  readonly scopes?: readonly string[]
  readonly expiresAt?: string
  /** The network from which it was used, without the machine. */
  readonly net?: string
}
