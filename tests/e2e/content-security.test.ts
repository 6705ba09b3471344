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

it('a chart that is pointed at says its amounts, within the policy', async () => {
  await town.reportAt('building111', '三单元楼道灯坏了')
  const page = await town.open('community1', wideEn, '/desk/board')
  const before = town.faults.length
  const chart = page.locator('.ui-chart-picture').first()
  await chart.locator('svg, canvas').first().waitFor()
  const tip = chart.locator('.ui-chart-tip')
  await vi.waitUntil(
    async () => {
      await chart.hover()
      return tip.isVisible()
    },
    { timeout: 10_000, interval: 200 },
  )
  expect(await tip.textContent()).toMatch(/\d/)
  expect(town.faults.slice(before)).toEqual([])
})
