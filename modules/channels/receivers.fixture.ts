import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Received {
  readonly url: string
  readonly method: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** A receiver on loopback that keeps what it got and answers as it is told. */
export interface Receiver {
  readonly url: string
  readonly got: Received[]
  /** What it says from now on. */
  answer: { status: number; body: string; headers?: Record<string, string> }
  close(): Promise<void>
}

export async function receiver(answer: Receiver['answer'] = { status: 200, body: '' }): Promise<Receiver> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { url = '', method = '', headers } = request
      if (mine.answer.status < 300) mine.got.push({ url, method, headers, body: Buffer.concat(parts) })
      response.writeHead(mine.answer.status, mine.answer.headers).end(mine.answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const mine: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got: [],
    answer,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return mine
}

export interface Post {
  readonly from: string
  readonly to: readonly string[]
  readonly text: string
}

/** A mail server on loopback. */
export async function mailServer(): Promise<{ port: number; got: Post[]; close(): Promise<void> }> {
  const got: Post[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) =>
      done(
        address.startsWith('nobody@')
          ? Object.assign(new Error('no such mailbox'), { responseCode: 550 })
          : address.startsWith('full@')
            ? Object.assign(new Error('mailbox full'), { responseCode: 452 })
            : null,
      ),
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        got.push({
          from,
          to: envelope.rcptTo.map(({ address }) => address),
          text: decoded(Buffer.concat(parts).toString()),
        })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  return { port, got, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** Words and bodies of a mail as a reader sees them. */
function decoded(raw: string): string {
  const words = raw
    .replace(/\r\n[ \t]+/g, '')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      how.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString() : quoted(text.replaceAll('_', ' ')),
    )
  const [head = '', ...rest] = words.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/content-transfer-encoding: base64/i.test(head)) return `${head}\n\n${Buffer.from(body, 'base64').toString()}`
  return `${head}\n\n${/quoted-printable/i.test(head) ? quoted(body) : body}`
}

const quoted = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()

/** A browser's half of web push: its keys, and how it reads what comes. */
export function browserKeys() {
  const pair = createECDH('prime256v1')
  const p256dh = pair.generateKeys().toString('base64url')
  const secret = randomBytes(16)
  return {
    p256dh,
    auth: secret.toString('base64url'),
    read: (body: Buffer): unknown => JSON.parse(decryptPush(body, pair.getPrivateKey(), secret).toString('utf8')),
  }
}

export function decryptPush(body: Buffer, privateKey: Buffer, auth: Buffer): Buffer {
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(privateKey)
  const salt = body.subarray(0, 16)
  const length = body.readUInt8(20)
  const theirs = body.subarray(21, 21 + length)
  const sealed = body.subarray(21 + length)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), theirs])
  const ikm = Buffer.from(hkdfSync('sha256', pair.computeSecret(theirs), auth, info, 32))
  const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12))
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  return plain.subarray(0, plain.lastIndexOf(2))
}
