import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId, type PersonId, type PostId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { type TestApp, type TestClient, testApp } from '../../kernel/testing/app.ts'
import { type PostKey, smallTown, type Town } from '../../kernel/testing/town.ts'
import * as contract from './contract.ts'
import { postStream } from './events.ts'
import { actingFor, chainOfPlace } from './public.ts'

let app: TestApp
let town: Town
let other: Town
let administrator: TestClient
let community: TestClient
beforeAll(async () => {
  app = await testApp()
  town = app.town
  other = await smallTown(app.db, { secrets: app.services.secrets, code: '530199', hosts: ['other.test'] })
  administrator = app.signInAs('administrator')
  community = app.signInAs('community1')
})
afterAll(() => app.close())
beforeEach(() => app.clock.move(60_000))

const keyOf = (id: PostId) => (Object.keys(town.posts) as PostKey[]).find((key) => town.posts[key] === id)
const days = (count: number) => new Date(app.clock.now().getTime() + count * 86_400_000).toISOString()
const lastEvent = async (key: PostKey) => (await app.events(postStream(town.posts[key]))).at(-1)
const acting = (key: PostKey) =>
  app.db.read((tx) => actingFor(tx, town.tenantId, town.posts[key], app.clock.now())).then((found) => found?.personId)

describe('the directory of posts', () => {
  it('is for staff', async () => {
    expect((await app.anyone.ask(contract.listPosts)).status).toBe(401)
    for (const key of ['resident1', 'propertyFirm1', 'buildingLead111', 'centerHousehold111'] as const)
      expect((await app.signInAs(key).ask(contract.listPosts)).status, key).toBe(403)
    expect((await administrator.ask(contract.listPosts, { query: { role: 'king' } })).status).toBe(400)
  })

  it('is filtered and comes in pages', async () => {
    const all = await administrator.call(contract.listPosts, { query: { limit: 200 } })
    expect(all.total).toBe(Object.keys(town.posts).length)
    expect(all.rows).toHaveLength(all.total)
    const page = await administrator.call(contract.listPosts, { query: { limit: 5, offset: 5 } })
    expect(page.rows).toEqual(all.rows.slice(5, 10))
    const query = { placeId: town.places.community3, role: 'grid_worker' as const }
    const workers = await app.signInAs('gridWorker11').call(contract.listPosts, { query })
    expect(workers.rows.map((post) => keyOf(post.id))).toEqual(['gridWorker31', 'gridWorker32'])
    const q = all.rows.find((post) => keyOf(post.id) === 'waterDepartment')?.holder?.name ?? ''
    const found = await administrator.call(contract.listPosts, { query: { q } })
    expect(found.rows.map((post) => keyOf(post.id))).toContain('waterDepartment')
    expect((await administrator.call(contract.listPosts, { query: { q: '100%' } })).total).toBe(0)
    expect((await administrator.call(contract.listPosts, { query: { offset: 1000 } })).rows).toEqual([])
  })

  it('shows who manages what', async () => {
    const managed = async (client: TestClient) =>
      (await client.call(contract.listPosts, { query: { managed: true, limit: 200 } })).rows.map((post) =>
        keyOf(post.id),
      )
    expect(await managed(administrator)).toHaveLength(Object.keys(town.posts).length)
    const ofCommunity = await managed(community)
    expect(ofCommunity).toContain('gridWorker11')
    expect(ofCommunity).not.toContain('gridWorker21')
    expect(await managed(app.signInAs('district'))).not.toContain('administrator')
    expect(await managed(app.signInAs('gridWorker11'))).toEqual([])
  })

  it('never shows another tenant', async () => {
    const foreign = { placeId: other.places.district }
    expect((await administrator.call(contract.listPosts, { query: foreign })).total).toBe(0)
  })
})

describe('the chain of a place', () => {
  it('is open to residents, without absences', async () => {
    const params = { placeId: town.places.unit1111 }
    expect((await app.anyone.ask(contract.chainOf, { params })).status).toBe(401)
    const { posts } = await app.signInAs('resident2').call(contract.chainOf, { params })
    expect(posts.map((post) => keyOf(post.id))).toEqual([
      'centerHousehold111',
      'buildingLead111',
      'compoundSecretary11',
      'gridWorker11',
      'community1',
      'street1',
      'district',
    ])
    expect(posts[0]).toMatchObject({
      holder: { personId: town.persons.centerHousehold111 },
      acting: { how: 'own' },
      absence: null,
    })
  })

  it('is not there for places of others', async () => {
    for (const placeId of [other.places.building111, newId<'place'>()])
      expect((await community.ask(contract.chainOf, { params: { placeId } })).status).toBe(404)
    expect((await community.ask(contract.chainOf, { params: { placeId: 'x' } })).status).toBe(400)
  })
})

