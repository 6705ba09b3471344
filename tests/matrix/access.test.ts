import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modules } from '../../apps/server/modules.ts'
import type { Endpoint } from '../../kernel/contract/endpoint.ts'
import { sessionCookie } from '../../kernel/http/session.ts'
import type { TestClient } from '../../kernel/testing/app.ts'
import { act, actOnMany } from '../../modules/matters/contract.ts'
import { actions } from '../../modules/matters/matter.ts'
import { startSession } from '../../modules/people/public.ts'
import { expectations, type Persona, personas, type Side, sides, steps } from './expectations.ts'
import { requests } from './requests.ts'
import { type MatrixTown, matrixTown } from './subjects.fixture.ts'

let town: MatrixTown
beforeAll(async () => {
  town = await matrixTown()
})
afterAll(() => town.close())

const routes = modules.flatMap((module) => [...module.routes])
const endpoints: readonly Endpoint[] = routes.map((route) => route.endpoint)

const lineOf = (id: string, side: Side): string[] => {
  const row = expectations[id]
  return (typeof row === 'string' ? row : (row?.[side] ?? '')).trim().split(/\s+/)
}

const signedIn = new Map<Persona, TestClient>()

/** One session for all requests of a persona, but for what `statusOf` says. */
function clientOf(persona: Persona): TestClient {
  if (persona === 'anyone') return town.anyone
  const client = signedIn.get(persona) ?? town.signInAs(persona)
  signedIn.set(persona, client)
  return client
}

async function statusOf(endpoint: Endpoint, persona: Persona, side: Side): Promise<string> {
  const args = requests[endpoint.id]?.(town.subjects[side])
  if (!args) throw new Error(`no request for ${endpoint.id}`)
  if (endpoint.produces === 'events') return streamStatus(endpoint, persona)
  const { status } = await clientOf(persona).ask(endpoint, args)
  // Signing out, a new password and the like end sessions, sometimes those of others.
  if (status < 300 && endpoint.id.startsWith('people.')) signedIn.clear()
  return String(status)
}

/** A stream of events never ends by itself: its head is enough. */
async function streamStatus(endpoint: Endpoint, persona: Persona): Promise<string> {
  const session = persona === 'anyone' ? null : await sessionOf(persona)
  const answer = await town.server.inject({
    method: 'GET',
    url: endpoint.path,
    headers: session ? { cookie: `${sessionCookie}=${session}` } : {},
    payloadAsStream: true,
  })
  answer.stream().destroy()
  return String(answer.statusCode)
}

async function sessionOf(persona: Exclude<Persona, 'anyone'>): Promise<string> {
  const { tenantId, persons } = town.town
  const who = { tenantId, personId: persons[persona], ip: '127.0.0.1', userAgent: 'test' }
  return (await town.db.tx((tx) => startSession(tx, who, town.clock.now()))).token
}

it('has a line for every endpoint, and none for what is gone', () => {
  const ids = endpoints.map((endpoint) => endpoint.id).sort()
  expect(new Set(ids).size).toBe(ids.length)
  expect(Object.keys(expectations).sort()).toEqual(ids)
  expect(Object.keys(requests).sort()).toEqual(ids)
  for (const id of ids)
    for (const side of sides) expect(lineOf(id, side), `${id} ${side}`).toHaveLength(personas.length)
})

describe.each(endpoints.map((endpoint) => [endpoint.id, endpoint] as const))('%s', (id, endpoint) => {
  it.each(typeof expectations[id] === 'string' ? (['near'] as const) : sides)('%s', async (side) => {
    const met: Record<string, string> = {}
    for (const persona of personas) met[persona] = await statusOf(endpoint, persona, side)
    const declared = lineOf(id, side)
    expect(met).toEqual(Object.fromEntries(personas.map((persona, at) => [persona, declared[at]])))
  })
})

describe.each(actions.map((action) => [action]))('the step %s', (action) => {
  it('is for those who are named, and for nobody else', async () => {
    const mayTake = new Set<Persona>(steps[action])
    for (const persona of personas) {
      // Without anything that the step asks for: who may take it is told what is missing, or that it is not the time.
      const body = { action }
      const near = await clientOf(persona).ask(act, { params: { matterId: town.subjects.near.matter }, body })
      const expected =
        persona === 'anyone'
          ? [401]
          : persona === 'administrator'
            ? [404]
            : mayTake.has(persona)
              ? [400, 409, 422]
              : [403]
      expect(expected, `${persona} near: ${near.status}`).toContain(near.status)
      const far = await clientOf(persona).ask(act, { params: { matterId: town.subjects.far.matter }, body })
      const beyond = persona === 'anyone' ? 401 : persona === 'supervisor' ? 403 : 404
      expect(far.status, `${persona} far`).toBe(beyond)
    }
  })
})

it('many at once are each judged like one', async () => {
  const { near, far, foreign } = town.subjects
  const matterIds = [near.matter, far.matter, foreign.matter]
  const { results } = await town.signInAs('community1').call(actOnMany, {
    body: { matterIds: matterIds as never, act: { action: 'comment', words: '请加快' } },
  })
  expect(results.map(({ id, done }) => [id, done])).toEqual([
    [near.matter, true],
    [far.matter, false],
    [foreign.matter, false],
  ])
  expect(results[1]?.message).toBeTruthy()
})

it('a colleague of another district has the same rights there and none here', async () => {
  const { posts, persons, tenantId } = town.town
  const stranger = town.signInAs({ tenantId: town.otherTenantId, personId: town.otherPerson('street1') })
  expect(
    (
      await stranger.ask(act, {
        params: { matterId: town.subjects.near.matter },
        body: { action: 'comment', words: '您好' },
      })
    ).status,
  ).toBe(404)
  expect(
    (
      await stranger.ask(act, {
        params: { matterId: town.subjects.foreign.matter },
        body: { action: 'comment', words: '您好' },
      })
    ).status,
  ).toBe(200)
  expect([posts.street1, persons.street1, tenantId]).not.toContain(town.otherPerson('street1'))
})
