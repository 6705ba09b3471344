import { newId, type SystemId } from '../../kernel/contract/ids.ts'
import { webhookSignature } from '../../kernel/outgoing/webhook-signature.ts'
import type { PlaceKey } from '../../kernel/testing/town.ts'
import type { MatterApp } from '../matters/matter-app.fixture.ts'
import { makeSystem } from './contract.ts'

export interface OutsideSystem {
  readonly id: SystemId
  readonly key: string
}

/** A system that is let in at a place of the town. */
export async function aSystem(
  app: MatterApp,
  place: PlaceKey = 'community1',
  more: Partial<{ name: string; kinds: string[]; perMinute: number; key: string }> = {},
): Promise<OutsideSystem> {
  const body = { name: '热线平台', kinds: ['demand'], placeId: app.town.places[place], perMinute: 600, ...more }
  return app.signInAs('administrator').call(makeSystem, { body })
}

export interface Sent {
  readonly status: number
  readonly reason: string
  readonly body: { taken: boolean; matter: { number: string; state: string; steps: { words: string | null }[] } | null }
}

export interface Sending {
  readonly id?: string
  readonly seconds?: number
  /** Signed with it instead of the system's key. */
  readonly key?: string
  readonly headers?: Record<string, string>
  /** Sent instead of what was signed. */
  readonly instead?: string
}

/** As a system sends that knows nothing of ours: no session, no header of our own. */
export async function send(app: MatterApp, to: OutsideSystem, message: unknown, how: Sending = {}): Promise<Sent> {
  const body = typeof message === 'string' ? message : JSON.stringify(message)
  const id = how.id ?? newId()
  const seconds = how.seconds ?? Math.floor(app.clock.now().getTime() / 1000)
  const answer = await app.server.inject({
    method: 'POST',
    url: `/incoming/v1/${to.id}`,
    headers: {
      'content-type': 'application/cloudevents+json',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': webhookSignature(how.key ?? to.key, id, seconds, body),
      ...how.headers,
    },
    payload: how.instead ?? body,
  })
  const read = answer.json()
  return { status: answer.statusCode, reason: read.error?.reason ?? '', body: read }
}

/** An event in the form of docs/incoming.md. */
export const message = (type: string, subject: string, data?: unknown) => ({
  ...{ specversion: '1.0', id: 'x', source: 'https://hotline.example', type: `liren.matter.${type}`, subject },
  ...(data === undefined ? {} : { data }),
})

export const reportData = {
  ...{ kind: 'demand', category: '080201', place: '530103-building111', words: '楼道灯不亮，晚上看不见台阶' },
  reporter: { name: '李梅', phone: '12000001234' },
}
