import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { communityPage, listMatters } from '../../modules/matters/contract.ts'
import { words as listBook } from '../../modules/matters/desk/list/words.ts'
import { figureOf } from '../../modules/matters/figures.ts'
import { transitionOf } from '../../modules/matters/matter.ts'
import { matterWords } from '../../modules/matters/matter-words.ts'
import { words as communityBook } from '../../modules/matters/pocket/community/words.ts'
import { words as actBook } from '../../modules/matters/pocket/matter/act-words.ts'
import { words as matterBook } from '../../modules/matters/pocket/matter/words.ts'
import { words as partBook } from '../../modules/matters/pocket/parts/words.ts'
import { words as reportBook } from '../../modules/matters/pocket/report/words.ts'
import { words as workBook } from '../../modules/matters/pocket/work/words.ts'
import { uiWords } from '../../ui/words.ts'
import { stepsFollow, walked } from './journey.ts'
import { picture } from './picture.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town?.close())

const journeys = [
  {
    lang: 'zh',
    phone: phoneZh,
    wide: wideZh,
    place: 'building111',
    placeName: '机床厂小区 1栋',
    alikeAt: /^1栋 · /,
    above: /· 盘龙区$/,
    post: '第11网格网格员',
    worker: 'gridWorker11',
    neighbour: 'gridWorker12',
    community: 'community1',
    before: '二单元楼道的灯坏了好几天,晚上上楼看不见',
    said: '我们单元楼道灯坏了一个星期,老人晚上上楼看不见,怕摔跤。',
    mark: '我们单元楼道灯',
    done: '已更换二单元三楼灯泡',
    refused: '换了一个,四楼的还是不亮',
    again: '四楼整套灯具已更换',
  },
  {
    lang: 'en',
    phone: phoneEn,
    wide: wideEn,
    place: 'building211',
    placeName: 'Railway Village Building 1',
    alikeAt: /^Building 1 · /,
    above: /· Panlong$/,
    post: 'gridWorker21',
    worker: 'gridWorker21',
    neighbour: 'gridWorker22',
    community: 'community2',
    before: 'The lamp in the stairway of unit 2 has been out for days',
    said: 'The lamp in the stairway of our unit is out, and nobody sees the steps at night.',
    mark: 'The lamp in the stairway of our unit',
    done: 'The bulb on the third floor was replaced',
    refused: 'Only one was replaced, the fourth floor is still dark',
    again: 'The whole fitting on the fourth floor was replaced',
  },
] as const

