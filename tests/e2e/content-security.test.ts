import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type E2eTown, openTown, wideEn } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town?.close())

it('what the content security policy refuses is seen, so that no journey passes over it', async () => {
  const page = await town.open(null, wideEn, '/desk/')
  await page.waitForSelector('form')
  expect(town.faults).toEqual([])
  const ran = await page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = 'body { color: red }'
    document.head.append(style)
    const script = document.createElement('script')
    script.textContent = 'window.intruded = true'
    document.head.append(script)
    return 'intruded' in window
  })
  expect(ran).toBe(false)
  await vi.waitUntil(() => town.faults.length >= 2, { timeout: 10_000 })
  expect(town.faults.join('\n')).toMatch(/inline style/i)
  expect(town.faults.join('\n')).toMatch(/inline script/i)
})
