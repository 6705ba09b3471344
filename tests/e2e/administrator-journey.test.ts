import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as auditBook } from '../../modules/audit/desk/words.ts'
import { type RealProvider, realProvider } from '../../modules/people/oidc/provider.fixture.ts'
import { words as peopleBook } from '../../modules/people/web/words.ts'
import { words as takeoutBook } from '../../modules/takeouts/desk/words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, wideZh } from './town.fixture.ts'

let town: E2eTown
let provider: RealProvider
beforeAll(async () => {
  vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.1')
  town = await openTown()
  provider = await realProvider(`${town.base}/desk/sign-in/oidc`)
}, 180_000)
afterAll(async () => {
  await town?.close()
  await provider?.close()
  vi.unstubAllEnvs()
})

describe('what an office owns', () => {
  const w = wordsIn(takeoutBook, 'zh')
  const a = wordsIn(auditBook, 'zh')
  stepsFollow()

  it('everything that is held is asked for, made, and taken', async () => {
    await town.reportAt('building111', '楼道灯不亮')
    const desk = await town.open('administrator', wideZh, '/desk/data-out')
    await desk.getByRole('button', { name: w.ask }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByRole('radio', { name: w.open, exact: true }).check()
    await dialog.getByLabel(w.reason).fill('换系统移交')
    await town.expectAccessible(desk)
    await dialog.getByRole('button', { name: w.start }).click()
    const link = desk.getByRole('link', { name: w.download })
    await link.waitFor({ timeout: 60_000 })
    await desk.getByText('打开封存信息：换系统移交').waitFor()
    await town.expectAccessible(desk)
    const [download] = await Promise.all([desk.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toMatch(/^全部数据-.*\.zip$/)
    expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK')
    const phone = await town.open('administrator', phoneEn, '/desk/data-out')
    await phone.getByRole('link', { name: wordsIn(takeoutBook, 'en').download }).waitFor()
    await town.expectAccessible(phone)
  })

  it('signing in by the office’s own accounts is set up', async () => {
    const desk = await town.open('administrator', wideZh, '/desk/audit/sign-in')
    const o = a.oidc
    for (const [label, value] of [
      [o.name, '区统一账号'],
      [o.nameEn, 'the district'],
      [o.issuer, provider.issuer],
      [o.clientId, provider.clientId],
      [o.secret, provider.secret],
    ] as const)
      await desk.getByLabel(label, { exact: true }).fill(value)
    await desk.getByRole('combobox', { name: o.pick }).fill('网格')
    await desk.getByRole('option').first().click()
    await desk.getByLabel(o.value, { exact: true }).fill('grid')
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: a.save }).click()
    await desk.getByText(a.saved('').slice(0, 4)).waitFor()
  })

  it('and somebody signs in by them', async () => {
    provider.people.set('u-1', { preferred_username: 'community1' })
    const p = wordsIn(peopleBook, 'en')
    const phone = await town.open(null, phoneEn, '/desk/matters')
    const button = phone.getByRole('button', { name: p.byProvider('the district') })
    await button.waitFor()
    await town.expectAccessible(phone)
    await button.click()
    await phone.locator('input[name=login]').fill('u-1')
    await phone.locator('input[name=password]').fill('x')
    await phone.getByRole('button', { name: /sign-in/i }).click()
    await phone.getByRole('button', { name: /continue/i }).click()
    await phone.waitForURL(/\/desk\/matters/)
    await phone.getByRole('heading', { level: 1 }).waitFor()
    expect(town.faults).toEqual([])
  })
})
