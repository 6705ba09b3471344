import type { LedgerEvent } from '../../kernel/events/record.ts'
import type { MatterOutline } from '../matters/public.ts'
import { type PublishedEvent, publishedEvents } from './kinds.ts'

type Told = Pick<LedgerEvent, 'id' | 'type' | 'seq' | 'at'>

/**
 * An event as CloudEvents 1.0 has it (JSON, structured). Of the ledger's payload nothing goes out; what is told of the matter
 * stays the same for its life, but for `state`, which the event itself brought.
 */
export function cloudEvent(event: Told, state: string | null, matter: MatterOutline, linkBase: string): string {
  return JSON.stringify({
    specversion: '1.0',
    id: event.id,
    source: `${linkBase}/api/matters`,
    type: event.type,
    subject: matter.number,
    time: event.at.toISOString(),
    // Strings of one length are ordered as numbers are.
    sequence: String(event.seq).padStart(12, '0'),
    datacontenttype: 'application/json',
    data: {
      number: matter.number,
      kind: matter.kind,
      category: matter.category,
      place: matter.place,
      state,
    },
  })
}

/** One line for a group of people. */
export const lineOf = (type: string, number: string): string =>
  `${publishedEvents[type as PublishedEvent]?.zh ?? type}：${number}`
