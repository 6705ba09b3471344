import { Agent, request } from 'node:http'
import { newId } from '../../kernel/contract/ids.ts'

/** What is asked of the server, by whoever holds the cookie. */
export interface Call {
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly cookie?: string | undefined
  /** For those who have not signed in: by which name they reached the server. */
  readonly host?: string | undefined
  readonly body?: object
  /** Bytes instead, with their type. */
  readonly bytes?: { readonly type: string; readonly content: Buffer }
}

export interface Reply {
  readonly status: number
  readonly json: unknown
  /** The key under which it was sent. */
  readonly key: string
  readonly reason: string
}

/** Sends requests to several servers in turn, and remembers how long each took. */
export class Caller {
  readonly #addresses: readonly string[]
  readonly #agent: Agent
  /** Milliseconds of each answer, by its kind. */
  readonly took = new Map<string, number[]>()
  /** How often something was refused, by status and reason. */
  readonly refused = new Map<string, number>()
  requests = 0

  constructor(addresses: readonly string[], connections: number) {
    this.#addresses = addresses
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections })
  }

  /** @param kind under which it is counted. @throws Error when there is no whole answer, or the server failed. */
  async ask(kind: string, call: Call): Promise<Reply> {
    const started = performance.now()
    const reply = await this.#send(call)
    const times = this.took.get(kind) ?? []
    this.took.set(kind, times)
    times.push(performance.now() - started)
    if (reply.status >= 500) throw new Error(`${call.path}: ${reply.status} ${JSON.stringify(reply.json)}`)
    // Probes are made to be refused.
    if (reply.status >= 300 && kind !== 'probe') {
      const what = `${kind} ${reply.status} ${reply.reason}`
      this.refused.set(what, (this.refused.get(what) ?? 0) + 1)
    }
    return reply
  }

  close(): void {
    this.#agent.destroy()
  }

  #send({ method = 'GET', path, cookie, host, body, bytes }: Call): Promise<Reply> {
    const key = newId()
    const url = (this.#addresses[this.requests++ % this.#addresses.length] ?? '') + path
    const content = bytes?.content ?? (body ? Buffer.from(JSON.stringify(body)) : null)
    const headers = {
      'x-liren': 'desk',
      ...(cookie ? { cookie } : {}),
      ...(host ? { host } : {}),
      ...(content ? { 'content-type': bytes?.type ?? 'application/json', 'content-length': content.length } : {}),
      ...(method === 'POST' ? { 'idempotency-key': key } : {}),
    }
    return new Promise((done, failed) => {
      const sent = request(url, { method, headers, agent: this.#agent }, (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (more: string) => (text += more))
        answer.on('error', failed).on('end', () => {
          const json: unknown = text ? JSON.parse(text) : null
          const status = answer.statusCode ?? 0
          const reason = (json as { error?: { reason?: string } } | null)?.error?.reason ?? ''
          done({ status, json, key, reason })
        })
      })
      sent.on('error', failed).end(content ?? undefined)
    })
  }
}
