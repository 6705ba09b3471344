import { monitorEventLoopDelay } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import { type Progress, searchInThread } from './in-thread.ts'
import type { Odd } from './odd.fixture.ts'
import { openWalk } from './open-walk.ts'

const entry = new URL('./odd.fixture.ts', import.meta.url)
const ask = <Found>(asked: Odd, watching?: Parameters<typeof searchInThread>[2]) =>
  searchInThread<Odd, Found>(entry, asked, watching)

describe('a search in a thread', () => {
  it('finds what it finds without one', async () => {
    const x = Float64Array.from([5, 1, 4, 2, 3, 9, 7])
    const here = openWalk(x.length, (a, b) => Math.abs((x[a] ?? 0) - (x[b] ?? 0)))
    expect(await ask<number[]>({ what: 'walk', x })).toEqual(here)
  })

  it('lets the process go on, and tells how far it is', async () => {
    const told: Progress[] = []
    const stalls = monitorEventLoopDelay({ resolution: 5 })
    stalls.enable()
    await ask({ what: 'look', milliseconds: 1_500 }, { onProgress: (progress) => told.push(progress) })
    stalls.disable()
    // The process itself did next to nothing all the while; a busy machine has its own pauses.
    expect(stalls.percentile(50) / 1e6).toBeLessThan(250)
    expect(told.length).toBeGreaterThanOrEqual(6)
    const dones = told.map(({ done }) => done)
    expect(dones).toEqual([...dones].sort((a, b) => a - b))
    expect([dones[0], (dones.at(-1) ?? 0) > 0.5, (told.at(-1)?.best ?? 0) > 0]).toEqual([0, true, true])
  })

  it('stops when it is told to, and keeps what it has', async () => {
    const giveUp = new AbortController()
    const started = performance.now()
    const onProgress = ({ done }: Progress) => {
      if (done > 0) giveUp.abort()
    }
    const { looked } = await ask<{ looked: number }>(
      { what: 'look', milliseconds: 60_000 },
      { signal: giveUp.signal, onProgress },
    )
    expect(looked).toBeGreaterThan(0)
    expect(performance.now() - started).toBeLessThan(30_000)
    await expect(ask({ what: 'look', milliseconds: 1 }, { signal: AbortSignal.abort() })).rejects.toThrow(
      'before it began',
    )
  })

  it('says clearly that its thread died, and the next one finds a new thread', async () => {
    await expect(ask({ what: 'exit' })).rejects.toThrow('the thread ended before its search did (exit code 7)')
    await expect(ask({ what: 'throw' })).rejects.toThrow('the search failed in its thread: a distance is missing')
    expect(await ask<number[]>({ what: 'walk', x: Float64Array.from([1]) })).toEqual([0])
  })

  it('waits for the one before it: a process has one such thread', async () => {
    const ends: string[] = []
    const one = (name: string, milliseconds: number) =>
      ask<object>({ what: 'look', milliseconds }).then(() => ends.push(name))
    await Promise.all([one('long', 300), one('short', 1), one('last', 1)])
    expect(ends).toEqual(['long', 'short', 'last'])
  })
})
