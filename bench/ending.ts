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

/** From now on a signal to stop puts everything away first. A second one ends at once. */
export function endOnSignals(): void {
  const told = (error: unknown) => process.stderr.write(`bench: ${String(error)}\n`)
  const end = (code: number) => void putAllAway(told).finally(() => process.exit(code))
  process.once('SIGINT', () => end(130))
  process.once('SIGTERM', () => end(143))
}
