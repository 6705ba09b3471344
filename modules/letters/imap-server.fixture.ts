import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

/** A letter as it lies in the fixture's only folder. */
interface Lying {
  readonly uid: number
  readonly cameAt: Date
  readonly raw: Buffer
  seen: boolean
}

/** A small IMAP server on loopback: one user, one folder, what a reader of mail needs of RFC 3501, and no more. */
export interface ImapServer {
  readonly port: number
  readonly letters: Lying[]
  /** As the server counts: another number and all letters get new ones. */
  uidValidity: number
  /** Logins so far. */
  logins: number
  put(raw: string | Buffer, cameAt?: Date): void
  close(): Promise<void>
}

export const user = 'office@street.example'
export const password = 'let me in'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number) => String(n).padStart(2, '0')
const dated = (at: Date) =>
  `${two(at.getUTCDate())}-${months[at.getUTCMonth()]}-${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`

export async function imapServer(now: () => Date): Promise<ImapServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)))
    socket.write('* OK ready\r\n')
    let heard = ''
    socket.on('data', (part) => {
      heard += part.toString('latin1')
      for (let end = heard.indexOf('\r\n'); end >= 0; end = heard.indexOf('\r\n')) {
        const line = heard.slice(0, end)
        heard = heard.slice(end + 2)
        const [tag = '', ...words] = line.split(' ')
        answer(mine, socket, tag, words.join(' '))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  let nextUid = 1
  const mine: ImapServer = {
    port: (server.address() as AddressInfo).port,
    letters: [],
    uidValidity: 7,
    logins: 0,
    put: (raw, cameAt = now()) => {
      mine.letters.push({ uid: nextUid, cameAt, raw: Buffer.from(raw), seen: false })
      nextUid += 1
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
  return mine
}

const unquoted = (word: string) => word.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1')

function answer(of: ImapServer, socket: Socket, tag: string, command: string): unknown {
  const say = (...lines: (string | Buffer)[]) => {
    for (const line of lines) socket.write(line)
    socket.write(`${tag} OK done\r\n`)
  }
  const no = (why: string) => void socket.write(`${tag} NO ${why}\r\n`)
  const login = /^LOGIN ("(?:[^"\\]|\\.)*"|\S+) ("(?:[^"\\]|\\.)*"|\S+)$/i.exec(command)
  if (login) {
    of.logins += 1
    if (unquoted(login[1] ?? '') === user && unquoted(login[2] ?? '') === password) return say()
    return no('[AUTHENTICATIONFAILED] wrong')
  }
  if (/^CAPABILITY$/i.test(command)) return say('* CAPABILITY IMAP4rev1\r\n')
  const list = /^LIST "" (.+)$/i.exec(command)
  if (list) return say(unquoted(list[1] ?? '') === '' ? '* LIST (\\Noselect) "/" ""\r\n' : '* LIST () "/" INBOX\r\n')
  const select = /^(?:SELECT|EXAMINE) (.+)$/i.exec(command)
  if (select && unquoted(select[1] ?? '') !== 'INBOX') return no('[NONEXISTENT] no such folder')
  if (select)
    return say(
      '* FLAGS (\\Seen)\r\n',
      '* OK [PERMANENTFLAGS (\\Seen)] ok\r\n',
      `* ${of.letters.length} EXISTS\r\n* 0 RECENT\r\n`,
      `* OK [UIDVALIDITY ${of.uidValidity}] ok\r\n* OK [UIDNEXT ${(of.letters.at(-1)?.uid ?? 0) + 1}] ok\r\n`,
    )
  const search = /^UID SEARCH .*?(\d+):\*/i.exec(command)
  if (search) {
    const from = Number(search[1])
    const last = of.letters.at(-1)?.uid ?? 0
    const found = of.letters.filter(({ uid }) => uid >= from || uid === last)
    return say(`* SEARCH${found.map(({ uid }) => ` ${uid}`).join('')}\r\n`)
  }
  const fetch = /^UID FETCH (\d+) (.+)$/i.exec(command)
  if (fetch) {
    const at = of.letters.findIndex(({ uid }) => uid === Number(fetch[1]))
    const letter = of.letters[at]
    return letter ? say(...fetched(at + 1, letter, fetch[2] ?? '')) : say()
  }
  const store = /^UID STORE (\d+) \+FLAGS/i.exec(command)
  if (store) {
    for (const letter of of.letters) if (letter.uid === Number(store[1])) letter.seen = true
    return say()
  }
  if (/^LOGOUT$/i.test(command)) return void socket.end(`* BYE bye\r\n${tag} OK done\r\n`)
  return /^(NOOP|CLOSE|UNSELECT|CHECK)$/i.test(command) ? say() : void socket.write(`${tag} BAD ${command}\r\n`)
}

function fetched(seq: number, { uid, cameAt, raw, seen }: Lying, asked: string): (string | Buffer)[] {
  const items = [`UID ${uid}`]
  if (/RFC822\.SIZE/i.test(asked)) items.push(`RFC822.SIZE ${raw.length}`)
  if (/INTERNALDATE/i.test(asked)) items.push(`INTERNALDATE "${dated(cameAt)}"`)
  if (/FLAGS/i.test(asked)) items.push(`FLAGS (${seen ? '\\Seen' : ''})`)
  const begin = `* ${seq} FETCH (${items.join(' ')}`
  const part = /BODY(?:\.PEEK)?\[(HEADER)?\]/i.exec(asked)
  if (!part) return [`${begin})\r\n`]
  const bytes = part[1] ? raw.subarray(0, raw.indexOf('\r\n\r\n') + 4) : raw
  return [`${begin} BODY[${part[1] ?? ''}] {${bytes.length}}\r\n`, bytes, ')\r\n']
}
