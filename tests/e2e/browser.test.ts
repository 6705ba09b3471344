import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sharedBrowser } from './browser.ts'

let page: Page

beforeAll(async () => {
  page = await (await sharedBrowser()).newPage()
})
afterAll(() => page?.close())

it('draws with WebGL, which the map needs', async () => {
  const drawn = await page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2')
    if (!gl) return 'no WebGL'
    gl.clearColor(1, 0, 0, 1)
    gl.clear(gl.COLOR_BUFFER_BIT)
    const pixel = new Uint8Array(4)
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel)
    return [...pixel].join()
  })
  expect(drawn).toBe('255,0,0,255')
})
