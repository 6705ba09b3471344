import type { Id } from '../../kernel/contract/ids.ts'
import type { ChannelKind } from './kinds.ts'

export type ChannelId = Id<'channel'>
export type SendingId = Id<'sending'>

/** All that happens to one channel. */
export const channelStream = (id: ChannelId): string => `channels:${id}`

export const channelEvents = {
  made: 'channels.channel_made',
  changed: 'channels.channel_changed',
  ended: 'channels.channel_ended',
  replayed: 'channels.channel_replayed',
} as const

/** Never a secret, nor an address. */
export interface ChannelEvent {
  readonly channelId: ChannelId
  readonly kind?: ChannelKind
  readonly on?: boolean
  readonly events?: readonly string[]
  readonly since?: string
  readonly count?: number
}
