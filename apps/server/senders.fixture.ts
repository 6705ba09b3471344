import { type Agent, type IncomingMessage, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { newId, type PlaceId } from '../../kernel/contract/ids.ts'
import { sessionCookie } from '../../kernel/http/session.ts'

/** One request of somebody, never sent again. */
export interface Sent {
  readonly url: string
  readonly method?: string
  readonly path: string
  readonly cookie?: string
  /** Where it seems to come from: each address has its own limit of requests. */
  readonly address?: string
  /** The name under which the server was reached. */
  readonly host?: string
  readonly body?: object
  readonly agent?: Agent | false
}

export interface Answered {
  readonly status: number
  readonly text: string
  readonly cookie: string
}

/** @throws Error when there was no whole answer. */
export function send({
  url,
  method = 'GET',
  path,
  cookie,
  address,
  host,
  body,
  agent = false,
}: Sent): Promise<Answered> {
  const headers = {
    'x-liren': '1',
    ...(cookie ? { cookie } : {}),
    ...(address ? { 'x-forwarded-for': address } : {}),
    ...(host ? { host } : {}),
    ...(body ? { 'content-type': 'application/json', 'idempotency-key': newId() } : {}),
  }
  return new Promise((done, failed) => {
    const sent = request(url + path, { method, headers, agent }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (more: string) => (text += more))
      answer.on('error', failed).on('end', () => {
        const set = answer.headers['set-cookie']?.find((one) => one.startsWith(sessionCookie)) ?? ''
        done({ status: answer.statusCode ?? 0, text, cookie: set.split(';')[0] ?? '' })
      })
    })
    sent.on('error', failed).end(body ? JSON.stringify(body) : undefined)
  })
}

export interface Tally {
  asked: number
  reports: number
  readonly dropped: string[]
}

export interface Sender {
  readonly index: number
  readonly url: string
  readonly cookie: string
  readonly placeId: PlaceId
  readonly agent: Agent | false
}

/** Asks and reports in turn until told to stop. */
export async function keepSending(
  { index, url, cookie, placeId, agent }: Sender,
  tally: Tally,
  stopping: AbortSignal,
): Promise<void> {
  for (let turn = 0; !stopping.aborted; turn++) {
    const asked = { url, cookie, agent, address: `10.1.${index}.${turn % 250}` }
    const body = `第${index}位邻居第${turn}次反映:楼道的灯不亮`
    const report = { id: newId<'matter'>(), kind: 'demand', channel: 'phone', placeId, body }
    try {
      const { status } =
        turn % 2 === 0
          ? await send({ ...asked, path: '/api/matters' })
          : await send({ ...asked, method: 'POST', path: '/api/matters/intake', body: report })
      tally.asked++
      if (status !== 200) tally.dropped.push(`status ${status}`)
      else if (turn % 2 === 1) tally.reports++
    } catch (error) {
      tally.dropped.push(String(error))
    }
    await pause(10)
  }
}

/**
 * An event stream.
 * @param heard told what it says, as it says it.
 * @returns all that it said, once it ended.
 */
export function openStream(url: string, cookie: string, heard: (text: string) => void = () => {}): Promise<string> {
  return new Promise((done, failed) => {
    const sent = request(`${url}/api/live`, { headers: { cookie }, agent: false }, (answer: IncomingMessage) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (more: string) => {
        text += more
        heard(text)
      })
      answer.on('end', () => done(text)).on('error', failed)
    })
    sent.on('error', failed).end()
  })
}
