import { createHash } from 'node:crypto'
import type { TenantId } from '../contract/ids.ts'
import { sql } from '../db.ts'

/** One event as the ledger's table has it, with the head of its stream. */
export interface ChainRow {
  readonly tenantId: TenantId
  readonly stream: string
  readonly seq: number
  readonly id: string
  readonly type: string
  /** Microseconds since 1970: finer than a JavaScript date. */
  readonly atMicros: number
  /** JSON as PostgreSQL prints it: the spelling that was hashed. */
  readonly actor: string
  readonly payload: string
  readonly hash: Buffer
  readonly recordedAt: Date
  readonly headSeq: number | null
  readonly headHash: Buffer | null
}

/** All events, stream by stream, in order. */
export const chainRows = sql<ChainRow>`
  select e.tenant_id as "tenantId", e.stream, e.seq, e.id, e.type, (extract(epoch from e.at) * 1000000)::bigint as "atMicros",
    e.actor::text as actor, e.payload::text as payload, e.hash, e.recorded_at as "recordedAt",
    h.seq as "headSeq", h.hash as "headHash"
  from kernel.events e left join kernel.streams h on h.tenant_id = e.tenant_id and h.stream = e.stream
  order by e.tenant_id, e.stream, e.seq, e.at`

type Hashed = Pick<ChainRow, 'tenantId' | 'stream' | 'seq' | 'id' | 'type' | 'atMicros' | 'actor' | 'payload'>

/** The hash that an event must have after the one before it: written again here, not asked of the function that made it. */
export function eventHash(previous: Buffer, event: Hashed): Buffer {
  const { tenantId, stream, seq, id, type, atMicros, actor, payload } = event
  const line = [tenantId, stream, seq, id, type, instantText(atMicros), actor, payload].join('\n')
  return createHash('sha256').update(previous).update(line, 'utf8').digest()
}

/** `2026-11-23T02:00:00.123456Z` */
function instantText(micros: number): string {
  const ms = Math.floor(micros / 1000)
  const rest = String(micros - ms * 1000).padStart(3, '0')
  return `${new Date(ms).toISOString().slice(0, -1)}${rest}Z`
}

export interface ChainFault {
  readonly seq: number
  readonly what: string
}

/** What is wrong with a stream, at its first wrong event; null when the chain holds from the first event to the head. */
export function chainFault(events: readonly ChainRow[]): ChainFault | null {
  let previous: Buffer = Buffer.alloc(0)
  let seq = 0
  for (const event of events) {
    if (event.seq === seq) return { seq, what: 'stands twice in its stream' }
    if (event.seq !== seq + 1) return { seq: seq + 1, what: 'is missing' }
    if (!eventHash(previous, event).equals(event.hash))
      return { seq: event.seq, what: 'does not give its hash: the row was changed after it was written' }
    previous = event.hash
    seq = event.seq
  }
  const head = events.at(-1)
  return head ? headFault(head, seq, previous) : null
}

function headFault({ headSeq, headHash }: ChainRow, seq: number, hash: Buffer): ChainFault | null {
  if (headSeq === null || headHash === null) return { seq, what: 'is the last, but its stream has no head' }
  if (headSeq > seq) return { seq: seq + 1, what: `is missing: the head of the stream stands at ${headSeq}` }
  if (headSeq < seq) return { seq: headSeq + 1, what: `is beyond the head of its stream, which stands at ${headSeq}` }
  if (!headHash.equals(hash)) return { seq, what: 'has another hash than the head of its stream' }
  return null
}

/** Gathers rows that follow each other into whole streams. */
export async function* streamsOf(rows: AsyncIterable<ChainRow>): AsyncGenerator<readonly ChainRow[]> {
  let stream: ChainRow[] = []
  for await (const row of rows) {
    const first = stream[0]
    if (first && (first.stream !== row.stream || first.tenantId !== row.tenantId)) {
      yield stream
      stream = []
    }
    stream.push(row)
  }
  if (stream.length > 0) yield stream
}
