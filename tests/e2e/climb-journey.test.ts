import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { sentenceWords } from '../../modules/matters/desk/matter/sentence-words.ts'
import { words as matterBook } from '../../modules/matters/desk/matter/words.ts'
import { words as workBook } from '../../modules/matters/desk/my-work/words.ts'
import { nouns } from '../../modules/matters/desk/nouns.ts'
import { matterWords } from '../../modules/matters/matter-words.ts'
import { words as pocketWorkBook } from '../../modules/matters/pocket/work/words.ts'
import { stepsFollow, walked } from './journey.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
  await town.reportAt('building112', '楼下有人长期占道堆放杂物')
  // Nobody acts: on the first working day after the deadline the community is told, on the next the street.
  await town.passDays(1)
  await town.passDays(1)
})
afterAll(() => town?.close())

const journeys = [
  { lang: 'zh', wide: wideZh, phone: phoneZh, streetName: '金辰街道党工委' },
  { lang: 'en', wide: wideEn, phone: phoneEn, streetName: 'street1' },
] as const

describe.each(walked(journeys, 1))('an overdue one climbs by itself, $lang', ({ lang, wide, phone, streetName }) => {
  const work = wordsIn(workBook, lang)
  const common = wordsIn(matterWords, lang)
  const sentence = wordsIn(sentenceWords, lang)
  const mark = '楼下有人长期占道堆放杂物'

  stepsFollow()
  let street: Page

  it('the street finds it among what climbed to it', async () => {
    street = await town.open('street1', wide, '/desk/')
    await street.getByRole('link', { name: `1 ${work.counts.escalatedToMe}` }).click()
    const row = street.getByRole('row').filter({ hasText: mark })
    await row.getByText(wordsIn(nouns, lang).climbed(2)).waitFor()
    await town.expectAccessible(street)
    await row.getByRole('link').click()
  })

  it('its timeline tells each level that it climbed to', async () => {
    const timeline = street.getByRole('region', { name: wordsIn(matterBook, lang).timeline })
    await timeline.getByText(sentence.with(common.event.escalate, sentence.to(streetName))).waitFor()
    expect(await timeline.getByText(common.event.escalate).count()).toBe(2)
    expect(await timeline.getByText(sentence.system).count()).toBeGreaterThanOrEqual(2)
    await town.expectAccessible(street)
  })

  it('the holder sees that it is overdue', async () => {
    const worker = await town.open('gridWorker11', phone, '/work?view=overdue')
    const list = wordsIn(pocketWorkBook, lang)
    await worker.getByRole('navigation', { name: list.title }).getByText(list.view.overdue).waitFor()
    await worker.getByText(mark).waitFor()
    await town.expectAccessible(worker)
    expect(town.faults).toEqual([])
  })
})
