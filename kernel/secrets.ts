import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomFillSync } from 'node:crypto'

/** Personal fields at rest: sealed, opened, and found again by a keyed hash. */
export interface Secrets {
  /** Encrypts a text under the newest key; the result differs each time. */
  seal(text: string): Buffer
  /** Opens what was sealed under any key of the ring. Throws for what was altered, or sealed under another key. */
  open(sealed: Buffer): string
  /** A stable keyed hash for look-ups; `purpose` keeps phones and identity numbers apart. */
  lookup(purpose: string, text: string): Buffer
  /** How everything begins that is sealed under the newest key and by the cipher in use: five bytes. */
  readonly mark: Buffer
}

export type CipherName = 'aes' | 'sm'

/** Keys beside the newest, and the key of look-ups. */
export interface KeyRing {
  /** What was sealed before the key was changed: opened, never sealed under. */
  readonly old?: readonly Buffer[]
  /** Made from the newest key if left out. */
  readonly lookupKey?: Buffer
}

const derive = (key: Buffer, info: string, length: number) =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), info, length))

/** The key of look-ups that an installation begins with. */
export const firstLookupKey = (key: Buffer): Buffer => derive(key, 'liren lookup', 32)

// The first byte: the cipher, and whether the name of the key follows. What was sealed before keys had names says the cipher alone.
const aesUnnamed = 1
const smUnnamed = 2
const aesNamed = 3
const smNamed = 4
const nameLength = 4

interface Key {
  readonly name: Buffer
  readonly aes: Buffer
  readonly sm: Buffer
  readonly smMac: Buffer
}

const keyOf = (key: Buffer): Key => ({
  name: derive(key, 'liren key name', nameLength),
  aes: derive(key, 'liren aes field', 32),
  sm: derive(key, 'liren sm4 field', 16),
  smMac: derive(key, 'liren sm3 field', 32),
})

/**
 * AES-256-GCM, or SM4-CBC with SM3-HMAC (encrypt, then authenticate) where 国密 is asked for. A sealed field begins with
 * its cipher and the name of its key, so that keys and ciphers can be changed while both are in use.
 * @param key 32 bytes or more of secret material.
 */
export function openSecrets(key: Buffer, cipher: CipherName = 'aes', { old = [], lookupKey }: KeyRing = {}): Secrets {
  const newest = keyOf(key)
  const ring = [newest, ...old.map(keyOf)]
  const hashKey = lookupKey ?? firstLookupKey(key)
  const lookupHash = cipher === 'sm' ? 'sm3' : 'sha256'
  const mark = Buffer.concat([Buffer.from([cipher === 'sm' ? smNamed : aesNamed]), newest.name])
  return {
    mark,
    seal: (text) => (cipher === 'sm' ? sealSm(newest, mark, text) : sealAes(newest, mark, text)),
    open: (sealed) => openAny(ring, sealed),
    lookup: (purpose, text) => createHmac(lookupHash, hashKey).update(`${purpose}\n${text}`).digest(),
  }
}

function openAny(ring: readonly Key[], sealed: Buffer): string {
  const [kind] = sealed
  const body = (from: number, key: Key, sm: boolean) => (sm ? openSm(key, sealed, from) : openAes(key, sealed, from))
  if (kind === aesNamed || kind === smNamed) {
    const key = ring.find(({ name }) => name.equals(sealed.subarray(1, 1 + nameLength)))
    if (!key) throw new Error('a field was sealed under a key that is not here')
    return body(1 + nameLength, key, kind === smNamed)
  }
  if (kind !== aesUnnamed && kind !== smUnnamed) throw new Error('not a sealed field')
  let fault: unknown
  for (const key of ring) {
    try {
      return body(1, key, kind === smUnnamed)
    } catch (error) {
      // Another key of the ring may fit: a wrong one is told by the authentication of the cipher.
      fault ??= error
    }
  }
  throw fault
}

const pool = Buffer.alloc(6144)
let used = pool.length

/** Random bytes that nothing else was given. Asked of the system by the thousand: one by one, that is a tenth of an import. */
function freshBytes(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = Buffer.from(pool.subarray(used, used + count))
  used += count
  return bytes
}

function sealAes({ aes }: Key, mark: Buffer, text: string): Buffer {
  const iv = freshBytes(12)
  const cipher = createCipheriv('aes-256-gcm', aes, iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([mark, iv, cipher.getAuthTag(), body])
}

function openAes({ aes }: Key, sealed: Buffer, from: number): string {
  const decipher = createDecipheriv('aes-256-gcm', aes, sealed.subarray(from, from + 12))
  decipher.setAuthTag(sealed.subarray(from + 12, from + 28))
  return Buffer.concat([decipher.update(sealed.subarray(from + 28)), decipher.final()]).toString('utf8')
}

function sealSm({ sm, smMac }: Key, mark: Buffer, text: string): Buffer {
  const iv = freshBytes(16)
  const cipher = createCipheriv('sm4-cbc', sm, iv)
  const body = Buffer.concat([mark, iv, cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([body, createHmac('sm3', smMac).update(body).digest()])
}

function openSm({ sm, smMac }: Key, sealed: Buffer, from: number): string {
  const body = sealed.subarray(0, -32)
  const mac = createHmac('sm3', smMac).update(body).digest()
  if (!mac.equals(sealed.subarray(-32))) throw new Error('a sealed field was altered')
  const decipher = createDecipheriv('sm4-cbc', sm, body.subarray(from, from + 16))
  return Buffer.concat([decipher.update(body.subarray(from + 16)), decipher.final()]).toString('utf8')
}
