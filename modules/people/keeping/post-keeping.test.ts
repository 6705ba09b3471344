import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import { type TestApp, testApp } from '../../../kernel/testing/app.ts'
import { appoint, chainOf, listPosts, me } from '../contract.ts'
import { postAbolished, postAdded, postStream } from '../events.ts'
import { registerPostLoad } from '../handover/post-load.ts'
import * as contract from './contract.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const root = () => app.signInAs('administrator')
const aboveOf = async (postId: string) => {
  const { rows } = await app.db.read((tx) =>
    sql<{ above: string }>`select reports_to as above from people.posts where id = ${postId}`.execute(tx),
  )
  return rows[0]?.above
}

it('a post is made empty, answers to the next rung of the chain, and is filled', async () => {
  const { places, posts, grids, persons } = app.town
  const body = { kind: 'grid_worker', placeId: places.community1, gridId: grids.grid11, name: '副网格员' }
  const { postId } = await root().call(contract.addPost, { body })
  expect(await aboveOf(postId)).toBe(posts.community1)
  expect((await app.events(postStream(postId)))[0]).toMatchObject({ type: postAdded, payload: { name: '副网格员' } })
  const again = await root().ask(contract.addPost, { body })
  expect([again.status, again.reason]).toEqual([409, 'people.same_post_name'])
  await root().call(appoint, { params: { postId }, body: { personId: persons.resident1, why: '新任' } })
  const { rows } = await root().call(listPosts, { query: { q: '副网格员' } })
  expect(rows[0]).toMatchObject({ id: postId, placeName: expect.stringContaining('天祥社区') })
  expect(rows[0]?.holder?.personId).toBe(persons.resident1)
})

it('what cannot be is refused beside the field', async () => {
  const { places, grids } = app.town
  const ask = async (more: object) =>
    (
      await root().ask(contract.addPost, {
        body: { kind: 'community', placeId: places.community1, name: '岗', ...more },
      })
    ).error
  expect((await ask({ kind: 'grid_worker' }))?.fields).toMatchObject([{ path: 'gridId' }])
  expect((await ask({ kind: 'grid_worker', placeId: places.community2, gridId: grids.grid11 }))?.fields).toMatchObject([
    { path: 'gridId' },
  ])
  expect((await ask({ gridId: grids.grid11 }))?.fields).toMatchObject([{ path: 'gridId' }])
  expect((await ask({ kind: 'administrator' }))?.fields).toMatchObject([{ path: 'kind' }])
  const { kinds } = await root().call(contract.listPostKinds)
  expect(kinds.map(({ role }) => role)).not.toContain('administrator')
})

it('a rung that comes between takes those below it under it, and gives them back when it goes', async () => {
  const { places, posts } = app.town
  const { rows } = await app.db.read((tx) =>
    sql<{
      id: string
    }>`select id from people.posts where reports_to = ${posts.community1} and abolished_at is null`.execute(tx),
  )
  const before = rows.map(({ id }) => id).sort()
  const { postId } = await root().call(contract.addPost, {
    body: { kind: 'community', placeId: places.community1, name: '第二书记' },
  })
  // The same rung: nobody passes to it.
  expect(await aboveOf(posts.gridWorker11)).not.toBe(postId)
  await root().call(contract.abolishPost, { params: { postId }, body: { why: '撤并' } })
  expect((await app.events(postStream(postId))).at(-1)?.type).toBe(postAbolished)
  const compound = await root().call(contract.addPost, {
    body: { kind: 'compound_secretary', placeId: places.compound11, name: '第二支部书记' },
  })
  const under = (await app.events(postStream(compound.postId)))[0]?.payload as { under: string[] }
  for (const id of under.under) expect(await aboveOf(id)).toBe(compound.postId)
  await root().call(contract.abolishPost, { params: { postId: compound.postId }, body: { why: '撤并' } })
  const now = await app.db.read((tx) =>
    sql<{
      id: string
    }>`select id from people.posts where reports_to = ${posts.community1} and abolished_at is null`.execute(tx),
  )
  expect(now.rows.map(({ id }) => id).sort()).toEqual(before)
})

it('a post in which something waits is not abolished, nor is the uppermost', async () => {
  const { posts } = app.town
  const back = registerPostLoad({
    kind: 'test.waits',
    words: { zh: '待办', en: 'waiting' },
    rows: () =>
      sql`select ${posts.buildingLead111}::uuid as "postId", 2 as count, 0 as running, 0 as overdue, null::timestamptz as next`,
  })
  const params = { postId: posts.buildingLead111 }
  const refused = await root().ask(contract.abolishPost, { params, body: { why: '撤并' } })
  expect([refused.reason, refused.error?.message]).toEqual(['people.post_not_empty', expect.stringContaining('待办 2')])
  back()
  await root().call(contract.abolishPost, { params, body: { why: '撤并' } })
  const { rows } = await root().call(listPosts, { query: { q: '楼栋' } })
  expect(rows.map(({ id }) => id)).not.toContain(posts.buildingLead111)
  expect((await root().ask(contract.abolishPost, { params, body: { why: '撤并' } })).status).toBe(404)
  const top = { params: { postId: posts.administrator }, body: { why: '撤并' } }
  expect((await root().ask(contract.abolishPost, top)).reason).toBe('people.root_post')
})

it('whoever stands above an abolished post does not go on acting for it; on a day before, it still answered', async () => {
  const { places, persons } = app.town
  const { postId } = await root().call(contract.addPost, {
    body: { kind: 'building_lead', placeId: places.building112, name: '第二党小组长' },
  })
  await root().call(appoint, { params: { postId }, body: { personId: persons.resident2, why: '新任' } })
  const above = app.signInAs('compoundSecretary11')
  app.clock.move(60_000)
  const held = app.clock.now()
  app.clock.move(60_000)
  await root().call(contract.abolishPost, { params: { postId }, body: { why: '撤并' } })
  app.clock.move(60_000)

  const { posts } = await above.call(me)
  expect(posts.map((post) => post.postId)).not.toContain(postId)
  const chainAt = async (at: Date) => {
    const asked = { params: { placeId: places.building112 }, query: { at: at.toISOString() } }
    return (await root().call(chainOf, asked)).posts.find((post) => post.id === postId)
  }
  expect(await chainAt(app.clock.now())).toBeUndefined()
  expect(await chainAt(held)).toMatchObject({ holder: { personId: persons.resident2 }, acting: { how: 'own' } })
})
