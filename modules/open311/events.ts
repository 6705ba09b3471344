import type { Id } from '../../kernel/contract/ids.ts'

export type KeyId = Id<'open311-key'>

/** All that happens to one key. */
export const keyStream = (id: KeyId): string => `open311-keys:${id}`

export const keyEvents = {
  made: 'open311.key_made',
  ended: 'open311.key_ended',
} as const

export interface KeyEvent {
  readonly keyId: KeyId
  readonly perMinute?: number
}
