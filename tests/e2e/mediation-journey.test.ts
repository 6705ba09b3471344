import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { ZipArchive } from '../../kernel/sheets/zip-archive.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { specOf, stateNames } from '../../modules/mediation/case.ts'
import { getCase, readDocument } from '../../modules/mediation/contract.ts'
import { referWords as referBook } from '../../modules/mediation/desk/refer/words.ts'
import { words as deskBook } from '../../modules/mediation/desk/words.ts'
import type { CaseId } from '../../modules/mediation/events.ts'
import { aCommittee, findings } from '../../modules/mediation/mediation.fixture.ts'
import { words as pocketBook } from '../../modules/mediation/pocket/words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneZh, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 180_000)
afterAll(() => town?.close())

const trouble = '楼上半夜打麻将，睡不成觉'

// Two neighbours have phones, one with an account and one with a code; head and mediator sit at desks.
describe('a dispute, from the application to the sealed file', () => {
  const w = wordsIn(deskBook, 'zh')
  const p = wordsIn(pocketBook, 'zh')
  stepsFollow()
  let desk: Page
  let first: Page
  let second: Page
  let caseId: CaseId
  const view = () => town.signInAs('community1').call(getCase, { params: { caseId } })
  const inDialog = () => desk.getByRole('dialog')
  const saveDialog = async (button: string = w.save) => {
    await inDialog().getByRole('button', { name: button, exact: true }).click()
    await inDialog().waitFor({ state: 'hidden' })
  }

  it('a resident applies on the phone', async () => {
    await aCommittee(town.signInAs('community1'), town.town, '1', '天祥社区人民调解委员会')
    first = await town.open('resident1', phoneZh, '/disputes')
    await first.getByText(p.none).waitFor()
    await town.expectAccessible(first)
    await first.getByRole('button', { name: p.apply }).click()
    await first.getByRole('combobox', { name: p.kind }).selectOption('noise')
    await first.getByRole('button', { name: p.choosePlace }).click()
    await choosePlace(first)
    await first.getByRole('textbox', { name: p.words }).fill(trouble)
    await first.getByRole('textbox', { name: p.other }).fill('吴大声')
    await first.getByLabel(p.applyTick).check()
    await town.expectAccessible(first)
    await first.getByRole('button', { name: p.send }).click()
    await first.getByText(p.now.received).waitFor()
    await town.expectAccessible(first)
  })

  it('the committee asks; the other side agrees by its code', async () => {
    desk = await town.open('community1', wideZh, '/desk/mediation')
    await desk.getByRole('link', { name: /第1号/ }).first().click()
    await desk.getByText(trouble).waitFor()
    caseId = desk.url().split('/').at(-1) as CaseId
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: specOf('ask').name.zh, exact: true }).click()
    await desk.getByText(w.state.asking).waitFor()
    expect(await desk.getByRole('button', { name: specOf('accept').name.zh, exact: true }).isDisabled()).toBe(true)
    const code = (await view()).parties[1]?.receiptCode ?? ''
    second = await town.open(null, phoneZh, `/disputes/at/${code}`)
    await second.getByText(p.askConsent).waitFor()
    await second.getByLabel(p.consentTick).check()
    await town.expectAccessible(second)
    await second.getByRole('button', { name: p.yes }).click()
    await second.getByText(p.agreedTo(1)).waitFor()
    expect(await second.content()).not.toContain(trouble)
    await desk.reload()
    await desk.getByRole('button', { name: specOf('accept').name.zh, exact: true }).click()
    await desk.getByText(w.state.accepted).waitFor()
  })

  it('both choose the mediator, who records a session', async () => {
    const nominee = (await view()).nominees.find(({ personId }) => personId === town.town.persons.compoundSecretary12)
    const name = nominee?.name ?? ''
    for (const phone of [first, second]) {
      await phone.reload()
      await phone.getByRole('button', { name: `${p.wish} ${name}` }).click()
      await phone.getByText(p.wished).waitFor()
    }
    await desk.reload()
    await desk.getByRole('button', { name: `${w.choose} ${name}` }).click()
    await desk.getByRole('button', { name: specOf('begin').name.zh, exact: true }).click()
    await desk.getByText(w.state.mediating).waitFor()
    desk = await town.open('compoundSecretary12', wideZh, `/desk/mediation/${caseId}`)
    await desk.getByRole('button', { name: w.hold }).click()
    await inDialog().getByLabel(w.where).fill('社区调解室')
    await inDialog().getByLabel(w.said).fill('双方都愿意早睡')
    await town.expectAccessible(desk)
    await saveDialog()
    await desk.getByText('双方都愿意早睡').waitFor()
  })

  it('they agree; the papers have the three parts; all sign', async () => {
    for (const n of [0, 1]) {
      await desk.getByRole('button', { name: w.describe }).nth(n).click()
      await inDialog().getByLabel(w.details).fill('男，住机床厂小区1栋')
      await saveDialog()
    }
    await desk.getByRole('button', { name: w.draw }).click()
    await inDialog().getByLabel(w.issues).fill('几点以后不打麻将')
    await inDialog().getByLabel(w.duties).fill('楼上应当不扰邻')
    await inDialog().getByLabel(w.terms).fill('晚十点以后不打麻将')
    await inDialog().getByLabel(w.who).selectOption({ index: 2 })
    await inDialog().getByLabel(w.promiseWhat).fill('铺好静音垫')
    await inDialog()
      .getByLabel(w.promiseOn)
      .fill(dayOf(new Date(town.clock.now().getTime() + 5 * dayMs)))
    await town.expectAccessible(desk)
    await saveDialog()
    await desk.getByText(w.state.agreed).waitFor()
    const docx = await town
      .signInAs('compoundSecretary12')
      .ask(readDocument, { params: { caseId, name: 'agreement.docx' } })
    const zip = await ZipArchive.open(docx.body as unknown as Buffer)
    const entry = zip.find('word/document.xml')
    let xml = ''
    if (entry) for await (const piece of zip.unpack(entry, 1_000_000)) xml += piece.toString('utf8')
    await zip.close()
    for (const part of [
      '一、当事人基本情况',
      '二、纠纷的主要事实、争议事项及各方责任',
      '三、协议内容、履行方式和期限',
      '吴大声',
      '铺好静音垫',
    ])
      expect(xml).toContain(part)
    const signed = new RegExp(`(${Object.values(w.signWays).join('|')}) \\d{4}年`)
    for (let n = 0; n < 4; n++) {
      await desk.getByRole('button', { name: w.sign }).click()
      await inDialog().getByLabel(w.who).selectOption({ index: 1 })
      const way = inDialog().getByLabel(w.signWay)
      if (await way.isVisible()) await way.selectOption('fingerprint')
      await saveDialog()
      // Who has signed is not asked again: only then is the next one first on the list.
      await desk.getByText(signed).nth(n).waitFor()
    }
    await desk.getByText(w.state.performing).waitFor()
    await town.expectAccessible(desk)
    await first.reload()
    await first.getByText('铺好静音垫').waitFor()
    await town.expectAccessible(first)
  })

  it('what was promised is done; the file is bound and sealed', async () => {
    await desk.getByRole('button', { name: w.settle }).click()
    await inDialog().getByLabel(w.courtState).selectOption('kept')
    await saveDialog()
    await desk.getByRole('button', { name: w.callBack, exact: true }).click()
    await inDialog().getByLabel(w.parties).selectOption({ index: 1 })
    await inDialog().getByLabel(w.content).selectOption('5')
    await saveDialog()
    await desk.getByRole('button', { name: specOf('close').name.zh, exact: true }).click()
    await desk.getByText(w.state.closed).waitFor()
    await desk.getByRole('button', { name: specOf('archive').name.zh, exact: true }).click()
    await desk.getByText(stateNames.archived.zh, { exact: true }).waitFor()
    await desk.getByText('结案报告').waitFor()
    await town.expectAccessible(desk)
    for (const phone of [first, second]) {
      await phone.reload()
      await phone.getByText(p.now.archived).waitFor()
    }
    expect(await findings(town)).toEqual([])
    expect(town.faults).toEqual([])
  })

  it('a matter is referred with one button; the committee goes on from there', async () => {
    const r = wordsIn(referBook, 'zh')
    const { id } = await town.reportAt('building111', '楼上漏水，谈了三次谈不拢', {
      reporter: { name: '孙漏顶', phone: '12000008870' },
      category: '080203',
    })
    const page = await town.open('community1', wideZh, `/desk/matters/${id}`)
    await page.getByRole('button', { name: r.refer }).click()
    await page.getByRole('dialog').getByText(r.rests).waitFor()
    await town.expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: r.refer, exact: true }).click()
    await page.getByText(r.waits).waitFor()
    await page.getByRole('link', { name: r.openCase }).click()
    await page.getByText(w.noOther).waitFor()
    await page.getByText('楼上漏水，谈了三次谈不拢').waitFor()
    await town.expectAccessible(page)
    expect(town.faults).toEqual([])
  })
})

async function choosePlace(phone: Page): Promise<void> {
  const chooser = phone.getByRole('dialog').last()
  await chooser.getByRole('button', { name: '搜索' }).click()
  await chooser.getByRole('searchbox').fill('机床厂')
  await chooser
    .getByRole('button', { name: /机床厂小区/ })
    .first()
    .click()
  await chooser.waitFor({ state: 'hidden' })
  await phone.getByRole('button', { name: /机床厂小区/ }).waitFor()
}
