import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { modules } from '../../../apps/server/modules.ts'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import { reveals } from '../../../kernel/contract/endpoint.ts'
import { tokenScopes } from '../../../kernel/contract/token-scope.ts'
import { sql } from '../../../kernel/db.ts'
import { inProject } from '../../../kernel/root.ts'
import { getMatter, listMatters } from '../../matters/contract.ts'
import { type MatterApp, matterApp } from '../../matters/matter-app.fixture.ts'
import { appoint, changePassword, endTenure, saveSafety, signIn } from '../contract.ts'
import { listTokens, makeToken, revokeToken } from './contract.ts'
import { tokenStream } from './events.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const endpoints = modules.flatMap(({ routes }) => routes.map(({ endpoint }) => endpoint))
const asked = (more: object = {}) => ({
  ...{ name: '大屏', postId: app.town.posts.community1, scopes: ['matters'] as const, days: 30, ...more },
})
const make = async (more: object = {}) => app.signInAs('community1').call(makeToken, { body: asked(more) as never })
const get = async (token: string, path = '/api/matters', headers: Record<string, string> = {}) => {
  const answer = await app.server.inject({
    method: 'GET',
    url: path,
    headers: { authorization: `Bearer ${token}`, ...headers },
  })
  return { status: answer.statusCode, body: answer.json() }
}

