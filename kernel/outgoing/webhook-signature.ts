import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

// Standard Webhooks 1.0, both ways: what goes out is signed so, and what comes in is checked so.

const prefix = 'whsec_'

/** Seconds that the sender's clock may differ from ours. */
export const webhookWindowSeconds = 300

export const newWebhookKey = (): string => `${prefix}${randomBytes(32).toString('base64')}`

/** Whether a key that somebody else made can be used: 24 to 64 bytes in Base64, as the standard says. */
export function isWebhookKey(key: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(key)) return false
  const bytes = bytesOf(key)
  return bytes.length >= 24 && bytes.length <= 64 && bytes.toString('base64') === key.slice(prefix.length)
}

const bytesOf = (key: string): Buffer => Buffer.from(key.startsWith(prefix) ? key.slice(prefix.length) : key, 'base64')

/**
 * HMAC-SHA256 over `id.timestamp.body` under the bytes behind `whsec_`.
 * @param seconds since 1970
 */
export function webhookSignature(key: string, id: string, seconds: number, body: string | Buffer): string {
  return `v1,${createHmac('sha256', bytesOf(key)).update(`${id}.${seconds}.`).update(body).digest('base64')}`
}

/** What the three headers say. */
export interface WebhookHead {
  readonly id: string
  /** Seconds since 1970. */
  readonly seconds: number
  /** As sent: one or more, `v1,…`. */
  readonly signatures: readonly string[]
}

/** Reads `webhook-id`, `webhook-timestamp` and `webhook-signature`; null where one is missing or not in its form. */
export function readWebhookHead(header: (name: string) => string | null): WebhookHead | null {
  const id = header('webhook-id') ?? ''
  const timestamp = header('webhook-timestamp') ?? ''
  const signatures = (header('webhook-signature') ?? '').split(' ')
  if (!/^[A-Za-z0-9_-]{8,64}$/.test(id) || !/^[1-9][0-9]{9}$/.test(timestamp) || signatures.length > 5) return null
  return { id, seconds: Number(timestamp), signatures }
}

/** Whether one of the signatures was made with the key. Compared in constant time. */
export function isSignedWith(key: string, { id, seconds, signatures }: WebhookHead, body: Buffer): boolean {
  const right = Buffer.from(webhookSignature(key, id, seconds, body))
  let found = false
  for (const signature of signatures) {
    const sent = Buffer.from(signature)
    if (sent.length === right.length && timingSafeEqual(sent, right)) found = true
  }
  return found
}

/** Whether it was signed near enough to an instant. */
export const isFreshWebhook = ({ seconds }: WebhookHead, at: Date): boolean =>
  Math.abs(at.getTime() / 1000 - seconds) <= webhookWindowSeconds
