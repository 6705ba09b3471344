/** Why a process should get no requests now. */
export type Unready = 'draining' | 'database' | 'migrations'

/** Whether a process takes requests, and how it stops doing so. */
export interface Duty {
  readonly isDraining: boolean
  /** null: it takes requests. Asked of the database at most twice a second, whoever asks. */
  unready(): Promise<Unready | null>
  /** From now on it is not ready; what arrives all the same is still served. */
  drain(): void
  /** Milliseconds since somebody last asked whether it is ready; Infinity: nobody ever did. */
  sinceAsked(): number
}

const keptMs = 500
const patienceMs = 2000

/**
 * @param look asks whatever has to be there (the database, its migrations); an exception counts as `database`, and so
 * does silence for two seconds.
 */
export function openDuty(look: () => Promise<Unready | null>): Duty {
  let draining = false
  let askedAt = Number.NEGATIVE_INFINITY
  let last: { at: number; found: Promise<Unready | null> } | null = null
  return {
    get isDraining() {
      return draining
    },
    async unready() {
      const now = performance.now()
      askedAt = now
      if (draining) return 'draining'
      if (!last || now - last.at > keptMs) last = { at: now, found: looked(look) }
      return last.found
    },
    drain: () => {
      draining = true
    },
    sinceAsked: () => performance.now() - askedAt,
  }
}

async function looked(look: () => Promise<Unready | null>): Promise<Unready | null> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<Unready>((resolve) => {
    timer = setTimeout(() => resolve('database'), patienceMs)
  })
  try {
    return await Promise.race([look(), silence])
  } catch {
    return 'database'
  } finally {
    clearTimeout(timer)
  }
}

/** Somebody who asked for readiness this recently is watching, and has to be given time to see that it ended. */
const watchedMs = 60_000

/**
 * Milliseconds between "not ready" and closing the door: as set, else five seconds where a balancer watches `/readyz` and
 * none where nobody does (a mini PC without one restarts at once).
 */
export const drainMs = (duty: Pick<Duty, 'sinceAsked'>, setSeconds: number | null): number =>
  setSeconds === null ? (duty.sinceAsked() < watchedMs ? 5000 : 0) : setSeconds * 1000