describe('appointing', () => {
  const why = '换届选举'

  it('is for whose post stands above it', async () => {
    const request = { params: { postId: town.posts.gridWorker11 }, body: { personId: town.persons.resident1, why } }
    const worker = app.signInAs('gridWorker11')
    expect((await app.anyone.ask(contract.appoint, request)).status).toBe(401)
    expect((await worker.ask(contract.appoint, request)).status).toBe(403)
    expect((await app.signInAs('community3').ask(contract.appoint, request)).status).toBe(404)
    expect((await administrator.ask(contract.appoint, { ...request, body: { why } })).status).toBe(400)
    const foreignPost = { ...request, params: { postId: other.posts.gridWorker11 } }
    expect((await administrator.ask(contract.appoint, foreignPost)).status).toBe(404)
    const foreignPerson = { ...request, body: { personId: other.persons.resident1, why } }
    expect((await administrator.ask(contract.appoint, foreignPerson)).status).toBe(404)
  })

  it('never of oneself, nor of the holder', async () => {
    const params = { postId: town.posts.street2 }
    const self = await administrator.ask(contract.appoint, {
      params,
      body: { personId: town.persons.administrator, why },
    })
    expect(self.reason).toBe('people.self_appointment')
    const again = await administrator.ask(contract.appoint, { params, body: { personId: town.persons.street2, why } })
    expect([again.status, again.reason]).toEqual([409, 'people.holds_already'])
  })

  it('replaces the holder at one instant; who answered before stays on record', async () => {
    const before = app.clock.now()
    app.clock.move(60_000)
    const params = { postId: town.posts.gridWorker12 }
    await administrator.call(contract.appoint, { params, body: { personId: town.persons.resident1, why } })
    expect(await acting('gridWorker12')).toBe(town.persons.resident1)
    const [was] = await app.db.read(async (tx) => {
      const chain = await chainOfPlace(tx, town.tenantId, town.places.building121, before)
      return chain.filter((post) => post.id === town.posts.gridWorker12)
    })
    expect(was?.manned?.personId).toBe(town.persons.gridWorker12)
    const events = (await app.events(postStream(town.posts.gridWorker12))).slice(-2)
    expect(events.map((event) => event.type)).toEqual(['people.tenure_ended', 'people.tenure_started'])
    expect(events[0]?.payload).toMatchObject({
      personId: town.persons.gridWorker12,
      successorId: town.persons.resident1,
    })
    expect(events[1]?.actor).toEqual({
      personId: town.persons.administrator,
      postId: town.posts.administrator,
      via: 'desk',
    })
    const me = await app.signInAs('resident1').call(contract.me)
    expect(me.roles).toContain('grid_worker')
    const left = await app.signInAs('gridWorker12').call(contract.me)
    expect(left.roles).toEqual(['resident'])
  })

  it('leaves a post empty when a tenure ends, and the one above answers', async () => {
    const request = { params: { postId: town.posts.buildingLead122 }, body: { why: '搬离小区' } }
    expect((await app.anyone.ask(contract.endTenure, request)).status).toBe(401)
    expect((await app.signInAs('gridWorker12').ask(contract.endTenure, request)).status).toBe(403)
    expect((await app.signInAs('community3').ask(contract.endTenure, request)).status).toBe(404)
    expect((await administrator.ask(contract.endTenure, { ...request, body: {} })).status).toBe(400)
    const foreign = { ...request, params: { postId: other.posts.buildingLead122 } }
    expect((await administrator.ask(contract.endTenure, foreign)).status).toBe(404)
    await administrator.call(contract.endTenure, request)
    expect(await acting('buildingLead122')).toBe(town.persons.compoundSecretary12)
    expect((await lastEvent('buildingLead122'))?.payload).toMatchObject({ successorId: null })
    expect((await administrator.ask(contract.endTenure, request)).reason).toBe('people.post_is_empty')
    const { rows } = await administrator.call(contract.listPosts, { query: { vacant: true } })
    expect(rows.map((post) => [keyOf(post.id), post.holder, post.acting?.how])).toEqual([
      ['buildingLead122', null, 'upward'],
    ])
    const me = await app.signInAs('compoundSecretary12').call(contract.me)
    expect(me.posts.map((post) => [keyOf(post.postId), post.how])).toEqual([
      ['compoundSecretary12', 'own'],
      ['buildingLead122', 'upward'],
    ])
  })

  it('never leaves a root empty, and says so kindly', async () => {
    const request = { params: { postId: town.posts.district }, body: { why: '调离本区' } }
    const answer = await administrator.ask(contract.endTenure, request)
    expect([answer.status, answer.reason]).toEqual([422, 'people.root_must_be_manned'])
    expect(answer.error?.message).toContain('最上一级岗位')
    expect(await acting('district')).toBe(town.persons.district)
    const absence = { fromAt: days(0), toAt: days(2), why: '出差' }
    const away = await administrator.ask(contract.recordAbsence, { params: request.params, body: absence })
    expect(away.reason).toBe('people.root_must_be_manned')
    const covered = { ...absence, standInId: town.persons.street1 }
    await administrator.call(contract.recordAbsence, { params: request.params, body: covered })
    expect(await acting('district')).toBe(town.persons.street1)
  })
})

