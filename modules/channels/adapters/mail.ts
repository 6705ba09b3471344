import { createTransport } from 'nodemailer'
import { outsideAddress } from '../../../kernel/outgoing/addresses.ts'
import type { SettingsOf } from '../kinds.ts'
import { Later, type OpenedChannel, type PersonMessage, Refused } from './adapter.ts'

/** One mail over SMTP, at the address that was looked at; with a password never without TLS. */
export async function sendMail(
  { settings, secrets }: OpenedChannel,
  to: string,
  message: PersonMessage,
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
      headers: { 'auto-submitted': 'auto-generated' },
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
