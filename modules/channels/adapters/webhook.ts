import { sendOutside } from '../../../kernel/outgoing/request.ts'
import { webhookSignature } from '../../../kernel/outgoing/webhook-signature.ts'
import type { EventMessage, OpenedChannel } from './adapter.ts'

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
