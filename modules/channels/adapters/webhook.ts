import { createHmac, randomBytes } from 'node:crypto'
import { sendOutside } from '../../../kernel/outgoing/request.ts'
import type { EventMessage, OpenedChannel } from './adapter.ts'

const prefix = 'whsec_'

export const newWebhookKey = (): string => `${prefix}${randomBytes(32).toString('base64')}`

/**
 * As Standard Webhooks 1.0 signs: HMAC-SHA256 over `id.timestamp.body` under the bytes behind `whsec_`.
 * @param seconds since 1970
 */
export function webhookSignature(key: string, id: string, seconds: number, body: string): string {
  const bytes = Buffer.from(key.startsWith(prefix) ? key.slice(prefix.length) : key, 'base64')
  return `v1,${createHmac('sha256', bytes).update(`${id}.${seconds}.${body}`).digest('base64')}`
}

/** One CloudEvent in structured mode, signed. Anything but a 2xx is a failure; redirects are not followed. */
export async function sendWebhook({ secrets }: OpenedChannel, { id, body, at }: EventMessage): Promise<void> {
  const seconds = Math.floor(at.getTime() / 1000)
  const answer = await sendOutside({
    url: secrets.url ?? '',
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': webhookSignature(secrets.key ?? '', id, seconds, body),
    },
    body,
  })
  // What the receiver says is its own; the status is enough. It may mend its mind: every refusal is tried again.
  if (answer.status < 200 || answer.status > 299) throw new Error(`HTTP ${answer.status}`)
}
