import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { ZipArchive } from '../../kernel/sheets/zip-archive.ts'
import { report, reveal as revealReporter } from '../../modules/matters/contract.ts'
import { take } from '../../modules/matters/matter-app.fixture.ts'
import { words as deskBook } from '../../modules/privacy/desk/words.ts'
import { words as pocketBook } from '../../modules/privacy/pocket/words.ts'
import { retain } from '../../modules/privacy/retention.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

describe('personal data', () => {
  const reason = '电话约上门看漏水的时间'
  const keep = wordsIn(deskBook, 'zh').keep
  stepsFollow()

  it('a worker sees a masked phone in full, with a reason', async () => {
    const body = { kind: 'demand', placeId: town.town.places.building111, body: '厨房楼上漏水' }
    const { id } = await town.signInAs('resident1').call(report, { body })
    const worker = await town.open('gridWorker11', wideZh, `/desk/matters/${id}`)
    await worker.getByRole('button', { name: '查看完整联系方式' }).click()
    await worker.getByRole('textbox', { name: '为什么要看' }).fill(reason)
    await worker.getByRole('button', { name: '查看', exact: true }).click()
    await worker.getByText(town.town.phones.resident1).waitFor()
    await town.expectAccessible(worker)
  })

  it('a list that is taken away says by whom and when', async () => {
    const office = await town.open('community1', wideZh, '/desk/matters')
    await office.getByText('厨房楼上漏水').first().waitFor()
    const saved = office.waitForEvent('download')
    await office.getByRole('button', { name: '导出 .xlsx' }).click()
    const zip = await ZipArchive.open(await readFile(await (await saved).path()))
    expect(await zip.text('docProps/core.xml', 1e6)).toMatch(/由[^于]+于\d{4}-\d{2}-\d{2} \d{2}:\d{2}从里仁导出/)
    await zip.close()
  })

  it('who watches finds both; the resident finds on the phone what is held, and who looked', async () => {
    const watcher = await town.open('supervisor', wideZh, '/desk/audit')
    await watcher.getByText(`理由：${reason}`).waitFor()
    await watcher.getByRole('cell', { name: /^导出/ }).first().waitFor()
    await town.expectAccessible(watcher)
    const p = wordsIn(pocketBook, 'en')
    const phone = await town.open('resident1', phoneEn, '/my-data')
    await phone.getByRole('heading', { name: p.reveals }).waitFor()
    await phone.getByText(reason).waitFor()
    await phone.getByText('厨房楼上漏水').first().waitFor({ state: 'attached' })
    await town.expectAccessible(phone)
  })

  it('takes a copy in the language of the page, whatever the browser speaks', async () => {
    const p = wordsIn(pocketBook, 'en')
    const phone = await town.open('resident1', phoneZh, '/my-data?lang=en')
    const saved = phone.waitForEvent('download')
    await phone.getByRole('button', { name: p.takeSheet }).click()
    const copy = await saved
    expect(copy.suggestedFilename()).toBe(`${p.fileName}.xlsx`)
    const zip = await ZipArchive.open(await readFile(await copy.path()))
    expect(await zip.text('xl/workbook.xml', 1e6)).toContain('Held on me')
    await zip.close()
  })

  it('an administrator sets how long a kind is kept, and the night erases what is over', async () => {
    const reporter = { name: '李秀英', phone: '10000000001' }
    const { id } = await town.reportAt('building112', '路灯不亮', { reporter })
    await take(town.signInAs('community1'), id, { action: 'void', reason: 'withdrawn', words: '来电撤回' })
    const desk = await town.open('administrator', wideZh, '/desk/privacy/retention')
    await desk.getByRole('button', { name: `${keep.change}：反映人留的姓名、电话和加密填写的内容` }).click()
    await desk.getByLabel(keep.days).fill('200')
    await desk.getByLabel(keep.why).fill('半年内都回访完了')
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: keep.save }).click()
    await desk.getByText('200', { exact: true }).waitFor()
    await town.passDays(201)
    await retain(town.services)
    const later = await town.open('administrator', wideZh, '/desk/privacy/retention')
    await later.getByText(/^1 · /).waitFor()
    const left = await town.signInAs('community1').ask(revealReporter, {
      params: { matterId: id },
      body: { reason: '看看还在不在' },
    })
    expect(left.body ?? {}).toMatchObject({ phone: null })
    expect(town.faults).toEqual([])
  })
})
