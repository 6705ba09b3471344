import { randomBytes } from 'node:crypto'

/** Where a request stands in a trace that may span several programs (W3C Trace Context). */
export interface TraceContext {
  /** 32 hex digits: the same for all that belongs together. */
  readonly traceId: string
  /** 16 hex digits: this request here. */
  readonly spanId: string
  /** The span that caused it, of whoever sent it. */
  readonly parentId: string | null
  /** Whether the sender keeps this trace. */
  readonly sampled: boolean
}

const form = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/
const none = /^0+$/

/**
 * Reads a `traceparent` header; what is not one (W3C Trace Context, level 1) begins a trace of its own, and so does a
 * request without.
 */
export function traceOf(header: unknown): TraceContext {
  const spanId = randomBytes(8).toString('hex')
  const found = typeof header === 'string' ? form.exec(header) : null
  const [, version, traceId, parentId, flags, more] = found ?? []
  const wellFormed = version !== undefined && version !== 'ff' && !(version === '00' && more !== undefined)
  if (!wellFormed || !traceId || !parentId || none.test(traceId) || none.test(parentId))
    return { traceId: randomBytes(16).toString('hex'), spanId, parentId: null, sampled: false }
  return { traceId, spanId, parentId, sampled: (Number.parseInt(flags ?? '0', 16) & 1) === 1 }
}
