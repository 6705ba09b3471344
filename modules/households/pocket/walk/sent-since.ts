import type { OutboxItem } from '../../../../kernel/web/outbox.ts'

/**
 * Whether something for an address (`to`) has arrived since a reading was made that does not show it yet. Both moments
 * (ISO 8601) are of one clock, the phone's: told against the server's, a phone whose clock is fast would take a door for
 * done that is open again, for as long as it is fast.
 */
export const isSentSince = (sent: readonly Pick<OutboxItem, 'to' | 'sentAt'>[], to: string, readAt: string): boolean =>
  sent.some((item) => item.to === to && item.sentAt !== undefined && item.sentAt > readAt)
