import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, type PersonId, type PostId } from '../../kernel/contract/ids.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { addAccounts, addPersons, addPosts, addTenures } from '../people/public.ts'
import { listDues, myWeek } from './contract.ts'
import { keepAndPlan } from './morning.ts'
import { firmAt, happen } from './visit-app.fixture.ts'

let app: MatterApp
const second = { person: newId<'person'>(), post: newId<'post'>() }

/** A second post of the same kind at the same community: two who may stand for each other. */
async function addColleague({ db, town }: MatterApp, { person, post }: { person: PersonId; post: PostId }) {
  await db.tx(async (tx) => {
    await addPersons(tx, app.services.secrets, town.tenantId, [{ id: person, name: '同事' }], town.since)
    await addAccounts(
      tx,
      town.tenantId,
      [{ personId: person, login: 'community1b', password: town.password }],
      town.since,
    )
    const kin = { kind: 'community', placeId: town.places.community1, gridId: null, reportsTo: town.posts.street1 }
    await addPosts(tx, town.tenantId, [{ id: post, ...kin, name: '1号社区党委二', nameEn: 'community1b' }], town.since)
    await addTenures(tx, town.tenantId, [{ postId: post, personId: person, fromAt: town.since, why: '任职' }])
  })
}

beforeAll(async () => {
  app = await matterApp()
  await addColleague(app, second)
  for (let n = 0; n < 7; n++) await happen(app, await firmAt(app, 'building111', `企业${n}`), 'lease_expiring')
})
afterAll(() => app?.close())

describe('two posts that may stand for each other', () => {
  it('hold as many dues, but for one', async () => {
    const { rows } = await app.signInAs('street1').call(listDues, { query: { limit: 100 } })
    const held = [app.town.posts.community1, second.post].map(
      (id) => rows.filter(({ holder }) => holder.id === id).length,
    )
    expect(held.reduce((a, b) => a + b)).toBe(7)
    expect(Math.abs((held[0] ?? 0) - (held[1] ?? 0))).toBeLessThanOrEqual(1)
  })

  it('and have as much in their week, but for one', async () => {
    await keepAndPlan(app.db, app.clock.now())
    const weeks = [
      await app.signInAs('community1').call(myWeek, {}),
      await app.signInAs({ tenantId: app.town.tenantId, personId: second.person }).call(myWeek, {}),
    ]
    const planned = weeks.map(({ counts }) => counts.planned)
    expect(Math.abs((planned[0] ?? 0) - (planned[1] ?? 0))).toBeLessThanOrEqual(1)
    expect((planned[0] ?? 0) + (planned[1] ?? 0)).toBeGreaterThan(0)
    for (const week of weeks)
      for (const { items } of week.days)
        for (const { id } of items) expect(week.waiting.map((w) => w.id)).not.toContain(id)
  })
})
