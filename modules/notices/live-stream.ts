import { PassThrough, type Readable } from 'node:stream'
import type { Actor } from '../../kernel/actor.ts'
import type { LiveHub } from '../../kernel/live/hub.ts'

/** Proxies drop a silent connection, most after a minute. */
const heartbeatMs = 25_000
/** A stream ends after this; the browser opens a new one at once and is then asked again who it is. */
const livesMs = 15 * 60_000
/** Bytes that may wait for a reader who does not read; beyond, the stream ends and the reader fetches anew. */
const waitingBytes = 64 * 1024

/** The signals for one reader as a text/event-stream; ends with the hub. */
export function liveStream(hub: LiveHub, actor: Actor): Readable {
  const stream = new PassThrough()
  const say = (text: string) => {
    if (stream.writableLength > waitingBytes) stream.end()
    else if (!stream.writableEnded) stream.write(text)
  }
  const stop = hub.listen(
    actor,
    (words) => say(words.map((word) => `data: ${JSON.stringify(word)}\n\n`).join('')),
    () => {
      // The process ends or lost its database: screens come back spread over a few seconds, elsewhere if need be.
      say(`retry: ${500 + Math.floor(Math.random() * 3500)}\nevent: moved\ndata: {}\n\n`)
      stream.end()
    },
  )
  const beat = setInterval(() => say(': still here\n\n'), heartbeatMs)
  const end = setTimeout(() => stream.end(), livesMs)
  stream.once('close', () => {
    stop()
    clearInterval(beat)
    clearTimeout(end)
  })
  say('retry: 2000\nevent: ready\ndata: {}\n\n')
  return stream
}
