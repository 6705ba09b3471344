import { parentPort } from 'node:worker_threads'
import type { GoOn } from './search.ts'

/** What goes into a thread: what is asked for, and one number that is no longer 0 once it shall stop. */
export interface Asking {
  readonly asked: unknown
  readonly stop: Int32Array
}

/** What comes out of it. */
export type Told =
  | { readonly kind: 'progress'; readonly done: number; readonly best: number | null }
  | { readonly kind: 'found'; readonly found: unknown }

/** Milliseconds between two words about progress: often enough for a quarter of a second to hold on a busy machine. */
const tellEvery = 100

/** The thread's side of `searchInThread`: answers one search after the other. Called once by a file `<name>.thread.ts`. */
export function serveSearch<Asked>(search: (asked: Asked, goOn: GoOn) => unknown): void {
  const port = parentPort
  if (!port) throw new Error('this file is the inside of a thread')
  const say = (told: Told) => port.postMessage(told)
  port.on('message', ({ asked, stop }: Asking) => {
    let told = performance.now()
    say({ kind: 'progress', done: 0, best: null })
    const goOn: GoOn = (done, best = null) => {
      const now = performance.now()
      if (now - told >= tellEvery) {
        told = now
        say({ kind: 'progress', done, best })
      }
      return Atomics.load(stop, 0) === 0
    }
    say({ kind: 'found', found: search(asked as Asked, goOn) })
  })
}
