import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { normalise } from '../../kernel/text/normalise.ts'
import { listMatters } from './contract.ts'
import { noteLikenesses } from './likenesses.ts'
import { type MatterApp, matterApp } from './matter-app.fixture.ts'
import { findSimilar } from './similar.ts'

const bodies = [
  '楼道灯坏了三天，晚上看不见台阶，老人孩子都不方便',
  '东门的垃圾桶满了三天也没有人来清运，苍蝇很多，味道也很大，孩子们都绕着走，旁边的楼道灯也不亮',
  '电梯停在六楼不动，老人孩子下不了楼，麻烦尽快来看看',
  '电梯里的灯坏了，按钮按了没有反应',
  '下水道堵了，污水倒灌到一楼卫生间，味道很大',
  '消防通道被车堵住，着火消防车进不来',
  '电动车推进楼道充电，消防通道也停满了',
  '夜里烧烤摊还在营业，油烟很大，吵得睡不着',
]

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
  for (const [n, body] of bodies.entries()) {
    await app.reportAt(n % 2 === 0 ? 'building111' : 'building112', body)
    app.clock.move(3_600_000)
  }
  await app.reportAt('building311', '别处的电梯也坏了')
})
afterAll(() => app.close())

const find = (q: string, who: PersonKey = 'community1', more = {}) =>
  app.signInAs(who).call(listMatters, { query: { q, sort: 'match', ...more } })

describe('a search', () => {
  it('puts those first whose title holds the word, then the latest', async () => {
    const { rows, total } = await find('楼道灯')
    expect(rows.map((row) => row.title.includes('楼道灯'))).toEqual([true, false])
    expect(total).toBe(2)
    const lifts = await find('电梯')
    expect(lifts.rows.map((row) => row.reportedAt)).toEqual(
      lifts.rows
        .map((row) => row.reportedAt)
        .toSorted()
        .toReversed(),
    )
  })

  it('finds every run of 2 to 6 signs of what was said, as LIKE does, and nothing else', async () => {
    const run = fc.integer({ min: 0, max: bodies.length - 1 }).chain((n) => {
      const words = normalise(bodies[n] ?? '')
        .split(' ')
        .filter((word) => word.length >= 2)
      return fc
        .constantFrom(...words)
        .chain((word) =>
          fc
            .tuple(fc.nat(word.length - 2), fc.integer({ min: 2, max: 6 }))
            .map(([from, length]) => word.slice(from, from + length)),
        )
    })
    await fc.assert(
      fc.asyncProperty(run, async (q) => {
        const { rows, total } = await find(q, 'district')
        const like = await app.db.read((tx) =>
          sql<{ id: string }>`select id from matters.matters where search_text like ${`%${q}%`}`.execute(tx),
        )
        expect([q, rows.map(({ id }) => id).sort(), total]).toEqual([
          q,
          like.rows.map(({ id }) => id).sort(),
          like.rows.length,
        ])
      }),
      { numRuns: 40 },
    )
  })

  it('pages without a gap and within the scope of who asks', async () => {
    const all = (await find('消防 楼道', 'district')).rows
    expect(all).toHaveLength(1)
    const [whole, parts] = [
      await find('电'),
      [await find('电', 'community1', { limit: 2 }), await find('电', 'community1', { limit: 2, offset: 2 })],
    ]
    expect(parts.flatMap((part) => part.rows.map(({ id }) => id))).toEqual(whole.rows.slice(0, 4).map(({ id }) => id))
    const far = (await find('电梯', 'district')).rows.length
    expect([far, (await find('电梯')).rows.length, (await find('电梯', 'community3')).rows.length]).toEqual([3, 2, 1])
    expect((await find('鲸鱼')).rows).toEqual([])
    expect((await find('，。')).total).toBeGreaterThanOrEqual(0)
  })
})

describe('what may be the same', () => {
  it.each([
    '楼道灯不亮，晚上看不见',
    '电梯坏了，老人下不去',
    '下水道堵了倒灌',
    '消防通道停满了车',
    '半夜烧烤摊很吵',
    '这里没有那样的事',
  ])('is the same whether the likely ones or all nearby are compared: %s', async (text) => {
    const asked = {
      ...{ tenantId: app.town.tenantId, text, placeId: app.town.places.building111, point: null, category: null },
      ...{ exceptId: null, now: app.clock.now() },
    }
    const all = await app.db.read((tx) => findSimilar(tx, asked, Number.POSITIVE_INFINITY))
    while (await noteLikenesses(app.db, app.clock.now(), null));
    // Later, nothing is looked at for being new alone.
    const later = { ...asked, now: new Date(app.clock.now().getTime() + 3_600_000) }
    expect(await app.db.of(asked.tenantId).read((tx) => findSimilar(tx, later, 0))).toEqual(
      await app.db.read((tx) => findSimilar(tx, later, Number.POSITIVE_INFINITY)),
    )
    const likely = await app.db.read((tx) => findSimilar(tx, asked))
    expect(likely).toEqual(all)
  })
})
