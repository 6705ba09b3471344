import type { PlaceId, SystemId } from '../../kernel/contract/ids.ts'

/** All that happens to one system of others. What it does to matters stands with the matters, in its name. */
export const systemStream = (id: SystemId): string => `incoming-systems:${id}`

export const systemEvents = {
  made: 'incoming.system_made',
  changed: 'incoming.system_changed',
  rekeyed: 'incoming.system_rekeyed',
  paused: 'incoming.system_paused',
  resumed: 'incoming.system_resumed',
  ended: 'incoming.system_ended',
} as const

export interface SystemEvent {
  readonly systemId: SystemId
  /** What it may do from now on. */
  readonly set?: { readonly kinds: readonly string[]; readonly place_id: PlaceId; readonly per_minute: number }
  /** The key was made by the other side. */
  readonly theirKey?: true
}
