import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'

const heartbeatMs = 2_000
const silentMs = 15_000

interface Holder {
  readonly token: string
  readonly pid: number
  readonly host: string
}

/**
 * Runs `work` while holding a lock file; others wait. A holder that was killed is noticed by its process being gone
 * or, where that cannot be asked (another container on the same disk), by its heartbeat stopping for 15 seconds.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const mine: Holder = { token: randomUUID(), pid: process.pid, host: hostname() }
  while (!(await take(path, mine))) {
    await removeIfAbandoned(path)
    await pause(20)
  }
  const heartbeat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), heartbeatMs)
  heartbeat.unref()
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    if ((await holderOf(path))?.token === mine.token) await rm(path, { force: true })
  }
}

async function take(path: string, mine: Holder): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(mine), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    // A full disk takes the file, but not what stands in it: it would look like the lock of somebody unknown.
    await rm(path, { force: true })
    throw error
  }
}

async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

async function removeIfAbandoned(path: string): Promise<void> {
  const seen = await stat(path).catch(() => undefined)
  if (!seen) return
  const holder = await holderOf(path)
  const gone = holder !== undefined && holder.host === hostname() && !isAlive(holder.pid)
  if (!gone && Date.now() - seen.mtimeMs < silentMs) return
  // Renaming first lets only one of several waiters remove it, and none remove the next holder's file by mistake.
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch {
    return
  }
  const taken = await holderOf(aside)
  if (taken && taken.token !== holder?.token) await rename(aside, path)
  else await rm(aside, { force: true })
}

/** Whether a process with this number exists (it may be someone else's by now). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
