import { fail } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { EventMessage, PersonMessage } from './adapters/adapter.ts'
import { sendMail } from './adapters/mail.ts'
import { type Subscription, sendPush } from './adapters/push.ts'
import { sendRobot } from './adapters/robots.ts'
import { sendSms } from './adapters/sms.ts'
import { sendWebhook } from './adapters/webhook.ts'
import { isPersonKind } from './kinds.ts'
import { type ChannelRow, openChannel } from './outgoing.ts'
import { mailAddress } from './preference-service.ts'

export interface Testing {
  readonly secrets: Secrets
  readonly at: Date
  /** A mail address or phone. */
  readonly to: string
  /** Browsers of whoever tests. */
  readonly browsers: readonly Subscription[]
}

/** Sends one message now, marked as a test. Throws what the adapter throws. */
export async function sendTest(channel: ChannelRow, { secrets, at, to, browsers }: Testing): Promise<void> {
  const opened = openChannel(channel, secrets)
  const id = newId<'sending'>()
  const line = '里仁试发：收到这条，说明渠道可用'
  const link = `${channel.linkBase}/inbox`
  const { kind } = channel
  if (!isPersonKind(kind)) {
    const body = JSON.stringify({
      ...{ specversion: '1.0', id, source: `${channel.linkBase}/api/channels`, type: 'channels.test' },
      ...{ time: at.toISOString(), datacontenttype: 'application/json', data: {} },
    })
    const message: EventMessage = { id, type: 'channels.test', line, link, body, at }
    return kind === 'webhook' ? sendWebhook(opened, message) : sendRobot(kind, opened, message)
  }
  const message: PersonMessage = { id, title: line, text: line, link, at }
  if (kind === 'mail') return sendMail(opened, to ? mailAddress(to) : nobody(), message)
  if (kind === 'sms') return sendSms(opened, /^[0-9+-]{5,20}$/.test(to) ? to : nobody(), message)
  const [browser] = browsers
  return sendPush(opened, browser ?? nobody(), message)
}

const nobody = (): never =>
  fail('invalid', 'channels.test_to', { zh: '试发给谁', en: 'To whom shall the test go' }, [
    { path: 'to', words: { zh: '请填写', en: 'Please fill this in' } },
  ])

/** What an adapter threw, short: a status, or a code of Node's. */
export function shortError(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  return String(code ?? message ?? 'failed').slice(0, 200)
}
