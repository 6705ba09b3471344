import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type MatterId, newId, type PersonId } from '../../kernel/contract/ids.ts'
import { signalLive } from '../../kernel/live/hub.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { sessions, startSession } from '../people/public.ts'
import { getMatter, report } from './contract.ts'
import { type MatterApp, matterApp } from './matter-app.fixture.ts'

let app: MatterApp
const heard = new Map<PersonKey, string[]>()
beforeAll(async () => {
  app = await matterApp()
  const { db, clock, services, town } = app
  for (const [key, personId] of Object.entries(town.persons) as [PersonKey, PersonId][]) {
    const session = { tenantId: town.tenantId, personId, ip: '127.0.0.1', userAgent: 'test' }
    const { token } = await db.tx((tx) => startSession(tx, session, clock.now()))
    const actor = await sessions.actorOf(db, token, clock.now())
    if (!actor) throw new Error(`${key} is not signed in`)
    const mine: string[] = []
    heard.set(key, mine)
    services.live.listen(actor, (words) => mine.push(...words.filter((it) => it.topic === 'matter').map((it) => it.id)))
  }
})
afterAll(() => app.close())

/** Who may look at a matter, asked one by one. */
async function lookers(matterId: MatterId): Promise<PersonKey[]> {
  const found: PersonKey[] = []
  for (const key of heard.keys())
    if ((await app.signInAs(key).ask(getMatter, { params: { matterId } })).status === 200) found.push(key)
  return found
}

/** Who heard of it, once all have heard what was said after it. */
async function hearers(matterId: MatterId): Promise<PersonKey[]> {
  const last = newId<'matter'>()
  const { tenantId } = app.town
  await vi.waitUntil(async () => {
    await app.db.tx((tx) => signalLive(tx, { tenantId, topic: 'matter', id: last, persons: null }))
    return [...heard.values()].every((ids) => ids.includes(last))
  })
  return [...heard].filter(([, ids]) => ids.includes(matterId)).map(([key]) => key)
}

it('what happens to a matter is heard on the screens of those who may see it, and on no others', async () => {
  const { places } = app.town
  const mine = { kind: 'demand', placeId: places.building111, body: '楼道的灯坏了三天，晚上看不见台阶' }
  const { id } = await app.signInAs('resident1').call(report, { body: mine })
  const other = await app.reportAt('building211', '门口的井盖松了，车压过去很响')
  await app.deliver()
  for (const matterId of [id, other.id]) {
    const may = await lookers(matterId)
    expect(may.length).toBeGreaterThan(1)
    expect(may.length).toBeLessThan(heard.size)
    expect((await hearers(matterId)).sort()).toEqual(may.sort())
  }
})
