import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withLock } from './lock.ts'

let folder: string
let lock: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liren-lock-'))
  lock = join(folder, 'lock')
})
afterEach(() => rm(folder, { recursive: true }))

it('lets one in at a time and is gone afterwards', async () => {
  let inside = 0
  let most = 0
  const visit = async () => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((next) => setImmediate(next))
    inside -= 1
  }
  await Promise.all(Array.from({ length: 20 }, () => withLock(lock, visit)))
  expect(most).toBe(1)
  expect(existsSync(lock)).toBe(false)
})

it('is given back when the work fails', async () => {
  await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await withLock(lock, async () => 'free')).toBe('free')
})

it('is taken from a process that is gone', async () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  await writeFile(lock, JSON.stringify({ token: 'dead', pid, host: hostname() }))
  expect(await withLock(lock, async () => 'mine')).toBe('mine')
})

it('is taken from another machine only when its heartbeat has stopped', async () => {
  await writeFile(lock, JSON.stringify({ token: 'far', pid: 1, host: 'another-machine' }))
  const order: string[] = []
  const waiting = withLock(lock, async () => order.push('mine'))
  await new Promise((next) => setImmediate(next))
  order.push('still theirs')
  const longAgo = new Date(Date.now() - 60_000)
  await utimes(lock, longAgo, longAgo)
  await waiting
  expect(order).toEqual(['still theirs', 'mine'])
})
