import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StandingClock } from '../../kernel/clock.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { listKinds, listMatters } from '../matters/contract.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { topicFilter } from './topic-filter.ts'
import { readTopics } from './topics-contract.ts'

let app: MatterApp
/** Codes of categories by their names. */
let codes: ReadonlyMap<string, string>
const dayMs = 86_400_000

beforeAll(async () => {
  app = await matterApp({ clock: new StandingClock(new Date('2026-09-20T02:00:00Z')) })
  const { categories } = await app.anyone.call(listKinds, { query: {} })
  codes = new Map(categories.map(({ code, name }) => [name.zh, code]))
}, 120_000)
afterAll(() => app?.close())

const topics = (who: PersonKey) => app.signInAs(who).call(readTopics, { query: {} })
const report = (category: string, body: string) => app.reportAt('building111', body, { category: codes.get(category) })

describe('the hot topics', () => {
  it('say nothing while there are less than four weeks to compare with', async () => {
    expect(await topics('district')).toMatchObject({ enough: false, topics: [] })
  })

  it('are those of which there is unusually much, with words that rise beside them', async () => {
    for (let day = 0; day < 63; day++) {
      if (day % 2 === 0) await report('路灯不亮', '路灯又坏了，黑漆漆')
      if (day % 9 === 0) await report('停水', '今天停水了')
      if (day >= 58)
        for (const n of [1, 2, 3]) await report('停水', `又停水，水管抢修${['晚上', '早上', '半天'][n - 1]}`)
      app.clock.move(dayMs)
    }
    app.clock.move(-dayMs)
    const view = await topics('district')
    expect(view).toMatchObject({ enough: true, weeks: 8, wordsCounted: true, to: '2026-11-21', from: '2026-11-15' })
    expect(view.topics.map(({ name }) => name.zh)).toEqual(['停水', '水管抢修'])
    expect(view.topics[0]).toMatchObject({ since: '2026-11-17', week: 15 })
    expect(view.topics[0]?.places[0]?.count).toBe(15)
    expect(view.topics[0]?.examples).toHaveLength(3)
  }, 120_000)

  it('lead to exactly the matters that they count', async () => {
    const view = await topics('district')
    const total = async (filter: object) =>
      (await app.signInAs('district').call(listMatters, { query: { ...filter, limit: 1 } as never })).total
    for (const topic of view.topics) {
      expect([topic.code, await total(topicFilter(view, topic))]).toEqual([topic.code, topic.week])
      for (const { id, count } of topic.places) expect(await total(topicFilter(view, topic, id))).toBe(count)
    }
  })

  it('are those of what the reader may list', async () => {
    expect((await topics('compoundSecretary12')).topics).toEqual([])
  })
})
