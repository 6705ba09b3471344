import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { giveIdea, planCall, stepCall } from '../../modules/ideas/contract.ts'
import { words as deskBook } from '../../modules/ideas/desk/words.ts'
import { ideaBook } from '../../modules/ideas/idea-words.ts'
import { aCall } from '../../modules/ideas/ideas.fixture.ts'
import { words as pocketBook } from '../../modules/ideas/pocket/words.ts'
import { stepsFollow } from './journey.ts'
import { picture } from './picture.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const inboxOf = async (page: Page, words: string) => {
  await town.deliver()
  await page.goto(`${town.base}/inbox`)
  await page.getByRole('link').filter({ hasText: words }).first().waitFor()
}

describe('an idea, from the poster to an answer', () => {
  const desk = wordsIn(deskBook, 'zh')
  const pocket = wordsIn(pocketBook, 'zh')
  const book = wordsIn(ideaBook, 'zh')
  const first = '车棚加装充电口'
  const second = '电动车没处充电，装几个充电桩'

  stepsFollow()
  let community: Page
  let author: Page
  let neighbour: Page
  let code: string

  it('is asked for by a call that is planned, opened and printed', async () => {
    community = await town.open('community1', wideZh, '/desk/ideas')
    await community.getByRole('link', { name: desk.plan }).click()
    await community.getByRole('textbox', { name: desk.form.title }).fill('老院改造，您先改哪里')
    await community.getByRole('textbox', { name: desk.form.words }).fill('充电、照明、晾晒、活动场地，想到什么说什么。')
    await community.getByLabel(desk.form.untilOn).fill('2026-12-20')
    await town.expectAccessible(community)
    await community.getByRole('button', { name: desk.form.save }).click()
    await community.getByRole('button', { name: desk.step.open }).click()
    await community.getByText(desk.next.open).waitFor()
    code = ((await community.locator('.ui-scan-words').textContent()) ?? '').trim()
    await town.expectAccessible(community)
    await community.getByRole('link', { name: desk.poster }).click()
    await community.getByText(desk.print.scan).first().waitFor()
    await town.expectAccessible(community)
    await community.getByRole('link', { name: desk.print.back }).click()
  })

  it('is given on a phone with a photo, and waits until the office has looked', async () => {
    author = await town.open('resident1', phoneZh, `/i/${code}`)
    await author.getByRole('link', { name: pocket.give }).click()
    await author.getByRole('button', { name: pocket.send }).click()
    await author.getByText(pocket.fault.title).waitFor()
    await author.getByRole('textbox', { name: pocket.what }).fill(first)
    await author.getByRole('textbox', { name: pocket.body }).fill('现在飞线充电不安全，车棚里装十个口就够。')
    await author
      .locator('input[type=file]')
      .first()
      .setInputFiles([await picture('shed')])
    await author.getByRole('textbox', { name: pocket.cost }).fill('8000')
    await town.expectAccessible(author)
    await author.getByRole('button', { name: pocket.send }).click()
    await author.getByText(pocket.sentPending).waitFor()
    await town.expectAccessible(author)
    await author.getByRole('link', { name: pocket.toIdea }).click()
    await author.getByText(pocket.pendingNote).waitFor()

    await community.getByRole('link', { name: first }).click()
    await community.getByRole('button', { name: desk.one.publish }).click()
    await community.getByText(desk.one.next.published).waitFor()
    await town.expectAccessible(community)
  })

  it('is found by a neighbour who types the same, and endorsed; another one is written all the same', async () => {
    neighbour = await town.open('resident2', phoneZh, `/i/${code}/new`)
    await neighbour.getByRole('textbox', { name: pocket.what }).fill('车棚装充电口')
    const similar = neighbour.getByRole('listitem').filter({ hasText: first })
    await similar.getByRole('button', { name: pocket.endorse }).click()
    await neighbour.getByRole('button', { name: pocket.takeBack }).waitFor()
    await town.expectAccessible(neighbour)
    await neighbour.getByRole('textbox', { name: pocket.what }).fill(second)
    await neighbour.getByRole('textbox', { name: pocket.body }).fill('楼下没有插座，老人推着车到处找。')
    await neighbour.getByRole('button', { name: pocket.send }).click()
    await neighbour.getByRole('link', { name: pocket.toIdea }).click()
    await neighbour.getByRole('button', { name: pocket.edit }).click()
    await neighbour.getByRole('textbox', { name: pocket.body }).fill('楼下没有插座，老人推着车到处找充电的地方。')
    await neighbour.getByRole('button', { name: pocket.save }).click()
    await neighbour.getByText(pocket.versions).waitFor()
    await neighbour.locator('ins', { hasText: '充电的地方' }).waitFor()
    await town.expectAccessible(neighbour)
  })

  it('is asked about and answered by the office', async () => {
    await author.goto(`${town.base}/i/${code}`)
    await neighbour.goto(`${town.base}/i/${code}`)
    await neighbour.getByRole('link', { name: first }).click()
    await neighbour.getByRole('button', { name: pocket.ask }).click()
    await neighbour.getByRole('textbox', { name: pocket.ask }).fill('电费怎么算？')
    await neighbour.getByRole('button', { name: pocket.askSend }).click()
    await neighbour.getByText('电费怎么算？').waitFor()
    await community.reload()
    await community.getByRole('button', { name: desk.one.publish }).click()
    await community.getByRole('button', { name: desk.one.answer }).click()
    await community.getByRole('textbox', { name: desk.one.answer }).fill('扫码付费，按度收。')
    await community.getByRole('button', { name: desk.one.answerGo }).click()
    await community.getByText('扫码付费，按度收。').waitFor()
    await inboxOf(neighbour, '有了回答')
  })

  it('is merged with the other, undone once, merged again', async () => {
    await community.getByRole('link', { name: '老院改造，您先改哪里' }).click()
    await community.getByRole('link', { name: second }).click()
    await community.getByRole('button', { name: desk.one.publish }).click()
    await community.getByText(desk.one.next.published).waitFor()
    const merge = async () => {
      await community.getByRole('link', { name: '老院改造，您先改哪里' }).click()
      for (const title of [first, second])
        await community.getByRole('row').filter({ hasText: title }).getByRole('checkbox').check()
      await community.getByRole('button', { name: desk.merge }).click()
      const dialog = community.getByRole('dialog')
      await dialog.getByRole('radio', { name: first }).check()
      await town.expectAccessible(community)
      await dialog.getByRole('button', { name: desk.merge }).click()
      await community.getByRole('dialog').waitFor({ state: 'hidden' })
      await community.getByRole('link', { name: first }).click()
      await community.getByText(desk.one.mergedIdeas).waitFor()
    }
    await merge()
    await community.getByRole('button', { name: desk.undoMerge }).click()
    await community.getByText(desk.undone).waitFor()
    await community.getByText(desk.one.mergedIdeas).waitFor({ state: 'hidden' })
    await merge()
    await town.expectAccessible(community)
    await inboxOf(neighbour, '合并')
  })

  it('is costed and adopted as a matter; all who stand behind it are told', async () => {
    await community.getByRole('button', { name: desk.one.costGo }).click()
    await community.getByRole('textbox', { name: desk.one.costYuan }).fill('12000')
    await community.getByRole('textbox', { name: desk.one.costNote }).fill('按两家报价')
    await community.getByRole('dialog').getByRole('button', { name: desk.one.save }).click()
    await community.getByText('12,000').first().waitFor()
    await community.getByRole('button', { name: desk.one.adopt, exact: true }).click()
    const dialog = community.getByRole('dialog')
    await dialog.getByRole('textbox', { name: desk.one.adoptWords }).fill('下个月进场')
    await dialog.getByText(desk.one.toMatter).click()
    await dialog.getByRole('combobox', { name: desk.one.holder }).fill('城管办')
    await dialog.getByRole('option').filter({ hasText: '城管办' }).click()
    await dialog.getByLabel(desk.one.dueOn).fill('2026-12-31')
    await town.expectAccessible(community)
    await dialog.getByRole('button', { name: desk.one.adopt, exact: true }).click()
    await community.getByText(desk.one.next.adopted).waitFor()
    await inboxOf(author, '已采纳')
    await inboxOf(neighbour, '已采纳')
    await neighbour.getByRole('link').filter({ hasText: '已采纳' }).first().click()
    await neighbour.getByText(book.ideaState.adopted).first().waitFor()
    await town.expectAccessible(neighbour)
    await community.getByRole('link', { name: '老院改造，您先改哪里' }).click()
    await community.getByRole('button', { name: desk.step.close }).click()
    await community.getByRole('button', { name: desk.step.decide }).click()
    await community.getByText(desk.next.decided).waitFor()
    await town.expectAccessible(community)
    expect(town.faults).toEqual([])
  })
})

