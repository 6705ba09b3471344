import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uiWords } from '../../ui/words.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideEn } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town?.close())

/** A slow network: what is asked for from now on waits. @returns lets it come. */
async function hold(page: Page, those: string): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(those, async (route) => {
    await released
    await route.continue()
  })
  return release
}

const holdScripts = (page: Page) => hold(page, '**/*.js')

const opening = (page: Page) => page.locator('.ui-opening')

it('desk: until the next page is here the old one stays as it was, and something moves', async () => {
  const page = await town.open('community1', wideEn, '/desk/')
  const heading = page.locator('h1')
  const current = page.locator('.desk-links [aria-current="page"]')
  await heading.waitFor()
  const [before, at] = [await heading.textContent(), await current.getAttribute('href')]
  const release = await holdScripts(page)
  await page.locator('.desk-links a[href="/desk/matters"]').click()
  await opening(page).waitFor()
  expect(new URL(page.url()).pathname).toBe('/desk/matters')
  expect([await heading.textContent(), await current.getAttribute('href')]).toEqual([before, at])
  release()
  await page.locator('.desk-links a[href="/desk/matters"][aria-current="page"]').waitFor()
  await opening(page).waitFor({ state: 'detached' })
  expect(await heading.textContent()).not.toBe(before)
  // Back: its files are here already.
  await page.goBack()
  await page.locator(`.desk-links a[href="${at}"][aria-current="page"]`).waitFor()
  expect(await heading.textContent()).toBe(before)
  expect(town.faults).toEqual([])
})

it('desk: a page is fetched while one still points at its link', async () => {
  const page = await town.open('community1', wideEn, '/desk/')
  await page.locator('h1').waitFor()
  const fetched = page.waitForRequest(/\/assets\/board-page-.*\.js$/)
  await page.locator('nav a[href="/desk/board"]').hover()
  await fetched
  expect(new URL(page.url()).pathname).toBe('/desk/')
})

it('phone: the old page stays, too, and nobody looks at an empty one', async () => {
  const page = await town.open('resident1', phoneEn, '/')
  const heading = page.locator('h1')
  await heading.waitFor()
  const before = await heading.textContent()
  const release = await holdScripts(page)
  await page.locator('nav a[href="/mine"]').click()
  await opening(page).waitFor()
  expect(await heading.textContent()).toBe(before)
  release()
  await opening(page).waitFor({ state: 'detached' })
  expect(await heading.textContent()).not.toBe(before)
  expect(town.faults).toEqual([])
})

it('desk: a list can be read until its newer rows are here', async () => {
  await town.reportAt('building111', '楼道灯不亮')
  const page = await town.open('community1', wideEn, '/desk/matters')
  const list = page.getByRole('table')
  await list.getByRole('link').first().waitFor()
  const release = await hold(page, '**/api/**')
  await list.getByRole('columnheader').getByRole('button').first().click()
  await list.and(page.locator('[aria-busy="true"]')).waitFor()
  expect(await list.getByRole('link').count()).toBeGreaterThan(0)
  await town.expectAccessible(page)
  release()
  await list.and(page.locator('[aria-busy="false"]')).waitFor()
})

it('a sheet is closed by a finger too, and what it is for has the focus first', async () => {
  const page = await town.open('administrator', phoneZh, '/desk/posts')
  await page.locator('tbody a').first().click()
  const sheet = page.getByRole('dialog')
  const cross = sheet.getByRole('button', { name: uiWords.zh.close })
  await cross.waitFor()
  expect(await cross.evaluate((it) => it === document.activeElement)).toBe(false)
  await town.expectAccessible(page)
  await cross.tap()
  await sheet.waitFor({ state: 'hidden' })
})

const isStream = (request: Request) => request.url().endsWith('/api/live')

/** What a browser tells a page whose tab goes behind another, or comes to the front again. */
const put = (page: Page, visibilityState: 'hidden' | 'visible') =>
  page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, visibilityState)

// A browser has six connections to a server that no proxy with HTTP/2 stands before: a seventh tab would wait for ever.
it('a tab out of sight holds no connection, and shows what is new when it is seen again', async () => {
  const page = await town.open('community1', wideEn, '/desk/matters')
  await page.getByRole('table').getByRole('link').first().waitFor()
  const left = page.waitForEvent('requestfailed', isStream)
  await put(page, 'hidden')
  await left
  await town.reportAt('building111', '电梯停在三楼不动')
  const again = page.waitForRequest(isStream)
  await put(page, 'visible')
  await again
  await page.getByRole('link', { name: '电梯停在三楼不动' }).waitFor()
})
