import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomFillSync } from 'node:crypto'

/** Personal fields at rest: sealed, opened, and found again by a keyed hash. */
export interface Secrets {
  /** Encrypts a text under the newest key; the result differs each time. */
  seal(text: string): Buffer
  /** Opens what was sealed under any key of the ring. Throws for what was altered, or sealed under another key. */
  open(sealed: Buffer): string
  /**
   * A keyed hash that stays the same for good, for what is kept nowhere in clear and could not be hashed anew: codes on
   * paper, keys of voters. `purpose` keeps what is hashed for one end apart from another.
   */
  lookup(purpose: string, text: string): Buffer
  /**
   * The keyed hashes by which a text is found that lies sealed beside them. The first is to be written down; the others
   * may still stand in rows while the key is changed (docs/security.md).
   */
  finds(purpose: string, text: string): Found
  /** How hashes begin that are made under the newest key of finding; null: under the one that an installation begins with. */
  readonly findMark: Buffer | null
  /** How everything begins that is sealed under the newest key and by the cipher in use: five bytes. */
  readonly mark: Buffer
}

/** Hashes of one text, the newest first. */
export type Found = readonly [Buffer, ...Buffer[]]

/** A key under which what is sealed is found, and how its hashes begin. */
export interface FindKey {
  readonly key: Buffer
  readonly mark: Buffer | null
}

export type FindKeys = readonly [FindKey, ...FindKey[]]

export type CipherName = 'aes' | 'sm'

/** Keys beside the newest, and the key of look-ups. */
export interface KeyRing {
  /** What was sealed before the key was changed: opened, never sealed under. */
  readonly old?: readonly Buffer[]
  /** Made from the newest key if left out. */
  readonly lookupKey?: Buffer
  /** Asked at each look-up, for they change while others work. The key of look-ups if left out. */
  readonly findKeys?: () => FindKeys
}

const derive = (key: Buffer, info: string, length: number) =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), info, length))

/** The key of look-ups that an installation begins with. */
export const firstLookupKey = (key: Buffer): Buffer => derive(key, 'liren lookup', 32)

/** The key of finding that belongs to a key of the installation. */
export const findKeyOf = (key: Buffer): FindKey => markedFindKey(derive(key, 'liren finding', 32))

export const markedFindKey = (key: Buffer): FindKey => ({ key, mark: derive(key, 'liren finding name', 4) })

// The first byte: the cipher, and whether the name of the key follows. What was sealed before keys had names says the cipher alone.
const aesUnnamed = 1
const smUnnamed = 2
const aesNamed = 3
const smNamed = 4
const nameLength = 4
const hashLength = 32

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
export function openSecrets(
  key: Buffer,
  cipher: CipherName = 'aes',
  { old = [], lookupKey, findKeys }: KeyRing = {},
): Secrets {
  const newest = keyOf(key)
  const ring = [newest, ...old.map(keyOf)]
  const hashKey = lookupKey ?? firstLookupKey(key)
  const lookupHash = cipher === 'sm' ? 'sm3' : 'sha256'
  const hash = (under: Buffer, purpose: string, text: string) =>
    createHmac(lookupHash, under).update(`${purpose}\n${text}`).digest()
  const find = ({ key: under, mark: name }: FindKey, purpose: string, text: string) =>
    name ? Buffer.concat([name, hash(under, purpose, text)]).subarray(0, hashLength) : hash(under, purpose, text)
  const finding = findKeys ?? (() => [{ key: hashKey, mark: null }] as const)
  const mark = Buffer.concat([Buffer.from([cipher === 'sm' ? smNamed : aesNamed]), newest.name])
  return {
    mark,
    seal: (text) => (cipher === 'sm' ? sealSm(newest, mark, text) : sealAes(newest, mark, text)),
    open: (sealed) => openAny(ring, sealed),
    lookup: (purpose, text) => hash(hashKey, purpose, text),
    finds: (purpose, text) => {
      const [first, ...others] = finding()
      return [find(first, purpose, text), ...others.map((one) => find(one, purpose, text))]
    },
    get findMark() {
      return finding()[0].mark
    },
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
