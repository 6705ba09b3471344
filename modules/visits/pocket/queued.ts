import { type OutboxItem, useOutbox } from '../../../kernel/web/outbox.ts'
import type { RecordBody } from '../contract.ts'

export interface QueuedVisit {
  readonly item: OutboxItem
  readonly dueId: string
  /** What was filled in. */
  readonly body: RecordBody | null
}

const address = /\/api\/visits\/dues\/([0-9a-f-]{36})\/record/

/** Visits that were recorded on this phone and have not been accepted yet. */
export function useQueuedVisits(): QueuedVisit[] {
  return useOutbox().flatMap((item) => {
    const last = item.steps.at(-1)
    const dueId = last && address.exec(last.url)?.[1]
    return dueId ? [{ item, dueId, body: last.json ? (JSON.parse(last.json) as RecordBody) : null }] : []
  })
}
