import { createCipheriv, createECDH, createPrivateKey, hkdfSync, randomBytes, sign } from 'node:crypto'
import { sendOutside } from '../../../kernel/outgoing/request.ts'
import { Gone, Later, mayPass, type OpenedChannel, type PersonMessage, Refused } from './adapter.ts'

/** A browser that may be woken, as it named itself. */
export interface Subscription {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

const base64url = (bytes: Buffer): string => bytes.toString('base64url')

/** A pair of keys for VAPID (RFC 8292), as base64url: the public one is no secret. */
export function newVapidKeys(): { readonly publicKey: string; readonly privateKey: string } {
  const pair = createECDH('prime256v1')
  const publicKey = base64url(pair.generateKeys())
  return { publicKey, privateKey: base64url(pair.getPrivateKey()) }
}

/** Encrypts for one browser as RFC 8291 says (aes128gcm, one record). `own` and `salt` are given by tests alone. */
export function encryptPush(
  { p256dh, auth }: Pick<Subscription, 'p256dh' | 'auth'>,
  plaintext: Buffer,
  own: { readonly privateKey?: Buffer; readonly salt?: Buffer } = {},
): Buffer {
  const pair = createECDH('prime256v1')
  if (own.privateKey) pair.setPrivateKey(own.privateKey)
  else pair.generateKeys()
  const salt = own.salt ?? randomBytes(16)
  const theirs = Buffer.from(p256dh, 'base64url')
  const mine = pair.getPublicKey()
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, mine])
  const ikm = Buffer.from(hkdfSync('sha256', pair.computeSecret(theirs), Buffer.from(auth, 'base64url'), info, 32))
  const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12))
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  // Two: the last record.
  const body = Buffer.concat([cipher.update(plaintext), cipher.update(Buffer.from([2])), cipher.final()])
  const head = Buffer.alloc(5)
  head.writeUInt32BE(4096, 0)
  head.writeUInt8(mine.length, 4)
  return Buffer.concat([salt, head, mine, body, cipher.getAuthTag()])
}

/** The header that says who sends (RFC 8292), good for twelve hours. */
export function vapidHeader(
  endpoint: string,
  { publicKey, privateKey, contact }: { publicKey: string; privateKey: string; contact: string },
  at: Date,
): string {
  const point = Buffer.from(publicKey, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: base64url(point.subarray(1, 33)),
    y: base64url(point.subarray(33)),
    d: privateKey,
  }
  const part = (value: object) => base64url(Buffer.from(JSON.stringify(value)))
  const expires = Math.floor(at.getTime() / 1000) + 12 * 3600
  const signed = `${part({ typ: 'JWT', alg: 'ES256' })}.${part({ aud: new URL(endpoint).origin, exp: expires, sub: contact })}`
  const key = createPrivateKey({ key: jwk, format: 'jwk' })
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return `vapid t=${signed}.${base64url(signature)}, k=${publicKey}`
}

/**
 * Wakes one browser. Throws `Gone` where it took back its permission, or has no key to be woken with; `Later` where its
 * service does not take it now. Whoever signs in names such a service: what it does or says tells nothing of the others.
 */
export async function sendPush(
  { settings, secrets }: OpenedChannel,
  to: Subscription,
  { id, title, text, link, at }: PersonMessage,
): Promise<void> {
  const vapid = {
    publicKey: String(settings['publicKey']),
    privateKey: secrets.key ?? '',
    contact: String(settings['contact']),
  }
  const authorization = vapidHeader(to.endpoint, vapid, at)
  const body = sealedFor(to, Buffer.from(JSON.stringify({ id, title, text, link: new URL(link).pathname })))
  const { status } = await sendOutside({
    url: to.endpoint,
    method: 'POST',
    headers: {
      ...{ authorization, 'content-encoding': 'aes128gcm', 'content-type': 'application/octet-stream', ttl: '86400' },
      // The service keeps one of a topic: sent twice, it is shown once.
      topic: id.replaceAll('-', '').slice(0, 32),
    },
    body,
  }).catch((error: unknown) => {
    throw new Later(error instanceof Error ? error.message.slice(0, 120) : 'no answer')
  })
  if (status === 404 || status === 410) throw new Gone('gone')
  if (status >= 200 && status <= 299) return
  throw status >= 400 && status < 500 && !mayPass.has(status)
    ? new Refused(`HTTP ${status}`)
    : new Later(`HTTP ${status}`)
}

function sealedFor(to: Subscription, plaintext: Buffer): Buffer {
  try {
    return encryptPush(to, plaintext)
  } catch {
    // No point of the curve: it never was a browser's key.
    throw new Gone('no key')
  }
}
