import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inProject } from '../../kernel/root.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { aSystem } from './incoming.fixture.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

it('the worked example of docs/incoming.md is let in as it stands there', async () => {
  const doc = await readFile(inProject('docs/incoming.md'), 'utf8')
  const said = (pattern: RegExp) => pattern.exec(doc)?.[1] ?? `nothing for ${pattern}`
  const { id } = await aSystem(app, 'community1', { key: said(/Key `(whsec_[^`]+)`/) })
  expect(`whsec_${said(/^key=(.*)$/m)}`).toBe(said(/Key `(whsec_[^`]+)`/))
  const signature = said(/webhook-signature: v1,([^"]+)"/)
  expect(said(/^# (\S+=)$/m)).toBe(signature)
  const request = (more: Record<string, string> = {}) =>
    app.server.inject({
      method: 'POST',
      url: `/incoming/v1/${id}`,
      headers: {
        'content-type': 'application/cloudevents+json',
        'webhook-id': said(/^id=(.*)$/m),
        'webhook-timestamp': said(/^timestamp=(.*)$/m),
        'webhook-signature': `v1,${signature}`,
        ...more,
      },
      payload: said(/^body='(.*)'$/m),
    })
  expect((await request({ 'webhook-id': 'msg-000002' })).statusCode).toBe(401)
  const answer = await request()
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({ taken: true, matter: { state: 'assigned', steps: [{ action: 'reported' }] } })
  expect((await request()).json().error.reason).toBe('incoming.replayed')
})
