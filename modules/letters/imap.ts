import { isIP } from 'node:net'
import { ImapFlow } from 'imapflow'
import { Failure } from '../../kernel/contract/errors.ts'
import { outsideAddress } from '../../kernel/outgoing/addresses.ts'
import { mostBytes } from './letter.ts'

/** Where a mailbox is and how it is opened. */
export interface MailServer {
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
  readonly user: string
  readonly password: string
  readonly folder: string
}

/** What is wrong with a mailbox, for whoever set it up. */
export type Fault =
  | 'no_host'
  | 'closed'
  | 'unreachable'
  | 'certificate'
  | 'tls'
  | 'not_imap'
  | 'login'
  | 'folder'
  | 'insecure'
  | 'broken'

/** A letter as the server has it. */
export interface Fetched {
  readonly uid: number
  readonly cameAt: Date
  readonly source: Uint8Array
  /** False: it is larger than is read, these are its headers. */
  readonly whole: boolean
}

export interface OpenMailbox {
  readonly uidValidity: number
  readonly letters: number
  /** Numbers of letters from one on, that came on the day before an instant or later, the first first. */
  uidsFrom(uid: number, since: Date): Promise<readonly number[]>
  fetch(uid: number): Promise<Fetched | null>
  /** A courtesy to whoever reads the mailbox beside us; nothing here depends on it. */
  markSeen(uid: number): Promise<void>
}

class Insecure extends Error {}

const onThisMachine = (address: string) => address === '::1' || address.startsWith('127.')

/**
 * Opens a mailbox, at the address that was looked at and never without TLS (but on this machine itself), does the work and
 * closes it, whatever happens. @param withinMs all of it.
 */
export async function withMailbox<T>(
  server: MailServer,
  withinMs: number,
  work: (box: OpenMailbox) => Promise<T>,
): Promise<T> {
  const at = await outsideAddress(server.host)
  if (server.security === 'none' && !onThisMachine(at.address)) throw new Insecure('without TLS')
  const client = new ImapFlow({
    host: at.address,
    port: server.port,
    secure: server.security === 'tls',
    ...(server.security === 'tls' ? {} : { doSTARTTLS: server.security === 'starttls' }),
    // An address has no name that a certificate could be asked for.
    ...(isIP(server.host) ? {} : { servername: server.host }),
    tls: { minVersion: 'TLSv1.2' },
    auth: { user: server.user, pass: server.password },
    // Some providers open a mailbox only for a program that says what it is.
    clientInfo: { name: 'liren', version: '1' },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    maxLiteralSize: mostBytes + 65_536,
  })
  // Told by what is awaited as well; without a listener it would end the program.
  client.on('error', () => {})
  const timer = setTimeout(() => client.close(), withinMs)
  try {
    await client.connect()
    const box = await client.mailboxOpen(server.folder)
    return await work(opened(client, Number(box.uidValidity), box.exists))
  } finally {
    clearTimeout(timer)
    client.close()
  }
}

const opened = (client: ImapFlow, uidValidity: number, letters: number): OpenMailbox => ({
  uidValidity,
  letters,
  uidsFrom: async (uid, since) => {
    // Days are the server's: one more is asked for.
    const day = new Date(since.getTime() - 86_400_000)
    const found = await client.search({ uid: `${uid}:*`, since: day }, { uid: true })
    // `7:*` names the last letter even where its number is smaller.
    return (found || []).filter((one) => one >= uid).toSorted((a, b) => a - b)
  },
  fetch: async (uid) => {
    const about = await client.fetchOne(String(uid), { size: true, internalDate: true }, { uid: true })
    if (!about) return null
    const whole = (about.size ?? 0) <= mostBytes
    const asked = whole ? { source: true as const } : { headers: true as const }
    const got = await client.fetchOne(String(uid), asked, { uid: true })
    const source = got && (whole ? got.source : got.headers)
    if (!source) return null
    return { uid, cameAt: new Date(about.internalDate ?? 0), source, whole }
  },
  markSeen: async (uid) => {
    await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
  },
})

const certificateCodes = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|ALTNAME/

/** What an error means for whoever set the mailbox up. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Insecure) return 'insecure'
  if (error instanceof Failure) return error.reason === 'outgoing.closed_address' ? 'closed' : 'no_host'
  const { code = '', message = '', authenticationFailed, mailboxMissing } = error as Record<string, string | undefined>
  if (authenticationFailed) return 'login'
  if (mailboxMissing) return 'folder'
  if (certificateCodes.test(code)) return 'certificate'
  if (/^(ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|CONNECT_TIMEOUT|ENOTFOUND)$/.test(code)) return 'unreachable'
  if (/SSL|TLS/i.test(code) || /TLS|SSL/.test(message)) return 'tls'
  if (/GREET|UPGRADE_TIMEOUT|EPROTO|InvalidResponse/i.test(code)) return 'not_imap'
  return 'broken'
}