describe('being away', () => {
  const absence = () => ({ fromAt: days(0), toAt: days(3), why: '年休假' })
  const params = () => ({ postId: town.posts.gridWorker11 })

  it('is recorded by the community and the street, in their places only', async () => {
    const request = { params: params(), body: absence() }
    expect((await app.anyone.ask(contract.recordAbsence, request)).status).toBe(401)
    expect((await app.signInAs('gridWorker11').ask(contract.recordAbsence, request)).status).toBe(403)
    expect((await app.signInAs('community2').ask(contract.recordAbsence, request)).status).toBe(404)
    expect((await app.signInAs('street2').ask(contract.recordAbsence, request)).status).toBe(404)
    expect((await community.ask(contract.recordAbsence, { ...request, body: { why: '年休假' } })).status).toBe(400)
    const backwards = { ...absence(), toAt: days(-1) }
    expect((await community.ask(contract.recordAbsence, { ...request, body: backwards })).reason).toBe(
      'people.bad_span',
    )
    const watcher = { params: { postId: town.posts.supervisor }, body: absence() }
    expect((await app.signInAs('district').ask(contract.recordAbsence, watcher)).status).toBe(403)
  })

  it('passes the post to the stand-in, else upward, until it is over or called off', async () => {
    const standInId = town.persons.gridWorker12
    await administrator.call(contract.appoint, {
      params: { postId: town.posts.gridWorker12 },
      body: { personId: standInId, why: '恢复原任' },
    })
    const { absenceId } = await community.call(contract.recordAbsence, {
      params: params(),
      body: { ...absence(), standInId },
    })
    expect(await acting('gridWorker11')).toBe(standInId)
    expect(await lastEvent('gridWorker11')).toMatchObject({
      type: 'people.absence_recorded',
      actor: { personId: town.persons.community1, postId: town.posts.community1 },
      payload: { absenceId, standInId },
    })
    expect((await lastEvent('gridWorker11'))?.payload).not.toHaveProperty('why')
    const [row] = (await community.call(contract.listPosts, { query: { managed: true, role: 'grid_worker' } })).rows
    expect(row).toMatchObject({
      holder: { personId: town.persons.gridWorker11 },
      acting: { personId: standInId, how: 'stand_in' },
      absence: { id: absenceId, standIn: { personId: standInId } },
    })
    expect(row?.absentUntil).toBe(row?.absence?.toAt)
    const overlapping = await community.ask(contract.recordAbsence, { params: params(), body: absence() })
    expect(overlapping.reason).toBe('people.absent_already')

    app.clock.move(86_400_000)
    expect((await app.signInAs('community2').ask(contract.cancelAbsence, { params: { absenceId } })).status).toBe(404)
    expect((await app.anyone.ask(contract.cancelAbsence, { params: { absenceId } })).status).toBe(401)
    expect((await app.signInAs('resident1').ask(contract.cancelAbsence, { params: { absenceId } })).status).toBe(403)
    expect((await community.ask(contract.cancelAbsence, { params: { absenceId: 'x' } })).status).toBe(400)
    const yesterday = new Date(app.clock.now().getTime() - 3_600_000)
    await community.call(contract.cancelAbsence, { params: { absenceId } })
    expect(await acting('gridWorker11')).toBe(town.persons.gridWorker11)
    const then = await app.db.read((tx) => actingFor(tx, town.tenantId, town.posts.gridWorker11, yesterday))
    expect(then?.personId).toBe(standInId)
    expect((await lastEvent('gridWorker11'))?.type).toBe('people.absence_cancelled')
    expect((await community.ask(contract.cancelAbsence, { params: { absenceId } })).reason).toBe(
      'people.absence_is_over',
    )

    await community.call(contract.recordAbsence, { params: params(), body: absence() })
    expect(await acting('gridWorker11')).toBe(town.persons.community1)
    app.clock.move(4 * 86_400_000)
    expect(await acting('gridWorker11')).toBe(town.persons.gridWorker11)
  })

  it('takes only stand-ins within reach, and never the absent one', async () => {
    const ask = async (standInId: PersonId) =>
      community.ask(contract.recordAbsence, { params: params(), body: { ...absence(), standInId } })
    expect((await ask(town.persons.street2)).status).toBe(404)
    expect((await ask(other.persons.gridWorker11)).status).toBe(404)
    expect((await ask(town.persons.gridWorker11)).reason).toBe('people.own_stand_in')
    expect((await ask(town.persons.community1)).status).toBe(200)
  })

  it('ends with the tenure: a successor is not absent', async () => {
    expect(await acting('gridWorker11')).toBe(town.persons.community1)
    const personId = town.persons.resident1
    await administrator.call(contract.appoint, { params: params(), body: { personId, why: '接任' } })
    expect(await acting('gridWorker11')).toBe(personId)
  })
})