describe('an elder’s idea, by paper', () => {
  const desk = wordsIn(deskBook, 'en')
  const pocket = wordsIn(pocketBook, 'en')

  stepsFollow()
  let code: string
  let receipt: string

  it('has a form with a number', async () => {
    const community = await town.open('community1', wideEn, '/desk/ideas/new')
    await community.getByRole('textbox', { name: desk.form.title }).fill('What to mend first')
    await community.getByLabel(desk.form.untilOn).fill('2026-12-20')
    await community.getByText('Published at once', { exact: true }).click()
    await community.getByRole('button', { name: desk.form.save }).click()
    await community.getByRole('button', { name: desk.step.open, exact: true }).click()
    await community.getByText(desk.next.open).waitFor()
    code = ((await community.locator('.ui-scan-words').textContent()) ?? '').trim()
    await community.getByRole('link', { name: desk.forms }).click()
    await community.getByRole('textbox', { name: desk.print.copies }).fill('2')
    await community.getByRole('button', { name: desk.print.take }).click()
    await community.getByText(desk.print.number(2)).waitFor()
    await community.getByText(desk.print.consent(1)).first().waitFor()
    await town.expectAccessible(community)
  })

  it('is typed in by the building lead; the elder has a code to look and to endorse by', async () => {
    const lead = await town.open('buildingLead111', phoneEn, `/i/${code}`)
    await lead.getByRole('link', { name: pocket.typeIn }).click()
    await lead.getByRole('textbox', { name: pocket.formNumber }).fill('1')
    await lead.getByRole('textbox', { name: pocket.name, exact: true }).fill('Grandma Chen')
    await lead.getByRole('textbox', { name: pocket.phone }).fill('10000008888')
    await lead.getByText(pocket.consent).click()
    // No version has this number.
    await lead.getByRole('textbox', { name: pocket.consentVersion }).fill('2')
    await lead.getByRole('textbox', { name: pocket.what }).fill('A handrail on the stairs')
    await lead.getByRole('textbox', { name: pocket.body }).fill('It is hard to climb with a bag.')
    await lead.getByRole('button', { name: pocket.choosePlace }).click()
    await lead
      .getByRole('dialog')
      .getByRole('button', { name: /Machine Tool Works/ })
      .first()
      .click()
    await lead
      .getByRole('dialog')
      .getByRole('button', { name: /Building 1/ })
      .first()
      .click()
    await lead
      .getByRole('dialog')
      .getByRole('button', { name: /Choose Building 1/ })
      .click()
    await town.expectAccessible(lead)
    await lead.getByRole('button', { name: pocket.send }).click()
    await lead
      .getByText(/There is no version 2 of this text/)
      .first()
      .waitFor()
    await lead.getByRole('textbox', { name: pocket.consentVersion }).fill('1')
    await lead.getByRole('button', { name: pocket.send }).click()
    await lead.getByText(pocket.receiptElder).waitFor()
    receipt = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec((await lead.locator('.ip-receipt').textContent()) ?? '')?.[0] ?? ''
    await town.expectAccessible(lead)

    const elder = await town.open(null, phoneEn, '/ideas')
    await elder.getByRole('textbox', { name: pocket.receiptCode }).fill(receipt)
    await elder.getByRole('button', { name: pocket.lookUpGo }).click()
    await elder.getByRole('heading', { name: 'A handrail on the stairs' }).waitFor()
    await elder.getByText(pocket.paper(1, 'buildingLead111')).waitFor()
    await town.expectAccessible(elder)
    const lamp = { title: 'A lamp at the gate', body: 'It is dark there.' }
    const { id } = await town.signInAs('resident1').call(giveIdea, { params: { code }, body: lamp })
    await elder.goto(`${town.base}/ideas/${id}`)
    await elder.getByRole('button', { name: pocket.byReceipt }).click()
    await elder.getByRole('textbox', { name: pocket.receiptCode }).fill(receipt)
    await town.expectAccessible(elder)
    await elder.getByRole('button', { name: pocket.byReceiptGo, exact: true }).click()
    await elder.getByText(pocket.endorsements(1)).waitFor()
    expect(town.faults).toEqual([])
  })
})

