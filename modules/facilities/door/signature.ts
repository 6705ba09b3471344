import { createHmac, timingSafeEqual } from 'node:crypto'

/** Seconds that a device's clock may differ from ours. */
export const windowSeconds = 300

export const signatureHeaders = {
  device: 'x-liren-device',
  timestamp: 'x-liren-timestamp',
  nonce: 'x-liren-nonce',
  signature: 'x-liren-signature',
} as const

export interface SignedHead {
  readonly deviceId: string
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly nonce: string
  /** 32 bytes. */
  readonly signature: Buffer
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Reads the four headers; null where one is missing or not in its form. */
export function readHead(header: (name: string) => string | null): SignedHead | null {
  const deviceId = header(signatureHeaders.device) ?? ''
  const timestamp = header(signatureHeaders.timestamp) ?? ''
  const nonce = header(signatureHeaders.nonce) ?? ''
  const signature = header(signatureHeaders.signature) ?? ''
  if (!uuid.test(deviceId) || !/^[1-9][0-9]{9}$/.test(timestamp)) return null
  if (!/^[A-Za-z0-9_-]{16,64}$/.test(nonce) || !/^[0-9a-f]{64}$/.test(signature)) return null
  return { deviceId, timestamp: Number(timestamp), nonce, signature: Buffer.from(signature, 'hex') }
}

/** HMAC-SHA256 under the secret (its text as UTF-8) over `timestamp.nonce.body`. */
export const signatureOf = (secret: string, timestamp: number, nonce: string, body: Buffer): Buffer =>
  createHmac('sha256', secret).update(`${timestamp}.${nonce}.`).update(body).digest()

/** Compared in constant time. */
export const isSignedBy = (secret: string, head: SignedHead, body: Buffer): boolean =>
  timingSafeEqual(signatureOf(secret, head.timestamp, head.nonce, body), head.signature)

/** Whether a timestamp is near enough to an instant. */
export const isFresh = ({ timestamp }: SignedHead, at: Date): boolean =>
  Math.abs(at.getTime() / 1000 - timestamp) <= windowSeconds