it('only what reads and answers with JSON has a scope; docs/tokens.md says which', () => {
  const scoped = endpoints.filter(({ scope }) => scope !== null)
  expect(scoped.filter((one) => one.method !== 'GET' || one.produces !== 'json' || reveals(one))).toEqual([])
  const doc = readFileSync(inProject('docs/tokens.md'), 'utf8')
  for (const scope of tokenScopes) {
    const said = new RegExp(`^\\| \`${scope}\` .*?\\| (.*) \\|$`, 'm').exec(doc)?.[1]?.match(/\/api[^\s`]*/g) ?? []
    const are = scoped.filter((one) => one.scope === scope).map(({ path }) => path)
    expect(said.toSorted(), scope).toEqual(are.toSorted())
  }
})

it('reads exactly what its post sees, and nothing of its maker as a neighbour', async () => {
  await app.reportAt('building111', '楼道堆放杂物，请来看看', { category: '080201' })
  await app.reportAt('building211', '另一个社区的事', { category: '080201' })
  const own = await app.signInAs('community1').call(listMatters, { query: {} })
  const { id, token } = await make()
  const seen = await get(token)
  expect([seen.status, seen.body.rows.map((row: { id: string }) => row.id)]).toEqual([
    200,
    own.rows.map((row) => row.id),
  ])
  const [far] = (await app.signInAs('community2').call(listMatters, { query: {} })).rows
  if (!far) throw new Error('nothing was reported in the other community')
  expect((await get(token, `/api/matters/${far.id}`)).status).toBe(404)
  // What its maker has reported elsewhere as a neighbour they may open, and the script may not.
  await app.db.tx((tx) =>
    sql`update matters.matters set reporter_id = ${app.town.persons.community1} where id = ${far.id}`.execute(tx),
  )
  const opened = await app.signInAs('community1').ask(getMatter, { params: { matterId: far.id } })
  expect([opened.status, (await get(token, `/api/matters/${far.id}`)).status]).toEqual([200, 404])
  const { tokens } = await app.signInAs('community1').call(listTokens)
  expect(tokens.find((one) => one.id === id)).toMatchObject({
    ...{ used: 3, over: null, lastNet: '127.0.*.*' },
    uses: [
      { endpoint: 'matters.get', uses: 2 },
      { endpoint: 'matters.list', uses: 1 },
    ],
  })
  app.clock.move(25 * 3_600_000)
  await get(token)
  expect((await app.events(tokenStream(id))).map(({ type }) => type.replace('people.token_', ''))).toEqual([
    ...['made', 'used', 'used'],
  ])
})

it('of a screen on a wall reads the numbers of the wall and nothing else', async () => {
  const { token } = await make({ scopes: ['wall'] })
  const wall = await get(token, '/api/wall')
  expect([wall.status, wall.body.place.zh]).toEqual([200, '天祥社区'])
  expect((await get(token, '/api/wall/topics')).status).toBe(200)
  const gets = endpoints.filter(({ method, path }) => method === 'GET' && !path.includes(':') && path !== '/api/live')
  for (const { id, path, scope } of gets.filter((one) => one.scope !== null))
    expect((await get(token, path)).status, id).toBe(scope === 'wall' ? 200 : 403)
  expect((await get(token, '/api/me')).status).toBe(403)
})

it('opens nothing beyond its scopes: no endpoint without one, no writing, no other scope', async () => {
  const { token } = await make()
  const params = (path: string) => path.replace(/:\w+/g, () => app.town.places.community1)
  const others = endpoints.filter(({ consumes, scope }) => consumes !== 'signed' && scope !== 'matters')
  const let_in: string[] = []
  const ask = async ({ method, path, id }: Endpoint) => {
    const answer = await app.server.inject({
      method,
      url: params(path),
      headers: { authorization: `Bearer ${token}`, 'x-liren': '1' },
      ...(method === 'GET' || method === 'DELETE' ? {} : { payload: {} }),
    })
    if (answer.statusCode !== 403 && answer.statusCode !== 429) let_in.push(`${id} ${answer.statusCode}`)
  }
  for (const one of others) {
    app.clock.move(1000)
    await ask(one)
  }
  expect(let_in).toEqual([])
  expect((await get((await make({ scopes: ['figures'] })).token, '/api/board')).status).not.toBe(403)
})

it('a cookie beside it counts for nothing; what is not in its form, of nobody, or of a stranger is refused', async () => {
  const { token } = await make()
  const bad = (text: string) => get(text).then(({ status, body }) => [status, body.error.reason])
  for (const text of [
    'lrt_',
    `lrt_${'A'.repeat(22)}.${'A'.repeat(43)}`,
    `${token}A`,
    `${token.slice(0, -1)}`,
    'lrt_../..',
  ])
    expect(await bad(text), text).toEqual([401, 'people.bad_token'])
  const swapped = `${token.slice(0, 4)}${Buffer.alloc(16, 1).toString('base64url')}${token.slice(26)}`
  expect(await bad(swapped)).toEqual([401, 'people.bad_token'])
  const { rows } = await app.db.read((tx) =>
    sql<{ row: string }>`select t::text as row from people.tokens t`.execute(tx),
  )
  expect(JSON.stringify(rows)).not.toContain(token.slice(27, 50))
})

it('is made for one’s own post alone, with a fresh proof, ten at most', async () => {
  const community = app.signInAs('community1')
  for (const postId of [app.town.posts.community2, app.town.posts.street1])
    expect((await community.ask(makeToken, { body: asked({ postId }) as never })).status).toBe(404)
  for (const wrong of [{ days: 366 }, { days: 0 }, { scopes: [] }, { scopes: ['people'] }, { name: 'a' }])
    expect((await community.ask(makeToken, { body: asked(wrong) as never })).status).toBe(400)
  await app.signInAs('administrator').call(saveSafety, { body: { secondFactor: false, proofMinutes: 30 } })
  app.clock.move(31 * 60_000)
  expect((await community.ask(makeToken, { body: asked() as never })).reason).toBe('http.prove_again')
  await app.signInAs('administrator').call(saveSafety, { body: { secondFactor: false, proofMinutes: null } })
  const { tokens } = await community.call(listTokens)
  for (let n = tokens.filter(({ over }) => over === null).length; n < 10; n++) await make()
  expect((await community.ask(makeToken, { body: asked() as never })).reason).toBe('people.too_many_tokens')
})

it('ends when it is taken back, by its maker or an administrator, and no other', async () => {
  const community = app.signInAs('community1')
  const { tokens } = await community.call(listTokens)
  for (const { id } of tokens.filter(({ over }) => over === null).slice(0, 5))
    await community.call(revokeToken, { params: { tokenId: id } })
  const [mine, taken] = [await make(), await make()]
  expect((await app.signInAs('street1').ask(revokeToken, { params: { tokenId: mine.id } })).status).toBe(404)
  expect((await app.signInAs('street1').call(listTokens)).tokens).toEqual([])
  await community.call(revokeToken, { params: { tokenId: mine.id } })
  await app.signInAs('administrator').call(revokeToken, { params: { tokenId: taken.id } })
  expect([(await get(mine.token)).status, (await get(taken.token)).status]).toEqual([401, 401])
})

it('is good 120 times a minute, and until its last day', async () => {
  const { token } = await make({ days: 1 })
  for (let n = 0; n < 120; n++) await get(token, '/api/matters/nothing')
  expect((await get(token)).status).toBe(429)
  app.clock.move(60_000)
  expect((await get(token)).status).toBe(200)
  app.clock.move(24 * 3_600_000)
  expect((await get(token)).status).toBe(401)
})

it('ends with the post, and does not come back with it', async () => {
  const { token } = await make()
  const administrator = app.signInAs('administrator')
  const params = { postId: app.town.posts.community1 }
  await administrator.call(endTenure, { params, body: { why: '调离' } })
  expect((await get(token)).status).toBe(401)
  await administrator.call(appoint, { params, body: { personId: app.town.persons.community1, why: '调回' } })
  expect((await get(token)).status).toBe(401)
  const { tokens } = await administrator.call(listTokens)
  expect(tokens.some(({ over }) => over === 'left')).toBe(true)
})

it('ends with its maker’s password, for whoever has the one may have the other', async () => {
  const browser = app.browser()
  const { password } = app.town
  await browser.call(signIn, { body: { login: 'community1', password } })
  const { id, token } = await make({ name: '改密之前' })
  expect((await get(token)).status).toBe(200)
  await browser.call(changePassword, { body: { current: password, next: 'kettle-harbour-violet' } })
  expect((await get(token)).status).toBe(401)
  expect((await app.events(tokenStream(id as never))).at(-1)?.type).toBe('people.token_revoked')
})
