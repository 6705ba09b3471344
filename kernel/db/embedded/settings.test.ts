import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstSettings, memoryHere } from './settings.ts'

const gibibyte = 2 ** 30
const megabytes = (of: string | undefined) => Number(/^(\d+)MB$/.exec(of ?? '')?.[1])

describe('the settings of a new cluster', () => {
  it.each([
    [1, '192MB', '64MB', '1024MB'],
    [4, '512MB', '64MB', '2048MB'],
    [8, '1024MB', '128MB', '4096MB'],
    [64, '8192MB', '1024MB', '32768MB'],
    [512, '8192MB', '1024MB', '262144MB'],
  ])('fit a machine with %i GB', (memory, shared_buffers, maintenance_work_mem, effective_cache_size) => {
    expect(firstSettings(memory * gibibyte)).toMatchObject({
      shared_buffers,
      maintenance_work_mem,
      effective_cache_size,
    })
  })

  it('leave most of the memory to the programs beside it, on any machine with 2 GB or more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4_096 }), (memory) => {
        expect(megabytes(firstSettings(memory * gibibyte).shared_buffers)).toBeLessThanOrEqual((memory * 1_024) / 8)
      }),
    )
  })

  it('know how much memory is here', () => {
    expect(memoryHere()).toBeGreaterThan(0.25 * gibibyte)
  })
})
