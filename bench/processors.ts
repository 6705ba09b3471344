import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Linux counts a process's time in hundredths of a second. */
const microsecondsPerTick = 10_000

interface Times {
  readonly parent: number
  readonly own: number
  /** Of children that have ended. */
  readonly children: number
}

/** Microseconds of processor that a process and all that it started have used so far; 0 where the system does not tell. */
export function processorTime(pid: number): number {
  if (!existsSync('/proc/self/stat')) return 0
  const all = new Map<number, Times>()
  for (const name of readdirSync('/proc')) {
    const times = /^\d+$/.test(name) ? timesOf(name) : undefined
    if (times) all.set(Number(name), times)
  }
  const sum = (of: number): number => {
    const times = all.get(of)
    if (!times) return 0
    const below = [...all].filter(([, { parent }]) => parent === of).map(([child]) => sum(child))
    return below.reduce((total, part) => total + part, times.own + times.children)
  }
  return sum(pid) * microsecondsPerTick
}

function timesOf(pid: string): Times | undefined {
  try {
    // The name in parentheses may hold spaces; after it come state, parent … as numbered in proc(5) from 3.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    const field = (number: number) => Number(fields[number - 3])
    return { parent: field(4), own: field(14) + field(15), children: field(16) + field(17) }
  } catch {
    return undefined
  }
}
