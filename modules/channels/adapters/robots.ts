import { createHmac } from 'node:crypto'
import { sendOutside } from '../../../kernel/outgoing/request.ts'
import type { ReceiverKind } from '../kinds.ts'
import { type EventMessage, failWith, type OpenedChannel } from './adapter.ts'

/** The robot of a group in DingTalk: signed by timestamp (ms) and secret, under the secret, in the address. */
export function dingtalkAddress(url: string, secret: string | undefined, at: Date): string {
  if (!secret) return url
  const timestamp = String(at.getTime())
  const signed = new URL(url)
  signed.searchParams.set('timestamp', timestamp)
  signed.searchParams.set('sign', createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'))
  return signed.href
}

/** In Feishu: timestamp (s) and secret are the key over nothing, and stand in the body. */
export function feishuSigned(secret: string | undefined, at: Date): { timestamp?: string; sign?: string } {
  if (!secret) return {}
  const timestamp = String(Math.floor(at.getTime() / 1000))
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64') }
}

/** What stands between words and an address in Markdown would end them. */
const plain = (text: string): string => text.replace(/[[\]()<>*_`#\\]/g, ' ')

interface Shape {
  readonly url: string
  readonly body: object
}

const shapes: Readonly<Record<Exclude<ReceiverKind, 'webhook'>, (c: OpenedChannel, m: EventMessage) => Shape>> = {
  wecom: ({ secrets }, { line, link }) => ({
    url: secrets.url ?? '',
    body: { msgtype: 'markdown', markdown: { content: `${plain(line)}\n[在里仁查看](${link})` } },
  }),
  dingtalk: ({ secrets }, { line, link, at }) => ({
    url: dingtalkAddress(secrets.url ?? '', secrets.key, at),
    body: {
      msgtype: 'markdown',
      markdown: { title: plain(line), text: `${plain(line)}\n\n[在里仁查看](${link})` },
    },
  }),
  feishu: ({ secrets }, { line, link, at }) => ({
    url: secrets.url ?? '',
    body: { ...feishuSigned(secrets.key, at), msg_type: 'text', content: { text: `${line}\n${link}` } },
  }),
}

/** One message to a group. All three answer 200 with a code of their own where they refuse. */
export async function sendRobot(
  kind: Exclude<ReceiverKind, 'webhook'>,
  channel: OpenedChannel,
  message: EventMessage,
): Promise<void> {
  const { url, body } = shapes[kind](channel, message)
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  const answer = await sendOutside({ url, method: 'POST', headers, body: JSON.stringify(body) })
  if (answer.status !== 200) failWith(answer.status, '')
  const code = codeIn(answer.body)
  if (code !== 0) throw new Error(`${kind} ${code ?? 'said nothing that is known'}`)
}

function codeIn(text: string): number | null {
  try {
    const read = JSON.parse(text) as Record<string, unknown>
    const code = read['errcode'] ?? read['code'] ?? read['StatusCode']
    return typeof code === 'number' ? code : null
  } catch {
    return null
  }
}
