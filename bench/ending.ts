/** What is still to be put away, the latest last. */
const open = new Set<() => Promise<void>>()

/**
 * Remembers how something is put away, so that it is also when the bench is told to stop (Ctrl+C, SIGTERM).
 * @returns the same, to be called at the ordinary end; a second call waits for the first.
 */
export function whenEnding(putAway: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  const once = async () => {
    done ??= putAway()
    try {
      await done
    } finally {
      open.delete(once)
    }
  }
  open.add(once)
  return once
}

/** Puts away all that is open, the latest first; what fails is told and holds up nothing else. */
export async function putAllAway(failed: (error: unknown) => void): Promise<void> {
  for (const putAway of [...open].reverse()) await putAway().catch(failed)
}

/** A signal often comes twice, from a terminal's group and from the program that started us. */
const twiceMs = 2000

/** From now on a signal to stop puts everything away first; one that comes again after a while ends at once. */
export function endOnSignals(): void {
  const told = (error: unknown) => process.stderr.write(`bench: ${String(error)}\n`)
  let since: number | undefined
  const end = (code: number) => {
    if (since !== undefined && performance.now() - since > twiceMs) process.exit(code)
    if (since !== undefined) return
    since = performance.now()
    void putAllAway(told).finally(() => process.exit(code))
  }
  process.on('SIGINT', () => end(130))
  process.on('SIGTERM', () => end(143))
}
