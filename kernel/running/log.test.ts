import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drainMs, openDuty } from './duty.ts'
import { withoutData } from './log.ts'
import { traceOf } from './trace.ts'

const syllable = fc.constantFrom(...'王李张刘陈杨赵黄周吴淑芬建国秀英小明')
const name = fc.string({ unit: syllable, minLength: 2, maxLength: 4 })
const phone = fc.integer({ min: 10_000_000_000, max: 10_099_999_999 }).map(String)
const token = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFG0123456789_-'),
  minLength: 24,
  maxLength: 64,
})
const mail = fc.constantFrom('wang.shufen@example.cn', 'li@example.org')
const glue = fc.constantFrom(' ', ': ', ' = ', ', ', ' (', '/', '?q=', ' for key ')

it('keeps no name, phone, token or address of a message, wherever it stands', () => {
  fc.assert(
    fc.property(fc.oneof(name, phone, token, mail), glue, glue, (secret, before, after) => {
      const said = withoutData(`cannot read the row${before}${secret}${after}at the end`)
      expect(said).not.toContain(secret)
    }),
  )
})

it('keeps what tells a programmer where to look', () => {
  expect(withoutData('connect ECONNREFUSED')).toBe('connect ECONNREFUSED')
  expect(withoutData('Unexpected token in "王淑芬 10012345678"')).toBe('Unexpected token in …')
})

it('reads a well-formed traceparent and begins a trace of its own for any other', () => {
  const [traceId, parentId] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7']
  expect(traceOf(`00-${traceId}-${parentId}-01`)).toMatchObject({ traceId, parentId, sampled: true })
  for (const bad of [
    undefined,
    '',
    '王',
    `ff-${traceId}-${parentId}-01`,
    `00-${'0'.repeat(32)}-${parentId}-01`,
    `00-${traceId}-${parentId}-01-x`,
  ]) {
    const own = traceOf(bad)
    expect(own.parentId).toBeNull()
    expect(own.traceId).toMatch(/^(?!0+$)[0-9a-f]{32}$/)
    expect(own.traceId).not.toBe(traceId)
  }
})

it('is not ready while it drains, or when the database is away; asks the database twice a second at most', async () => {
  let asked = 0
  const duty = openDuty(async () => {
    asked++
    return null
  })
  expect(duty.sinceAsked()).toBe(Number.POSITIVE_INFINITY)
  expect(await Promise.all([duty.unready(), duty.unready(), duty.unready()])).toEqual([null, null, null])
  expect(asked).toBe(1)
  duty.drain()
  expect(await duty.unready()).toBe('draining')
  expect(await openDuty(() => Promise.reject(new Error('away'))).unready()).toBe('database')
})

it('waits before it closes its door only where somebody watches, or as it was told', () => {
  expect(drainMs({ sinceAsked: () => 1000 }, null)).toBe(5000)
  expect(drainMs({ sinceAsked: () => Number.POSITIVE_INFINITY }, null)).toBe(0)
  expect(drainMs({ sinceAsked: () => 1000 }, 0)).toBe(0)
  expect(drainMs({ sinceAsked: () => Number.POSITIVE_INFINITY }, 2)).toBe(2000)
})
