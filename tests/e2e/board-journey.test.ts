import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { heatWords } from '../../modules/briefings/desk/board/heat-words.ts'
import { topicWords } from '../../modules/briefings/desk/board/topic-words.ts'
import { wallWords } from '../../modules/briefings/desk/wall/words.ts'
import { words as boardWords } from '../../modules/briefings/desk/words.ts'
import { listKinds } from '../../modules/matters/contract.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
  const { categories } = await town.anyone.call(listKinds, { query: {} })
  const category = categories.find(({ name }) => name.zh === '停水')?.code
  const report = () =>
    town.reportAt('building111', '又停水，水管抢修', { category, point: { lng: 108.37, lat: 22.82 } })
  const now = town.clock.now()
  for (let daysAgo = 60; daysAgo >= 0; daysAgo--) {
    town.clock.set(new Date(now.getTime() - daysAgo * 86_400_000))
    if (daysAgo % 10 === 0 || daysAgo < 4) await report()
    if (daysAgo < 4) await report()
  }
  town.clock.set(now)
}, 180_000)
afterAll(() => town?.close())

describe('the board of a week', () => {
  stepsFollow()
  const [b, t, h] = [wordsIn(boardWords, 'zh'), wordsIn(topicWords, 'zh'), wordsIn(heatWords, 'zh')]

  it('names what rises, and leads to exactly those matters', async () => {
    const desk = await town.open('street1', wideZh, '/desk/board')
    const topics = desk.getByRole('table', { name: t.title })
    await topics.getByRole('row', { name: /停水/ }).first().waitFor()
    const link = topics.getByRole('link', { name: /停水/ }).first()
    const count = Number((await link.textContent()) ?? '')
    expect(count).toBeGreaterThanOrEqual(8)
    await town.expectAccessible(desk)
    await link.click()
    await desk
      .getByText(new RegExp(`共 ${count} `))
      .first()
      .waitFor()
  })

  it('shows where they lie, as a map and a table', async () => {
    const desk = await town.open('street1', wideZh, '/desk/board')
    await desk.getByRole('button', { name: h.show }).click()
    const table = desk.getByRole('table', { name: h.table })
    await table.getByRole('link').first().waitFor()
    await town.expectAccessible(desk)
  })

  it('is printed as the sheet of a month', async () => {
    const desk = await town.open('street1', wideZh, '/desk/board')
    const saved = desk.waitForEvent('download')
    await desk.getByRole('button', { name: /月报/ }).click()
    expect((await saved).suggestedFilename()).toMatch(/月报.*\.pdf$/)
    await desk.getByRole('link', { name: b.wall }).waitFor()
  })

  it('hangs on a wall, and fits a phone', async () => {
    const wall = await town.open('street1', phoneEn, '/desk/wall')
    const w = wordsIn(wallWords, 'en')
    await wall.getByText(new RegExp(`^${w.fresh('')}\\d{1,2} \\w{3}`)).waitFor()
    await wall.getByRole('heading', { level: 2 }).first().waitFor()
    expect(await wall.getByText('水管抢修').count()).toBe(0)
    expect(await wall.title()).toContain(w.title)
    await town.expectAccessible(wall)
  })
})
