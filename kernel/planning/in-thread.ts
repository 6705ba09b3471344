import { Worker } from 'node:worker_threads'
import { threadCode } from './thread-code.ts'
import type { Asking, Told } from './thread-side.ts'

export interface Progress {
  /** 0 to 1. */
  readonly done: number
  /** How good the best so far is, in the unit of the search; null where it has no such measure. */
  readonly best: number | null
}

export interface Watching {
  /** Stops the search; what it has found by then is its result. */
  readonly signal?: AbortSignal | undefined
  /** Told at least every quarter of a second while the search goes on. */
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** Milliseconds: so long a thread without work is kept for the next search. */
const keptIdle = 10_000
/** Milliseconds: a search that does not stop when it is told to is ended. */
const patience = 10_000

interface Thread {
  readonly worker: Worker
  readonly entry: string
}

/** One search at a time in a process, the next ones wait: a thread takes a processor whole. */
let last: Promise<unknown> = Promise.resolve()
let kept: Thread | null = null
let idle: NodeJS.Timeout | null = null

/**
 * Runs a search in a thread of its own, so that the process goes on answering.
 * @param entry a file `<name>.thread.ts` that calls `serveSearch`, as `new URL('./<name>.thread.ts', import.meta.url)`.
 * @param asked what it is asked for; copied, so no functions.
 * @returns what it found; after a stop what it had found by then.
 * @throws where the thread died, the search threw, or it was stopped before it began.
 */
export function searchInThread<Asked, Found>(entry: URL, asked: Asked, watching: Watching = {}): Promise<Found> {
  const mine = last.then(() => searchNow<Found>(entry, asked, watching))
  last = mine.catch(() => {})
  return mine
}

async function searchNow<Found>(entry: URL, asked: unknown, { signal, onProgress }: Watching): Promise<Found> {
  if (signal?.aborted) throw new Error('the search was stopped before it began')
  const { worker } = await threadFor(entry)
  let end: NodeJS.Timeout | undefined
  // A thread that failed is still there for a moment: the next search must not get it.
  let died = false
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const onAbort = () => {
    Atomics.store(stop, 0, 1)
    end = setTimeout(() => {
      worker.terminate().catch(() => {})
    }, patience)
  }
  try {
    return await new Promise<Found>((resolve, reject) => {
      worker.on('message', (told: Told) => {
        if (told.kind === 'progress') onProgress?.({ done: told.done, best: told.best })
        else resolve(told.found as Found)
      })
      worker.once('error', (cause) => {
        died = true
        reject(new Error(`the search failed in its thread: ${wordsOf(cause)}`, { cause }))
      })
      worker.once('exit', (code) => {
        died = true
        reject(new Error(`the thread ended before its search did (exit code ${code})`))
      })
      signal?.addEventListener('abort', onAbort, { once: true })
      // It may have been given up while the thread began.
      if (signal?.aborted) onAbort()
      worker.ref()
      worker.postMessage({ asked, stop } satisfies Asking)
    })
  } finally {
    clearTimeout(end)
    signal?.removeEventListener('abort', onAbort)
    for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event)
    if (died) forget(worker)
    else keep(worker)
  }
}

const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

/** The thread that is kept, where it is of this entry; else a new one, and the other ends. */
async function threadFor(entry: URL): Promise<Thread> {
  if (idle) clearTimeout(idle)
  const there = kept
  if (there?.entry === entry.href) return there
  kept = null
  if (there) await there.worker.terminate()
  // Options of the process are none of its business: a test runner has its own.
  const worker = new Worker(await threadCode(entry), { execArgv: [] })
  kept = { worker, entry: entry.href }
  return kept
}

function forget(worker: Worker): void {
  if (kept?.worker === worker) kept = null
}

/** Keeps a thread for the next search without keeping the process alive for it. */
function keep(worker: Worker): void {
  // An error without a listener would take the process along.
  worker.once('error', () => forget(worker)).once('exit', () => forget(worker))
  // A thread that has ended says so here.
  if (worker.threadId === -1) {
    forget(worker)
    return
  }
  worker.unref()
  idle = setTimeout(() => {
    forget(worker)
    worker.terminate().catch(() => {})
  }, keptIdle).unref()
}
