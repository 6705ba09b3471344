import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomFillSync } from 'node:crypto'

/** Personal fields at rest: sealed, opened, and found again by a keyed hash. */
export interface Secrets {
  /** Encrypts a text; the result differs each time. */
  seal(text: string): Buffer
  open(sealed: Buffer): string
  /** A stable keyed hash for look-ups; `purpose` keeps phones and identity numbers apart. */
  lookup(purpose: string, text: string): Buffer
}

export type CipherName = 'aes' | 'sm'

const derive = (key: Buffer, info: string, length: number) =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), info, length))

/**
 * AES-256-GCM, or SM4-CBC with SM3-HMAC (encrypt, then authenticate) where 国密 is asked for.
 * The first byte of a sealed field tells which, so that both can be opened.
 * @param key 32 bytes or more of secret material.
 */
export function openSecrets(key: Buffer, cipher: CipherName = 'aes'): Secrets {
  const aesKey = derive(key, 'liren aes field', 32)
  const smKey = derive(key, 'liren sm4 field', 16)
  const smMacKey = derive(key, 'liren sm3 field', 32)
  const lookupKey = derive(key, 'liren lookup', 32)
  const lookupHash = cipher === 'sm' ? 'sm3' : 'sha256'
  return {
    seal: (text) => (cipher === 'sm' ? sealSm(smKey, smMacKey, text) : sealAes(aesKey, text)),
    open: (sealed) => (sealed[0] === 2 ? openSm(smKey, smMacKey, sealed) : openAes(aesKey, sealed)),
    lookup: (purpose, text) => createHmac(lookupHash, lookupKey).update(`${purpose}\n${text}`).digest(),
  }
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

function sealAes(key: Buffer, text: string): Buffer {
  const iv = freshBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([1]), iv, cipher.getAuthTag(), body])
}

function openAes(key: Buffer, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13))
  decipher.setAuthTag(sealed.subarray(13, 29))
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8')
}

function sealSm(key: Buffer, macKey: Buffer, text: string): Buffer {
  const iv = freshBytes(16)
  const cipher = createCipheriv('sm4-cbc', key, iv)
  const body = Buffer.concat([Buffer.from([2]), iv, cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([body, createHmac('sm3', macKey).update(body).digest()])
}

function openSm(key: Buffer, macKey: Buffer, sealed: Buffer): string {
  const body = sealed.subarray(0, -32)
  const mac = createHmac('sm3', macKey).update(body).digest()
  if (!mac.equals(sealed.subarray(-32))) throw new Error('a sealed field was altered')
  const decipher = createDecipheriv('sm4-cbc', key, body.subarray(1, 17))
  return Buffer.concat([decipher.update(body.subarray(17)), decipher.final()]).toString('utf8')
}