describe('persons and codes', () => {
  const find = async (client: TestClient, q: string) =>
    (await client.call(contract.searchPersons, { query: { q } })).persons.map((person) => person.id)

  it('are found within reach, phones masked', async () => {
    expect((await app.anyone.ask(contract.searchPersons, { query: { q: 'x' } })).status).toBe(401)
    expect((await app.signInAs('gridWorker11').ask(contract.searchPersons, { query: { q: 'x' } })).status).toBe(403)
    expect((await community.ask(contract.searchPersons)).status).toBe(400)
    const phone = town.phones.compoundSecretary11
    expect(await find(community, phone)).toEqual([town.persons.compoundSecretary11])
    expect(await find(app.signInAs('community2'), phone)).toEqual([])
    expect(await find(community, 'street1')).toEqual([])
    expect(await find(administrator, 'street1')).toEqual([town.persons.street1])
    expect(await find(administrator, other.phones.street1)).toEqual([town.persons.street1])
    const [person] = (await community.call(contract.searchPersons, { query: { q: phone } })).persons
    expect(person?.phone).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`)
    expect(person?.posts).toEqual(['机床厂小区 小区党支部书记'])
  })

  it('are found in the order of their names, also without an account or without a phone, and each once', async () => {
    const neighbours = [
      ['Zhao Liren', newId<'person'>()],
      ['Deng liren', newId<'person'>()],
    ] as const
    for (const [name, id] of neighbours)
      await app.db.tx((tx) =>
        sql`insert into people.persons (tenant_id, id, name, home_place_id, created_at)
          values (${town.tenantId}, ${id}, ${name}, ${town.places.building111}, ${app.clock.now()})`.execute(tx),
      )
    const found = [neighbours[1][1], neighbours[0][1]]
    expect(await find(community, 'LIREN')).toEqual(found)
    expect(await find(administrator, ' liren ')).toEqual(found)
    expect(await find(app.signInAs('community2'), 'liren')).toEqual([])
    expect(await find(administrator, 'no_such%')).toEqual([])

    // A login and a part of a name: whoever has both comes once.
    await app.db.tx((tx) =>
      sql`update people.persons set name = 'street1 street1'
        where tenant_id = ${town.tenantId} and id = ${town.persons.street2}`.execute(tx),
    )
    expect(new Set(await find(administrator, 'Street1'))).toEqual(new Set([town.persons.street1, town.persons.street2]))
    expect(await find(administrator, 'street2')).toEqual([town.persons.street2])
    expect(await find(administrator, 'street')).toEqual([town.persons.street2])
  })

  it('get codes from who reaches them', async () => {
    const ask = (client: TestClient, personId: PersonId, body = {}) =>
      client.ask(contract.issueCode, { params: { personId }, body })
    expect((await ask(app.anyone, town.persons.buildingLead111)).status).toBe(401)
    expect((await ask(app.signInAs('gridWorker21'), town.persons.buildingLead111)).status).toBe(403)
    expect((await ask(community, town.persons.buildingLead211)).status).toBe(404)
    expect((await ask(community, town.persons.street1)).status).toBe(404)
    expect((await ask(community, other.persons.buildingLead111)).status).toBe(404)
    expect((await ask(community, town.persons.buildingLead111, { resetSecondFactor: 'x' })).status).toBe(400)
    expect((await ask(community, town.persons.buildingLead111, { resetSecondFactor: true })).status).toBe(403)
    expect((await ask(community, town.persons.community1)).reason).toBe('people.code_for_self')
    const issued = await ask(community, town.persons.buildingLead111)
    expect(issued.body).toMatchObject({ login: 'buildinglead111', code: expect.stringMatching(/^\d{8}$/) })
    const [event] = (await app.events(`people:${town.persons.buildingLead111}`)).slice(-1)
    expect(event?.type).toBe('people.one_time_code_issued')
    expect(JSON.stringify(event)).not.toContain(issued.body.code)
  })

  it('are out of reach when a further post lies elsewhere', async () => {
    await administrator.call(contract.appoint, {
      params: { postId: town.posts.waterDepartment },
      body: { personId: town.persons.buildingLead112, why: '借调' },
    })
    const params = { personId: town.persons.buildingLead112 }
    expect((await community.ask(contract.issueCode, { params, body: {} })).status).toBe(404)
    expect((await administrator.ask(contract.issueCode, { params, body: {} })).status).toBe(200)
  })

  it('are within reach while away, and no nearer than their post', async () => {
    const away = { fromAt: days(0), toAt: days(2), why: '年休假' }
    const stand = { standInId: town.persons.gridWorker12 }
    await community.call(contract.recordAbsence, {
      params: { postId: town.posts.compoundSecretary11 },
      body: { ...away, ...stand },
    })
    const secretary = { personId: town.persons.compoundSecretary11 }
    expect((await community.ask(contract.issueCode, { params: secretary, body: {} })).status).toBe(200)
    // The street's holder is away and lives in the community: neither makes them a resident like others.
    await administrator.call(contract.recordAbsence, { params: { postId: town.posts.street1 }, body: away })
    await app.db.tx((tx) =>
      sql`update people.persons set home_place_id = ${town.places.building111}
      where tenant_id = ${town.tenantId} and id = ${town.persons.street1}`.execute(tx),
    )
    const street = { personId: town.persons.street1 }
    expect((await community.ask(contract.issueCode, { params: street, body: {} })).status).toBe(404)
  })

  it('are added by the administrator, with a code to begin with', async () => {
    const body = { name: '新来的', login: 'newcomer', phone: '12000009999' }
    expect((await app.anyone.ask(contract.addPerson, { body })).status).toBe(401)
    expect((await community.ask(contract.addPerson, { body })).status).toBe(403)
    expect((await administrator.ask(contract.addPerson, { body: {} })).status).toBe(400)
    const { personId, code } = await administrator.call(contract.addPerson, { body })
    expect((await administrator.ask(contract.addPerson, { body })).reason).toBe('people.person_exists')
    expect((await app.events(`people:${personId}`)).map((event) => event.type)).toEqual([
      'people.person_added',
      'people.one_time_code_issued',
    ])
    const sealed = await app.db.read((tx) =>
      sql<{ sealed: Buffer }>`select phone_sealed as sealed from people.persons where id = ${personId}`.execute(tx),
    )
    expect(sealed.rows[0]?.sealed.toString('latin1')).not.toContain('9999')

    const signIn = (more: object) =>
      app.anyone.ask(contract.signInWithCode, { body: { login: 'newcomer', code, ...more } })
    expect((await signIn({})).body).toEqual({ next: 'change_password' })
    const answer = await signIn({ newPassword: 'four unrelated words' })
    expect(answer).toMatchObject({ status: 200, body: { next: 'done' }, cookie: expect.any(String) })
    expect((await signIn({ newPassword: 'four unrelated words' })).reason).toBe('people.wrong_one_time_code')
  })
})
