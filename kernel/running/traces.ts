import type { Observer, SeenRequest } from '../http/observe.ts'

export interface Traces {
  readonly observer: Observer
  /** Sends what is kept. */
  close(): Promise<void>
}

const sendEveryMs = 2000
/** Beyond so many that wait for a slow collector, new ones are dropped: watching must not cost the work its memory. */
const mostKept = 5000

/**
 * Sends a span for each request to a collector, as OpenTelemetry's protocol over HTTP has it (OTLP 1.x, JSON): the
 * protocol is small, its packages are not.
 * @param to base address of the collector; null: nothing is kept or sent.
 */
export function openTraces(to: string | null): Traces {
  if (to === null) return { observer: () => {}, close: async () => {} }
  let kept: SeenRequest[] = []
  const send = async () => {
    if (kept.length === 0) return
    const sent = kept
    kept = []
    const body = JSON.stringify(exportOf(sent))
    const headers = { 'content-type': 'application/json' }
    // A collector that is away costs its spans, never a request.
    await fetch(`${to}/v1/traces`, {
      method: 'POST',
      headers,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(5000),
    }).catch(() => {})
  }
  const timer = setInterval(() => void send(), sendEveryMs)
  timer.unref()
  return {
    observer: (seen) => {
      if (kept.length < mostKept) kept.push(seen)
    },
    close: async () => {
      clearInterval(timer)
      await send()
    },
  }
}

const nanoseconds = (ms: number): string => `${Math.round(ms * 1000)}000`
const server = 2
const failed = 2

function exportOf(seen: readonly SeenRequest[]): object {
  const spans = seen.map((one) => ({
    traceId: one.traceId,
    spanId: one.spanId,
    ...(one.parentId ? { parentSpanId: one.parentId } : {}),
    name: `${one.method} ${one.route}`,
    kind: server,
    startTimeUnixNano: nanoseconds(one.endedAt.getTime() - one.ms),
    endTimeUnixNano: nanoseconds(one.endedAt.getTime()),
    attributes: [
      { key: 'http.request.method', value: { stringValue: one.method } },
      { key: 'http.route', value: { stringValue: one.route } },
      { key: 'http.response.status_code', value: { intValue: String(one.status) } },
      { key: 'liren.request_id', value: { stringValue: one.requestId } },
    ],
    ...(one.status >= 500 ? { status: { code: failed } } : {}),
  }))
  return {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'liren' } }] },
        scopeSpans: [{ scope: { name: 'liren.http' }, spans }],
      },
    ],
  }
}
