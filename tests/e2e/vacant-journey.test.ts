import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { whyWords } from '../../modules/matters/desk/matter/why-words.ts'
import { words as matterBook } from '../../modules/matters/desk/matter/words.ts'
import { matterWords } from '../../modules/matters/matter-words.ts'
import { words as pocketMatterBook } from '../../modules/matters/pocket/matter/words.ts'
import { words as postBook } from '../../modules/people/desk/words.ts'
import { stepsFollow, walked } from './journey.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town?.close())

const journeys = [
  {
    lang: 'zh',
    wide: wideZh,
    phone: phoneZh,
    left: { key: 'gridWorker11', post: '第11网格网格员', place: 'building111', above: 'community1' },
    aboveName: '1号社区党委',
    away: { key: 'gridWorker12', post: '第12网格网格员', place: 'building121' },
    standIn: 'compoundSecretary12',
  },
  {
    lang: 'en',
    wide: wideEn,
    phone: phoneEn,
    left: { key: 'gridWorker21', post: 'gridWorker21', place: 'building211', above: 'community2' },
    aboveName: 'community2',
    away: { key: 'gridWorker22', post: 'gridWorker22', place: 'building221' },
    standIn: 'compoundSecretary22',
  },
] as const

describe.each(walked(journeys, 1))('nobody in the post, $lang', (of) => {
  const { lang, left, away } = of
  const people = wordsIn(postBook, lang)
  const why = wordsIn(whyWords, lang)

  stepsFollow()
  let administrator: Page

  it('the administrator ends a tenure', async () => {
    administrator = await town.open('administrator', of.wide, '/desk/posts')
    await administrator.getByRole('link', { name: people.posts.title }).first().waitFor()
    await town.expectAccessible(administrator)
    const dialog = await openPost(left.post)
    await town.expectAccessible(administrator)
    await dialog.getByRole('button', { name: people.posts.end }).click()
    await administrator.getByRole('textbox', { name: people.dialog.why }).fill('搬离小区')
    await town.expectAccessible(administrator)
    await administrator.getByRole('button', { name: people.posts.end }).click()
    await administrator.getByText(people.dialog.done).waitFor()
    await dialog.getByText(people.posts.nobody).first().waitFor()
    await administrator.keyboard.press('Escape')
  })

  it('what is reported then goes upward, and says why', async () => {
    await town.reportAt(left.place, '楼下路灯坏了三天,晚上看不见')
    const above = await town.open(left.above, of.wide, '/desk/')
    await above.getByRole('row').filter({ hasText: '楼下路灯坏了三天' }).getByRole('link').click()
    await above.getByRole('heading', { name: why.title }).waitFor()
    await above.getByText(why.with(left.post, why.result.vacant)).waitFor()
    await above.getByText(why.with(of.aboveName, why.result.upward)).waitFor()
    const { stage } = wordsIn(matterWords, lang)
    await above.getByRole('heading', { name: wordsIn(matterBook, lang).next.yourTurn(stage.contact) }).waitFor()
    await town.expectAccessible(above)
  })

  it('an absence is recorded with a stand-in, found by name', async () => {
    const dialog = await openPost(away.post)
    await dialog.getByRole('button', { name: people.posts.absence }).click()
    await administrator.getByLabel(people.dialog.to).fill('2026-11-25')
    await administrator.getByRole('searchbox', { name: people.dialog.standIn }).fill(of.standIn.toLowerCase())
    await administrator.getByRole('radio').check()
    await administrator.getByRole('textbox', { name: people.dialog.why }).fill('年休假')
    await town.expectAccessible(administrator)
    await administrator.getByRole('button', { name: people.dialog.record }).click()
    await administrator.getByText(people.dialog.done).waitFor()
    await town.expectAccessible(administrator)
  })

  it('the stand-in has it on the phone, and reads why', async () => {
    await town.reportAt(away.place, '电动车在楼道里充电,怕着火')
    const standIn = await town.open(of.standIn, of.phone, '/work')
    await standIn.getByRole('link').filter({ hasText: '电动车在楼道里充电' }).click()
    const matter = wordsIn(pocketMatterBook, lang)
    await standIn.getByText(matter.whyTried.stand_in).waitFor()
    await town.expectAccessible(standIn)
    expect(town.faults).toEqual([])
  })

  async function openPost(name: string) {
    await administrator.goto(`${town.base}/desk/posts?q=${encodeURIComponent(name)}`)
    await administrator.getByRole('row').filter({ hasText: name }).getByRole('link').click()
    const dialog = administrator.getByRole('dialog', { name })
    await dialog.waitFor()
    return dialog
  }
})
