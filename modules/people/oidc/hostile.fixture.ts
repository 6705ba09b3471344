import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a provider that means ill, or is set up wrongly, does otherwise than it should. */
export interface Wrongs {
  /** Put over the claims of its word. */
  readonly claims?: Readonly<Record<string, unknown>>
  /** Its metadata, changed. */
  readonly metadata?: Readonly<Record<string, unknown>>
  /** Signs with a key that it does not show. */
  readonly otherKey?: boolean
  /** No signature at all. */
  readonly unsigned?: boolean
  /** Answers the code with this instead. */
  readonly answer?: { readonly status: number; readonly body: string }
}

export interface HostileProvider {
  readonly issuer: string
  /** From now on. */
  be(wrongs: Wrongs): void
  /** What its word is about: the nonce of the request that is answered next. */
  expect(nonce: string): void
  close(): Promise<void>
}

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function word(key: KeyObject, claims: object, unsigned: boolean): string {
  const head = base64(unsigned ? { alg: 'none' } : { alg: 'RS256', kid: 'one' })
  const text = `${head}.${base64(claims)}`
  return `${text}.${unsigned ? '' : sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

/** A provider of a hundred lines that does what it is told. */
export async function hostileProvider(): Promise<HostileProvider> {
  const shown = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const hidden = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let [wrongs, nonce, issuer]: [Wrongs, string, string] = [{}, '', '']
  const answers: Record<string, () => unknown> = {
    '/.well-known/openid-configuration': () => ({
      ...{ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` },
      ...{ jwks_uri: `${issuer}/keys`, response_types_supported: ['code'], subject_types_supported: ['public'] },
      id_token_signing_alg_values_supported: ['RS256'],
      ...wrongs.metadata,
    }),
    '/keys': () => ({
      keys: [{ ...shown.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
    }),
    '/token': () => {
      const now = Math.floor(Date.now() / 1000)
      const claims = {
        ...{ iss: issuer, sub: 'evil', aud: 'liren', nonce, iat: now, exp: now + 300 },
        ...{ preferred_username: 'community1', ...wrongs.claims },
      }
      const key = (wrongs.otherKey ? hidden : shown).privateKey
      const token = word(key, claims, wrongs.unsigned ?? false)
      return { access_token: 'a', token_type: 'Bearer', expires_in: 300, id_token: token }
    },
  }
  const server: Server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const special = path === '/token' ? wrongs.answer : undefined
    const found = answers[path]
    response.writeHead(special?.status ?? (found ? 200 : 404), { 'content-type': 'application/json' })
    response.end(special?.body ?? JSON.stringify(found?.() ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    be: (next) => {
      wrongs = next
    },
    expect: (next) => {
      nonce = next
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
