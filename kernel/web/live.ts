import type { Query, QueryClient } from '@tanstack/react-query'

/** What `/api/live` sends as the data of each event: a topic and an id, never content. */
export interface LiveMessage {
  readonly topic: string
  readonly id: string
}

/**
 * Whether a reading belongs to a topic: named in its `live` option, or the module of its endpoint id
 * is the topic or its plural (`matter` → `matters.list`).
 */
export function belongsTo(topic: string, query: Pick<Query, 'queryKey' | 'meta'>): boolean {
  const named = query.meta?.live
  if (Array.isArray(named) && named.includes(topic)) return true
  const module = String(query.queryKey[0]).split('.')[0]
  return module === topic || module === `${topic}s`
}

/** Signals come in bursts (a storm, an import): readings are asked again at most once in this many milliseconds. */
const settleMs = 1500

/** A page that was out of sight for this many milliseconds lets go of its stream. */
const unseenMs = 1000

/**
 * Opens the live stream and keeps it open while the page is in sight: signals make the readings of their topic stale.
 * After a gap everything on screen is asked again, since signals sent meanwhile are not kept for anybody.
 *
 * A page out of sight holds no stream. Over HTTP/1.1 a browser has six connections to a server for all its tabs together: the
 * seventh tab would wait for ever.
 */
export function openLive(queries: QueryClient, url = '/api/live'): () => void {
  const topics = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let source: EventSource | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let leaving: ReturnType<typeof setTimeout> | undefined
  let wait = 1000
  let lost = false

  const settle = () => {
    timer = undefined
    const due = [...topics]
    topics.clear()
    void queries.invalidateQueries({ predicate: (query) => due.some((topic) => belongsTo(topic, query)) })
  }
  const receive = (event: MessageEvent<string>) => {
    const message = JSON.parse(event.data) as LiveMessage
    topics.add(message.topic)
    timer ??= setTimeout(settle, settleMs)
  }
  const connect = () => {
    source = new EventSource(url)
    source.onopen = () => {
      wait = 1000
      if (lost) void queries.invalidateQueries()
      lost = false
    }
    source.onmessage = receive
    source.onerror = () => {
      lost = true
      // A closed stream (a refusal, a restart behind a proxy) is not reopened by the browser.
      if (source?.readyState !== EventSource.CLOSED) return
      retry = setTimeout(connect, wait)
      wait = Math.min(wait * 2, 60_000)
    }
  }
  const disconnect = () => {
    clearTimeout(retry)
    source?.close()
    source = undefined
    lost = true
  }
  const look = () => {
    clearTimeout(leaving)
    if (document.visibilityState === 'hidden') leaving = setTimeout(disconnect, source ? unseenMs : 0)
    else if (!source) connect()
  }
  look()
  document.addEventListener('visibilitychange', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    clearTimeout(leaving)
    clearTimeout(timer)
    disconnect()
  }
}
