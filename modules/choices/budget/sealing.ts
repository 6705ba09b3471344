import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'

/*
 * A ballot is sealed to the public key of its vote (RFC 7748, 5869, NIST SP 800-38D):
 *   sealed = ephemeral public key (32) | tag (16) | AES-256-GCM(version, marks), with the id of the vote as associated data;
 *   key and nonce = HKDF-SHA-256(X25519(ephemeral, public key), salt: both public keys).
 * Each ballot has an ephemeral key of its own, so the nonce is never used twice. All ballots of a vote are of one length.
 */

const version = 1
const keyLength = 32
const tagLength = 16
const info = 'liren ballot'

/** Raw keys in their DER shells, which is how node takes them (RFC 8410). */
const shells = {
  private: Buffer.from('302e020100300506032b656e04220420', 'hex'),
  public: Buffer.from('302a300506032b656e032100', 'hex'),
}
const privateKeyOf = (raw: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([shells.private, raw]), format: 'der', type: 'pkcs8' })
const publicKeyOf = (raw: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([shells.public, raw]), format: 'der', type: 'spki' })
const rawPublic = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' }).subarray(-keyLength)

/** A new pair of keys for a vote, 32 bytes each. */
export function newKeys(): { readonly publicKey: Buffer; readonly privateKey: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  return {
    publicKey: rawPublic(publicKey),
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-keyLength),
  }
}

interface Parties {
  readonly own: KeyObject
  readonly other: KeyObject
  readonly ephemeral: Buffer
  readonly recipient: Buffer
}

function cipherKeys({ own, other, ephemeral, recipient }: Parties) {
  const shared = diffieHellman({ privateKey: own, publicKey: other })
  const bytes = Buffer.from(hkdfSync('sha256', shared, Buffer.concat([ephemeral, recipient]), info, keyLength + 12))
  return { key: bytes.subarray(0, keyLength), nonce: bytes.subarray(keyLength) }
}

/**
 * Seals marks (a byte each) to the public key of a vote.
 * @param random 32 bytes that are as good as random and belong to these marks alone: the ephemeral key is made of them
 */
export function sealBallot(publicKey: Buffer, budgetId: string, marks: readonly number[], random: Buffer): Buffer {
  const own = privateKeyOf(random)
  const ephemeral = rawPublic(createPublicKey(own))
  const { key, nonce } = cipherKeys({ own, other: publicKeyOf(publicKey), ephemeral, recipient: publicKey })
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(budgetId))
  const body = Buffer.concat([cipher.update(Buffer.from([version, ...marks])), cipher.final()])
  return Buffer.concat([ephemeral, cipher.getAuthTag(), body])
}

/** Opens the ballots of one vote. @returns the marks, or null for one that was not sealed to it or was altered */
export function ballotOpener(privateKey: Buffer, budgetId: string): (sealed: Buffer) => number[] | null {
  const own = privateKeyOf(privateKey)
  const recipient = rawPublic(createPublicKey(own))
  return (sealed) => {
    try {
      const ephemeral = sealed.subarray(0, keyLength)
      const { key, nonce } = cipherKeys({ own, other: publicKeyOf(ephemeral), ephemeral, recipient })
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
      decipher.setAAD(Buffer.from(budgetId))
      decipher.setAuthTag(sealed.subarray(keyLength, keyLength + tagLength))
      const body = Buffer.concat([decipher.update(sealed.subarray(keyLength + tagLength)), decipher.final()])
      return body[0] === version ? [...body.subarray(1)] : null
    } catch {
      return null
    }
  }
}

/** By which a sealed ballot is known: SHA-256. */
export const digestOf = (sealed: Buffer): Buffer => createHash('sha256').update(sealed).digest()