describe('an idea that is hidden, appealed, and restored by somebody else', () => {
  const desk = wordsIn(deskBook, 'zh')
  const pocket = wordsIn(pocketBook, 'zh')
  const book = wordsIn(ideaBook, 'zh')
  const title = '王大爷门口的灯'

  stepsFollow()
  let author: Page

  it('is hidden with a reason, and its author appeals', async () => {
    const { openCall, give } = callFixture()
    const { id: ideaId } = await give(await openCall(), title)
    const community = await town.open('community1', wideZh, `/desk/ideas/${ideaId}`)
    await community.getByRole('button', { name: desk.one.hide }).click()
    await community.getByRole('dialog').getByText(book.hideReason.personal_data, { exact: true }).click()
    await community.getByRole('dialog').getByRole('button', { name: desk.one.hide }).click()
    await community.getByText(desk.one.next.hidden).waitFor()
    await town.expectAccessible(community)

    author = await town.open('resident1', phoneZh, '/ideas')
    await inboxOf(author, '已隐藏')
    await author.getByRole('link').filter({ hasText: '已隐藏' }).first().click()
    await author.getByRole('textbox', { name: pocket.appealWords }).fill('大爷自己让写的')
    await town.expectAccessible(author)
    await author.getByRole('button', { name: pocket.appeal }).click()
    await author.getByText(pocket.appealed).waitFor()
    await community.reload()
    await community.getByText(desk.one.appealSecond).waitFor()

    const street = await town.open('street1', wideZh, `/desk/ideas/${ideaId}`)
    await street.getByRole('textbox', { name: desk.one.appealWords }).fill('已征得本人同意')
    await town.expectAccessible(street)
    await street.getByRole('button', { name: desk.one.restore }).click()
    await street.getByText(desk.one.next.published).waitFor()
    await inboxOf(author, '申诉成立')
    expect(town.faults).toEqual([])
  })
})

/** A call that publishes at once, by its service: the journey above has walked its pages. */
function callFixture() {
  const community = town.signInAs('community1')
  return {
    openCall: async () => {
      const { id: callId, code } = await community.call(planCall, { body: aCall(town.town.places.community1) })
      await community.call(stepCall, { params: { callId }, body: { step: 'open' } })
      return code
    },
    give: (code: string, title: string) =>
      town.signInAs('resident1').call(giveIdea, { params: { code }, body: { title, body: `${title}坏了。` } }),
  }
}
