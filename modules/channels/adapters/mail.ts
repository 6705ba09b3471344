import { createTransport } from 'nodemailer'
import { outsideAddress } from '../../../kernel/outgoing/addresses.ts'
import type { SettingsOf } from '../kinds.ts'
import { Later, type OpenedChannel, type PersonMessage, Refused } from './adapter.ts'

/** A letter that is answered by a program (RFC 3834): where an answer goes, and the letter that it answers. */
export interface Answering {
  readonly replyTo: string
  /** Its Message-ID with its brackets; empty: it had none. */
  readonly inReplyTo: string
}

/** One mail over SMTP, at the address that was looked at; with a password never without TLS. */
export async function sendMail(
  { settings, secrets }: OpenedChannel,
  to: string,
  message: PersonMessage,
  answering: Answering | null = null,
): Promise<void> {
  const { host, port, security, user, from } = settings as SettingsOf<'mail'>
  const at = await outsideAddress(host)
  const transport = createTransport({
    host: at.address,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { servername: host, minVersion: 'TLSv1.2' },
    ...(user && secrets.password && security !== 'none' ? { auth: { user, pass: secrets.password } } : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 15_000,
  })
  try {
    await transport.sendMail({
      from: { name: '里仁', address: from },
      to: { name: '', address: to },
      subject: message.title,
      text: `${message.text}\n\n${message.link}\n`,
      messageId: `<${message.id}@${from.split('@')[1] ?? 'liren'}>`,
      date: message.at,
      headers: { 'auto-submitted': answering ? 'auto-replied' : 'auto-generated', 'x-auto-response-suppress': 'All' },
      ...(answering ? { replyTo: { name: '', address: answering.replyTo } } : {}),
      ...(answering?.inReplyTo ? { inReplyTo: answering.inReplyTo, references: answering.inReplyTo } : {}),
    })
  } catch (error) {
    const { responseCode, code, command } = error as { responseCode?: number; code?: string; command?: string }
    // A mailbox that is refused for good; a wrong password may be put right.
    if (responseCode !== undefined && responseCode >= 550 && code !== 'EAUTH') throw new Refused(`SMTP ${responseCode}`)
    // A full mailbox, a server that takes mail of strangers at the second try: the next address may be taken.
    if (responseCode !== undefined && command === 'RCPT TO') throw new Later(`SMTP ${responseCode}`)
    throw new Error(responseCode === undefined ? (code ?? 'no connection') : `SMTP ${responseCode}`)
  } finally {
    transport.close()
  }
}
