import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type E2eTown, openTown, phoneEn, phoneZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown({ lettersOnPhones: true })
})
afterAll(() => town?.close())

it.each([phoneEn, phoneZh])('names in Chinese have their letters on a system without any ($lang)', async (view) => {
  const page = await town.open('community1', view, '/desk/')
  const heading = page.locator('h1')
  await heading.waitFor()
  await page.evaluate('document.fonts.ready')
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('DOM.enable')
  await devTools.send('CSS.enable')
  const carried = async () => {
    const { root } = await devTools.send('DOM.getDocument')
    const { nodeId } = await devTools.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'h1' })
    const { fonts } = await devTools.send('CSS.getPlatformFontsForNode', { nodeId })
    return fonts.reduce((sum, { isCustomFont, glyphCount }) => sum + (isCustomFont ? glyphCount : 0), 0)
  }
  const letters = (await heading.innerText()).match(/\p{Script=Han}/gu)?.length ?? 0
  expect(letters).toBeGreaterThan(1)
  // A system that has letters of its own fetches none.
  const fetched = await page.evaluate(() =>
    [...document.fonts].some(({ family, status }) => /Noto Sans SC/.test(family) && status !== 'unloaded'),
  )
  if (fetched) await vi.waitUntil(async () => (await carried()) >= letters, { timeout: 10_000, interval: 100 })
})
