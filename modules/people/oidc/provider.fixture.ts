import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** What the provider says of somebody, by its own name for them. */
export type Person = Readonly<Record<string, unknown>>

export interface RealProvider {
  readonly issuer: string
  readonly clientId: string
  readonly secret: string
  /** May be changed between two sign-ins. */
  readonly people: Map<string, Person>
  close(): Promise<void>
}

/** A real provider on loopback, which asks for a name and for consent as people meet it. */
export async function realProvider(redirectUri: string): Promise<RealProvider> {
  const people = new Map<string, Person>()
  const [clientId, secret] = ['liren', 'a-secret-of-forty-characters-more-or-less']
  let answer: ReturnType<Provider['callback']> | null = null
  const server = createServer((request, response) => void answer?.(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        ...{ client_id: clientId, client_secret: secret },
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [new URL('/desk/sign-in', redirectUri).href],
        ...{ grant_types: ['authorization_code'], response_types: ['code'] },
      },
    ],
    pkce: { required: () => true },
    cookies: { keys: ['for the tests'] },
    claims: { profile: ['name', 'preferred_username', 'groups'], email: ['email', 'email_verified'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, ...people.get(id) }),
    }),
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  })
  answer = provider.callback()
  return {
    ...{ issuer, clientId, secret, people },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/**
 * Goes to the provider as a browser does, says who one is, agrees, and follows it back.
 * @returns the address to which it leads back, with what it says.
 */
export async function throughProvider(url: string, sub: string): Promise<URL> {
  const jar = new Map<string, string>()
  const ask = async (to: string, form?: Record<string, string>) => {
    const answer = await fetch(to, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const one of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? []
      jar.set(name, value)
    }
    return answer
  }
  const origin = new URL(url).origin
  let to = url
  for (let steps = 0; steps < 12; steps++) {
    const answer = await ask(to)
    const next = answer.headers.get('location')
    if (next) {
      to = new URL(next, origin).href
      if (!to.startsWith(origin)) return new URL(to)
      continue
    }
    const page = await answer.text()
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
    if (!prompt) throw new Error(`the provider says: ${answer.status} ${page.slice(0, 500)}`)
    const sent = await ask(to, prompt === 'login' ? { prompt, login: sub, password: 'x' } : { prompt })
    to = new URL(sent.headers.get('location') ?? '', origin).href
    if (!to.startsWith(origin)) return new URL(to)
  }
  throw new Error('the provider never led back')
}