describe.each(walked(journeys, 1))('a resident on the phone, $lang', (of) => {
  const { lang } = of
  const report = wordsIn(reportBook, lang)
  const work = wordsIn(workBook, lang)
  const matter = wordsIn(matterBook, lang)
  const act = wordsIn(actBook, lang)
  const part = wordsIn(partBook, lang)
  const common = wordsIn(matterWords, lang)
  const resolve = transitionOf('resolve').name[lang]

  stepsFollow()
  let resident: Page
  let worker: Page
  let code = ''

  it('scans, says it in their own words, sees what is alike, adds a photo, and gets a receipt', async () => {
    await town.reportAt(of.place, of.before)
    worker = await town.open(of.worker, of.phone, '/work')
    await worker.getByText(of.before).waitFor()

    resident = await town.open(null, of.phone, `/r/530103-${of.place}`)
    await resident.getByText(of.placeName).waitFor()
    await resident.getByLabel(report.what).fill(of.said)
    await resident.getByRole('heading', { name: report.similarTitle }).waitFor()
    await resident.getByText(of.before).waitFor()
    // In the reader's language, as all that was reported here.
    await resident.getByText(of.alikeAt).waitFor()
    await resident.locator('input[type=file]').setInputFiles(await picture('stairway'))
    await resident.getByRole('img').first().waitFor()
    await resident.getByLabel(report.phone).fill('12000001234')
    await town.expectAccessible(resident)

    await resident.getByRole('button', { name: report.send }).click()
    await resident.getByRole('heading', { name: report.sentTitle }).waitFor()
    await resident.getByText(of.post).waitFor()
    code = (await resident.getByRole('status', { name: report.receiptCode }).textContent()) ?? ''
    expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
    await town.expectAccessible(resident)
  })

  it('comes to the right grid worker at once, and to no other', async () => {
    await worker.getByText(of.mark).waitFor()
    await town.expectAccessible(worker)
    const other = await town.signInAs(of.neighbour).call(listMatters, { query: {} })
    expect(other.total).toBe(0)
  })

  it('is contacted in one press, and resolved with a photo and words', async () => {
    const row = worker.getByRole('listitem').filter({ hasText: of.mark })
    await row.getByRole('button', { name: work.contacted }).click()
    await row.getByText(common.stage.handle).waitFor()
    await row.getByRole('link').click()
    await resolveWith(of.done, 'lamp')
    await town.expectAccessible(worker)
  })

  it('is not solved, says the resident, and it returns to the same hands', async () => {
    await resident.getByRole('link', { name: report.track }).click()
    await resident.getByText(of.done).first().waitFor()
    await town.expectAccessible(resident)
    await worker.goto(`${town.base}/work`)
    await worker.getByText(of.before).waitFor()
    await resident.getByRole('button', { name: matter.no }).click()
    const sheet = resident.getByRole('dialog')
    await sheet.getByRole('textbox', { name: act.words }).fill(of.refused)
    await town.expectAccessible(resident)
    await sheet.getByRole('button', { name: transitionOf('reject').name[lang] }).click()
    await sheet.waitFor({ state: 'hidden' })
    await resident.getByText(common.state.handling).first().waitFor()

    await worker.getByText(part.rounds(2)).waitFor()
    await worker.getByRole('link').filter({ hasText: of.mark }).click()
    await worker.getByText(of.refused).waitFor()
    await resolveWith(of.again, 'lamp, again')
  })

  it('is confirmed and rated', async () => {
    await resident.reload()
    await resident.getByText(of.again).first().waitFor()
    await resident.getByRole('button', { name: matter.yes }).click()
    const sheet = resident.getByRole('dialog')
    await sheet.getByRole('radio', { name: /^5/ }).check({ force: true })
    await sheet.getByRole('button', { name: transitionOf('confirm').name[lang] }).click()
    await resident.getByText(matter.nowClosed(common.outcome.solved)).waitFor()
    await town.expectAccessible(resident)
  })

  it('is counted: on the public page of the community, and behind the figures of the board', async () => {
    const { month, lately } = await town.anyone.call(communityPage, {
      params: { code: `530103-${of.community}` },
    })
    expect(month).toEqual({ reported: 2, solved: 1, satisfied: null })
    expect(lately).toHaveLength(2)
    const w = wordsIn(communityBook, lang)
    await resident.goto(`${town.base}/c/530103-${of.community}`)
    await resident.getByText(w.solved).first().waitFor()
    await resident.getByText(of.above).waitFor()
    await town.expectAccessible(resident)

    const desk = await town.open(of.community, of.wide, '/desk/board')
    const solved = desk.getByRole('link', { name: figureOf('resolution')?.name[lang] ?? '' }).first()
    await solved.getByText(uiWords[lang].of('1', '1')).waitFor()
    await town.expectAccessible(desk)
    await solved.click()
    const l = wordsIn(listBook, lang)
    await desk.getByText(l.figureAt(l.figure.resolution, l.part.numerator)).waitFor()
    await desk.getByRole('row').filter({ hasText: of.mark }).waitFor()
    expect(await desk.getByRole('row').count()).toBe(2)
    await town.expectAccessible(desk)
    expect(town.faults).toEqual([])
  })

  async function resolveWith(words: string, photo: string): Promise<void> {
    await worker.getByRole('button', { name: resolve }).click()
    const sheet = worker.getByRole('dialog')
    await sheet.getByRole('radio', { name: common.outcome.solved }).check()
    await sheet.getByRole('textbox', { name: act.words }).fill(words)
    await sheet.locator('input[type=file]').setInputFiles(await picture(photo))
    await sheet.getByRole('img').first().waitFor()
    await town.expectAccessible(worker)
    await sheet.getByRole('button', { name: resolve }).click()
    await sheet.waitFor({ state: 'hidden' })
  }
})
