import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonId } from '../../kernel/contract/ids.ts'
import { type TestApp, testApp } from '../../kernel/testing/app.ts'
import { smallTown } from '../../kernel/testing/town.ts'
import * as contract from './contract.ts'
import { issueLink, revokeLinks } from './public.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

let numbers = 0
/** A contact of a firm whom staff confirmed. */
const issue = (more: { personId?: PersonId; hours?: number; phone?: string; purpose?: 'firm' | 'observer' } = {}) => {
  const { town, clock, db, services } = app
  const { phone = `1000002${String(1000 + numbers++)}`, ...rest } = more
  const who = more.personId ? {} : { newPerson: { name: '王经理', phone } }
  return db.tx((tx) =>
    issueLink(tx, services.secrets, {
      tenantId: town.tenantId,
      purpose: 'firm',
      issuedBy: town.persons.community1,
      at: clock.now(),
      ...who,
      ...rest,
    }),
  )
}
const enter = (token: string, headers?: Record<string, string>) =>
  app.anyone.ask(contract.signInByLink, { body: { token } }, headers)
const hours = (count: number) => app.clock.move(count * 3_600_000)
const typesOf = async (personId: PersonId) => (await app.events(`people:${personId}`)).map((event) => event.type)

describe('a one-time link', () => {
  it('signs its person in for thirty days, with events, and stands in the list of sessions', async () => {
    const { token, personId } = await issue()
    const phone = app.browser()
    expect((await phone.call(contract.signInByLink, { body: { token } })).next).toBe('done')
    const me = await phone.call(contract.me)
    expect(me).toMatchObject({ personId, name: '王经理', mustChangePassword: false, hasPassword: false, posts: [] })
    expect(await typesOf(personId)).toEqual(['people.person_added', 'people.sign_in_link_issued', 'people.signed_in'])
    const [, issued, signed] = await app.events(`people:${personId}`)
    expect(JSON.stringify(issued)).not.toContain(token)
    expect(issued?.actor.personId).toBe(app.town.persons.community1)
    expect(signed?.payload).toMatchObject({ by: 'link' })
    hours(29 * 24)
    expect((await phone.call(contract.mySessions)).sessions).toMatchObject([{ current: true }])
    hours(25)
    expect((await phone.ask(contract.me)).status).toBe(401)
  })

  it('lets its person choose a password later and sign in by phone', async () => {
    const { token } = await issue({ phone: '10000029999' })
    const phone = app.browser()
    await phone.call(contract.signInByLink, { body: { token } })
    const weak = await phone.ask(contract.changePassword, { body: { current: '', next: '1234567890' } })
    expect(weak.status).toBe(400)
    await phone.call(contract.changePassword, { body: { current: '', next: 'kettle-harbour-violet' } })
    expect((await phone.call(contract.me)).hasPassword).toBe(true)
    const wrong = await phone.ask(contract.changePassword, { body: { current: '', next: 'another-harbour-violet' } })
    expect(wrong.status).toBe(422)
    const signedIn = await app
      .browser()
      .ask(contract.signIn, { body: { login: '10000029999', password: 'kettle-harbour-violet' } })
    expect(signedIn.body).toEqual({ next: 'done' })
  })

  it('can be looked at as often as one likes, and is good once', async () => {
    const { token } = await issue()
    for (let n = 0; n < 3; n++) {
      const { name, tenant } = await app.anyone.call(contract.lookAtLink, { body: { token } })
      expect([name, tenant.zh]).toEqual(['王*理', '盘龙区'])
    }
    const twice = await Promise.all([enter(token), enter(token)])
    expect(twice.map((answer) => answer.status).sort()).toEqual([200, 422])
    expect((await enter(token)).reason).toBe('people.link_not_good')
    expect((await app.anyone.ask(contract.lookAtLink, { body: { token } })).status).toBe(422)
  })

  it('is refused in the same words whether it is wrong, used, expired, taken back, replaced or of another tenant', async () => {
    const { tenantId, persons } = app.town
    const used = (await issue()).token
    await enter(used)
    const revoked = await issue()
    const by = { personId: persons.community1, postId: null, via: 'desk' as const }
    const of = { tenantId, personId: revoked.personId, by, at: app.clock.now() }
    expect(await app.db.tx((tx) => revokeLinks(tx, of))).toBe(1)
    expect(await typesOf(revoked.personId)).toContain('people.sign_in_link_revoked')
    const first = await issue()
    const second = await issue({ personId: first.personId })
    const expired = (await issue({ hours: 1 })).token
    await smallTown(app.db, { secrets: app.services.secrets, code: '530102', hosts: ['other.test'] })
    const answers = [
      await enter('nonsense'),
      await enter('A'.repeat(43)),
      await enter(used),
      await enter(revoked.token),
      await enter(first.token),
      await enter(second.token, { host: 'other.test' }),
    ]
    hours(2)
    answers.push(await enter(expired))
    for (const answer of answers) {
      expect(answer.status).toBe(422)
      expect(answer.error).toEqual(answers[0]?.error)
    }
    expect((await enter(second.token)).status).toBe(200)
    hours(71)
    expect((await enter((await issue()).token)).status).toBe(200)
  })

  it('is not for those who work here, nor for who begins to', async () => {
    await expect(issue({ personId: app.town.persons.gridWorker11 })).rejects.toMatchObject({
      reason: 'people.link_for_staff',
    })
    await expect(issue({ phone: app.town.phones.street1 })).rejects.toMatchObject({ reason: 'people.link_for_staff' })
    const appointed = async (personId: PersonId, post: 'buildingLead111' | 'buildingLead112') =>
      app.signInAs('administrator').call(contract.appoint, {
        params: { postId: app.town.posts[post] },
        body: { personId, why: '新任' },
      })
    const before = await issue()
    await appointed(before.personId, 'buildingLead111')
    expect((await enter(before.token)).reason).toBe('people.link_not_good')
    // A session that a link opened acts for no post, also when its person gets one.
    const after = await issue()
    const phone = app.browser()
    await phone.call(contract.signInByLink, { body: { token: after.token } })
    await appointed(after.personId, 'buildingLead112')
    expect((await phone.call(contract.me)).posts).toEqual([])
  })

  it('enters only an account that was opened for the same purpose, whoever adds its phone to a firm', async () => {
    const phone = '10000027777'
    const observer = await issue({ phone, purpose: 'observer' })
    await expect(issue({ phone })).rejects.toMatchObject({ reason: 'people.link_other_account' })
    expect((await enter(observer.token)).status).toBe(200)
    await expect(issue({ personId: observer.personId })).rejects.toMatchObject({ reason: 'people.link_other_account' })
    expect((await issue({ personId: observer.personId, purpose: 'observer' })).personId).toBe(observer.personId)
  })

  it('does not enter past a password that its person chose, whoever adds their phone', async () => {
    const own = '10000028888'
    const { token, personId } = await issue({ phone: own })
    const phone = app.browser()
    await phone.call(contract.signInByLink, { body: { token } })
    await phone.call(contract.changePassword, { body: { current: '', next: 'kettle-harbour-violet' } })
    await expect(issue({ phone: own })).rejects.toMatchObject({ reason: 'people.link_past_password' })
    await expect(issue({ personId })).rejects.toMatchObject({ reason: 'people.link_past_password' })
  })

  it('is asked for in a proper way', async () => {
    expect((await app.anyone.ask(contract.signInByLink, { body: {} })).status).toBe(400)
    expect((await app.anyone.ask(contract.signInByLink, { body: { token: 'x'.repeat(101) } })).status).toBe(400)
  })
})

it('cannot be guessed at: tries from one address are limited', async () => {
  const limited = await testApp({ rateLimits: true })
  const statuses = []
  for (let n = 0; n < 32; n++)
    statuses.push((await limited.anyone.ask(contract.signInByLink, { body: { token: 'B'.repeat(43) } })).status)
  expect(statuses.slice(0, 30).every((status) => status === 422)).toBe(true)
  expect(statuses.at(-1)).toBe(429)
  await limited.close()
})
