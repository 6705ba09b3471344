import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { makeChannel } from '../../modules/channels/contract.ts'
import { receiver } from '../../modules/channels/receivers.fixture.ts'
import { sendTick } from '../../modules/channels/send-tick.ts'
import { type MatterApp, matterApp } from '../../modules/matters/matter-app.fixture.ts'
import { runCommand } from './cli.fixture.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const liren = (options: object) => runCommand('channels', { rest: [], ...options }, app.db.url)

it('shows each channel, and sends a receiver again what it lost', async () => {
  expect(await liren({})).toMatchObject({ code: 0, stdout: 'there is no channel\n' })
  vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.1')
  const door = await receiver()
  const body = {
    ...{ kind: 'webhook', name: '区平台', settings: {}, secrets: { url: door.url }, on: true },
    events: ['matters.matter_reported'],
  } as const
  const { id } = await app.signInAs('administrator').call(makeChannel, { body: body as never })
  await app.reportAt('building111', '路灯不亮三天了,晚上看不见路')
  await app.deliver()
  expect((await liren({})).stdout).toBe(`${id} webhook 区平台: on, 1 waiting\n`)
  vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.1')
  while (await sendTick.run(app.services));
  expect(door.got).toHaveLength(1)
  const since = '2026-11-01T00:00:00Z'
  expect(await liren({ rest: ['replay'], id, since })).toMatchObject({
    code: 0,
    stdout: '1 events will be sent again by the worker\n',
  })
  app.clock.set(new Date())
  vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.1')
  while (await sendTick.run(app.services));
  expect(door.got.map(({ headers }) => headers['webhook-id'])).toHaveLength(2)
  expect(await liren({ rest: ['replay'], id: app.town.tenantId, since })).toMatchObject({ code: 1 })
  expect(await liren({ rest: ['replay'], id })).toMatchObject({ code: 2 })
  vi.unstubAllEnvs()
  await door.close()
})
