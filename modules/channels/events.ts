import type { Id, PersonId } from '../../kernel/contract/ids.ts'
import type { ChannelKind } from './kinds.ts'

export type ChannelId = Id<'channel'>
export type SendingId = Id<'sending'>

/** All that happens to one channel. */
export const channelStream = (id: ChannelId): string => `channels:${id}`

/** That one person agreed to being told outside, or took it back. */
export const consentStream = (id: PersonId): string => `channel_consents:${id}`

export const channelEvents = {
  made: 'channels.channel_made',
  changed: 'channels.channel_changed',
  ended: 'channels.channel_ended',
  replayed: 'channels.channel_replayed',
  agreed: 'channels.consent_given',
  takenBack: 'channels.consent_taken_back',
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

/** Nothing of the ways or addresses. */
export interface ConsentEvent {
  /** Null: taken back. */
  readonly version: number | null
}
