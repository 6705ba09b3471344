import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { ZipArchive } from '../../kernel/sheets/zip-archive.ts'
import { words as auditBook } from '../../modules/audit/desk/words.ts'
import { endTenure, me } from '../../modules/people/contract.ts'
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

it.each([wideZh, phoneEn])('their first page says what waits for them ($lang)', async (view) => {
  const home = await town.open('administrator', view, '/desk/')
  const holidays = home.getByRole('link', { name: view.lang === 'zh' ? /放假安排/ : /public holidays/ })
  await holidays.waitFor()
  await town.expectAccessible(home)
  // They read no matters, and so there is nothing to search in.
  expect(await home.getByRole('searchbox').count()).toBe(0)
  await holidays.click()
  await home.waitForURL('**/desk/rules/calendar')
})

describe('signing in by the office’s own accounts', () => {
  const a = wordsIn(auditBook, 'zh')
  const p = wordsIn(peopleBook, 'en')
  stepsFollow()

  it('an administrator sets the provider up, and which group holds which post', async () => {
    const params = { postId: town.town.posts.gridWorker12 }
    await town.signInAs('administrator').call(endTenure, { params, body: { why: '调离' } })
    const desk = await town.open('administrator', wideZh, '/desk/audit/sign-in')
    const o = a.oidc
    for (const [label, value] of [
      [o.name, '区统一账号'],
      [o.nameEn, 'the district'],
      [o.issuer, provider.issuer],
      [o.clientId, provider.clientId],
    ] as const)
      await desk.getByRole('textbox', { name: label, exact: true }).fill(value)
    await desk.getByLabel(o.secret, { exact: true }).fill(provider.secret)
    await desk.getByLabel(o.opensAccounts).check()
    await desk.getByRole('combobox', { name: o.pick }).fill('12')
    await desk.getByRole('option').filter({ hasText: '网格员' }).first().click()
    await desk.getByRole('textbox', { name: o.value, exact: true }).fill('grid-12')
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: a.save }).click()
    await desk.getByText(a.saved('').slice(0, 4)).waitFor()
  })

  it('somebody whom only the provider knows signs in, and holds the post', async () => {
    provider.people.set('u-1', { name: '新人', preferred_username: 'newcomer', groups: ['grid-12'] })
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
    const answer = await phone.request.get(town.base + me.path, { headers: { 'x-liren': 'desk' } })
    expect(await answer.json()).toMatchObject({ login: 'newcomer', roles: ['resident', 'grid_worker'] })
    expect(town.faults).toEqual([])
  })
})

describe('everything that is held, taken out', () => {
  const w = wordsIn(takeoutBook, 'zh')
  stepsFollow()

  it('is asked for, made, and taken as a file that opens', async () => {
    await town.reportAt('building111', '楼道灯不亮')
    const desk = await town.open('administrator', wideZh, '/desk/data-out')
    await desk.getByRole('button', { name: w.ask }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByRole('radio', { name: w.open, exact: true }).check()
    await dialog.getByRole('textbox', { name: w.reason }).fill('换系统移交')
    await town.expectAccessible(desk)
    await dialog.getByRole('button', { name: w.start }).click()
    const link = desk.getByRole('link', { name: w.download })
    await link.waitFor({ timeout: 60_000 })
    await town.expectAccessible(desk)
    const [download] = await Promise.all([desk.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toMatch(/^全部数据-.*\.zip$/)
    const zip = await ZipArchive.open(await readFile(await download.path()))
    expect(await zip.text('rows/matters.matters.jsonl', 1e8)).toContain('楼道灯不亮')
    await zip.close()
  }, 120_000)

  it('and the audit tells who took it, and why', async () => {
    const desk = await town.open('administrator', wideZh, '/desk/audit')
    await desk.getByText('全部数据已导出成文件').waitFor()
    await desk.getByText('换系统移交').first().waitFor()
    const phone = await town.open('administrator', phoneEn, '/desk/data-out')
    await phone.getByRole('link', { name: wordsIn(takeoutBook, 'en').download }).waitFor()
    await town.expectAccessible(phone)
    expect(town.faults).toEqual([])
  })
})
