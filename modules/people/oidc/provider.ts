import { isIP } from 'node:net'
import * as client from 'openid-client'
import { fail } from '../../../kernel/contract/errors.ts'
import { isClosed, outsideAddress } from '../../../kernel/outgoing/addresses.ts'
import { outgoingUrl, sendOutside } from '../../../kernel/outgoing/request.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import type { OidcSettings } from './settings.ts'

/** What is needed to speak to a provider. */
export type ProviderSettings = Pick<OidcSettings, 'issuer' | 'clientId' | 'secretSealed'>

/** Bodies may not be given with these. */
const bodiless = new Set([101, 204, 205, 304])

type Sent = ConstructorParameters<typeof Response>[0]

/** As all that goes to an address that a person typed: only outside, at the address that was looked at, no redirects. */
const guardedFetch: client.CustomFetch = async (url, { method, headers, body }) => {
  const answer = await sendOutside({
    ...{ url, method: method === 'POST' ? 'POST' : 'GET', headers: { ...headers } },
    body: body === undefined || body === null ? '' : Buffer.from(await new Response(body as Sent).arrayBuffer()),
  })
  return new Response(bodiless.has(answer.status) ? null : answer.body, {
    status: answer.status,
    headers: { ...answer.headers },
  })
}

/** By what the provider says that it takes; a client without a secret has PKCE alone. */
const authBy = (secret: string | null): client.ClientAuth =>
  secret === null
    ? client.None()
    : (server, metadata, body, headers) => {
        const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
        const by = taken.includes('client_secret_basic') ? client.ClientSecretBasic : client.ClientSecretPost
        by(secret)(server, metadata, body, headers)
      }

/**
 * An issuer as somebody typed it. Without TLS only where whoever runs the machine opened that private address
 * (LIREN_PRIVATE_RECEIVERS). Throws a Failure where it may not be called at all.
 */
async function issuerUrl(issuer: string): Promise<URL> {
  const url = outgoingUrl(issuer)
  const { address } = await outsideAddress(url.hostname)
  if (url.protocol === 'http:' && !(isIP(address) && isClosed(address, '')))
    fail('refused', 'people.oidc_needs_tls', {
      zh: '统一登录的地址应以 https:// 开头',
      en: 'The address of the provider begins with https://',
    })
  return url
}

interface Kept {
  readonly config: client.Configuration
  readonly since: number
}

/** Metadata and keys of providers, by what they are asked with; looked up anew after ten minutes. */
const kept = new Map<string, Kept>()
const keptMs = 600_000
const mostKept = 100

/**
 * The provider by its own metadata. Every answer of it is checked by openid-client: issuer, audience, nonce, times, and,
 * because it is asked to, the signature.
 * @throws a Failure in words where it cannot be reached or is none.
 */
export async function providerOf(settings: ProviderSettings, secrets: Secrets): Promise<client.Configuration> {
  const secret = settings.secretSealed === null ? null : secrets.open(settings.secretSealed)
  const key = JSON.stringify([settings.issuer, settings.clientId, settings.secretSealed?.toString('base64') ?? null])
  const known = kept.get(key)
  if (known && performance.now() - known.since < keptMs) return known.config
  const url = await issuerUrl(settings.issuer)
  const execute = [
    client.enableNonRepudiationChecks,
    ...(url.protocol === 'http:' ? [client.allowInsecureRequests] : []),
  ]
  try {
    const config = await client.discovery(url, settings.clientId, {}, authBy(secret), {
      ...{ execute, timeout: 10, [client.customFetch]: guardedFetch },
    })
    // One that does not say where people sign in is none.
    if (!isPage(client.buildAuthorizationUrl(config, {}))) throw new Error('no page to sign in at')
    if (kept.size >= mostKept) kept.clear()
    kept.set(key, { config, since: performance.now() })
    return config
  } catch (error) {
    if (error instanceof Error && error.name === 'Failure') throw error
    return fail('refused', 'people.oidc_no_provider', {
      zh: '连不上统一登录的服务，或者那里不是 OpenID Connect。请稍后再试，或用密码登录',
      en: 'The provider cannot be reached, or it is none of OpenID Connect. Try later, or sign in by password',
    })
  }
}

/** Browsers are sent to pages alone: another kind of address does something here instead. */
export const isPage = ({ protocol }: URL): boolean => protocol === 'https:' || protocol === 'http:'

export { client }
