import type { PlaceKey } from '../../kernel/testing/town.ts'
import type { MatterApp } from '../matters/matter-app.fixture.ts'
import { makeMailbox } from './contract.ts'
import type { MailboxId } from './events.ts'
import { password, user } from './imap-server.fixture.ts'

/** What an administrator says of a mailbox on loopback. */
export const mailboxBody = (app: MatterApp, port: number, place: PlaceKey = 'community1') => ({
  ...{
    name: '街道信箱',
    address: user,
    host: '127.0.0.1',
    port,
    security: 'none' as const,
    user,
    password,
    folder: 'INBOX',
  },
  ...{ placeId: app.town.places[place], kind: 'demand', category: '' },
})

export async function aMailbox(app: MatterApp, port: number, place: PlaceKey = 'community1'): Promise<MailboxId> {
  const { id } = await app.signInAs('administrator').call(makeMailbox, { body: mailboxBody(app, port, place) })
  return id
}

let nth = 0

/** A letter as a mail program writes it. */
export function letterOf(words: string, more: Readonly<Record<string, string>> = {}): string {
  nth += 1
  const headers = {
    From: '=?utf-8?B?546L6Iqz?= <wang@mail.example>',
    To: user,
    Subject: 'subject',
    'Message-ID': `<letter-${nth}@mail.example>`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...more,
  }
  const head = Object.entries(headers).flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`]))
  return `${head.join('\r\n')}\r\n\r\n${words}\r\n`
}

export const encoded = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
