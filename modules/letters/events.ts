import type { Id, MatterId, PlaceId } from '../../kernel/contract/ids.ts'

export type MailboxId = Id<'mailbox'>
export type LetterId = Id<'letter'>

/** All that happens to one mailbox, and what the office decided about letters to it. */
export const mailboxStream = (id: MailboxId): string => `letters:${id}`

export const letterEvents = {
  made: 'letters.mailbox_made',
  changed: 'letters.mailbox_changed',
  paused: 'letters.mailbox_paused',
  resumed: 'letters.mailbox_resumed',
  ended: 'letters.mailbox_ended',
  filed: 'letters.letter_filed',
  dismissed: 'letters.letter_dismissed',
} as const

/** Never a password, an address or words of a letter. */
export interface MailboxEvent {
  readonly mailboxId: MailboxId
  /** What becomes of its letters from now on. */
  readonly set?: { readonly place_id: PlaceId; readonly kind: string; readonly category: string }
  readonly letterId?: LetterId
  readonly matterId?: MatterId
}
