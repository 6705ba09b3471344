import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { readEvent } from '../../kernel/events/record.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { matterOutlines } from '../matters/public.ts'
import { phoneOf } from '../people/public.ts'
import { type EventMessage, Gone, type OpenedChannel, type PersonMessage } from './adapters/adapter.ts'
import { sendMail } from './adapters/mail.ts'
import { type Subscription, sendPush } from './adapters/push.ts'
import { sendRobot } from './adapters/robots.ts'
import { sendSms } from './adapters/sms.ts'
import { sendWebhook } from './adapters/webhook.ts'
import { cloudEvent, lineOf } from './cloud-event.ts'
import type { ChannelId, SendingId } from './events.ts'
import { type ChannelKind, groupOf, isPersonKind, type PersonKind, type ReceiverKind } from './kinds.ts'
import { preferencesOf } from './making.ts'
import { type Line, writtenOf } from './message.ts'
import { afterQuiet } from './timing.ts'

/** A channel as it stands in its row. */
export interface ChannelRow {
  readonly id: ChannelId
  readonly kind: ChannelKind
  readonly settings: Readonly<Record<string, unknown>>
  readonly secret: Buffer
  readonly linkBase: string
}

export const openChannel = ({ settings, secret }: ChannelRow, secrets: Secrets): OpenedChannel => ({
  settings,
  secrets: JSON.parse(secrets.open(secret)) as OpenedChannel['secrets'],
})

/** A sending that a worker took. */
export interface Taken {
  readonly id: SendingId
  readonly personId: PersonId | null
  readonly stream: string | null
  readonly seq: number | null
  readonly eventId: string | null
  /** Since when it could go out. */
  readonly since: Date
  /** This one included. */
  readonly tries: number
}

/** What else is known once it went out. */
export interface Outcome {
  /** Somebody got it. */
  readonly reached: boolean
  /** Browsers that took back their permission. */
  readonly gone: readonly string[]
}

/** What is to be done with it: sent, left alone until later, or dropped. */
export type Prepared =
  | { readonly do: 'send'; readonly send: () => Promise<Outcome> }
  | { readonly do: 'hold'; readonly until: Date }
  | { readonly do: 'drop'; readonly why: string }

export interface Preparing {
  readonly tenantId: TenantId
  readonly secrets: Secrets
  readonly now: Date
}

/** Reads what a sending needs; nothing goes out yet. */
export function prepare(tx: Tx, preparing: Preparing, channel: ChannelRow, taken: Taken): Promise<Prepared> {
  const { kind } = channel
  if (isPersonKind(kind)) return toPerson(tx, preparing, channel, kind, taken)
  return toReceiver(tx, preparing, channel, kind, taken)
}

const drop = (why: string): Prepared => ({ do: 'drop', why })

async function toPerson(
  tx: Tx,
  { tenantId, secrets, now }: Preparing,
  channel: ChannelRow,
  kind: PersonKind,
  { id, personId }: Taken,
): Promise<Prepared> {
  if (!personId) return drop('nobody')
  const { rows: lines } = await sql<Line & { urgent: boolean }>`select topic, subject_kind as "subjectKind",
      subject_id as "subjectId", urgent, null as number from channels.lines
    where tenant_id = ${tenantId} and sending_id = ${id} order by at, id`.execute(tx)
  const [person] = await preferencesOf(tx, tenantId, [personId])
  // What the person wants may have changed while it waited; so may what they agreed to.
  if (!person) return drop('no consent that stands')
  const wanted = lines.filter(({ topic }) => person.ways[groupOf(topic)]?.includes(kind))
  if (wanted.length === 0) return drop('not wanted any more')
  const urgent = person.urgentThrough && wanted.some((line) => line.urgent)
  const until = afterQuiet(now, person)
  if (!urgent && until > now) return { do: 'hold', until }
  const ids = wanted.flatMap(({ subjectKind, subjectId }) => (subjectKind === 'matter' && subjectId ? [subjectId] : []))
  const numbers = new Map((await matterOutlines(tx, tenantId, ids as never)).map((one) => [String(one.id), one.number]))
  const written = writtenOf(
    wanted.map((line) => ({ ...line, number: numbers.get(line.subjectId ?? '') ?? null })),
    channel.linkBase,
    person.lang,
  )
  const message: PersonMessage = { id, ...written, at: now }
  return addressed(tx, { tenantId, secrets, personId }, kind, openChannel(channel, secrets), message)
}

interface Addressee {
  readonly tenantId: TenantId
  readonly secrets: Secrets
  readonly personId: PersonId
}

async function addressed(
  tx: Tx,
  { tenantId, secrets, personId }: Addressee,
  kind: PersonKind,
  opened: OpenedChannel,
  message: PersonMessage,
): Promise<Prepared> {
  if (kind === 'sms') {
    const phone = await phoneOf(tx, secrets, tenantId, personId)
    return phone ? { do: 'send', send: () => reaching(sendSms(opened, phone, message)) } : drop('no phone')
  }
  if (kind === 'mail') {
    const { rows } = await sql<{ sealed: Buffer }>`select mail_sealed as sealed from channels.preferences
      where tenant_id = ${tenantId} and person_id = ${personId} and mail_sealed is not null
        and mail_confirmed_at is not null`.execute(tx)
    const [row] = rows
    if (!row) return drop('no address')
    const address = secrets.open(row.sealed)
    return { do: 'send', send: () => reaching(sendMail(opened, address, message)) }
  }
  const { rows } = await sql<{ id: string; sealed: Buffer }>`select id, subscription_sealed as sealed
    from channels.browsers where tenant_id = ${tenantId} and person_id = ${personId} order by made_at`.execute(tx)
  if (rows.length === 0) return drop('no browser')
  const browsers = rows.map(({ id, sealed }) => ({ id, at: JSON.parse(secrets.open(sealed)) as Subscription }))
  return { do: 'send', send: () => wakeAll(opened, browsers, message) }
}

async function reaching(sent: Promise<void>): Promise<Outcome> {
  await sent
  return { reached: true, gone: [] }
}

interface Browser {
  readonly id: string
  readonly at: Subscription
}

/** It reached where one browser was woken; those that are gone are named. Throws where none was woken and one may be later. */
async function wakeAll(opened: OpenedChannel, browsers: readonly Browser[], message: PersonMessage): Promise<Outcome> {
  const ends = await Promise.allSettled(browsers.map(({ at }) => sendPush(opened, at, message)))
  const gone = browsers.filter((_, n) => {
    const end = ends[n]
    return end?.status === 'rejected' && end.reason instanceof Gone
  })
  const failed = ends.find((end) => end.status === 'rejected' && !(end.reason instanceof Gone))
  const reached = ends.some(({ status }) => status === 'fulfilled')
  if (failed?.status === 'rejected' && !reached) throw failed.reason
  return { reached, gone: gone.map(({ id }) => id) }
}

async function toReceiver(
  tx: Tx,
  { tenantId, secrets, now }: Preparing,
  channel: ChannelRow,
  kind: ReceiverKind,
  { stream, seq }: Taken,
): Promise<Prepared> {
  const event = stream && seq ? await readEvent(tx, tenantId, stream, seq) : null
  const matterId = event?.payload['matterId']
  const [matter] = typeof matterId === 'string' ? await matterOutlines(tx, tenantId, [matterId as never]) : []
  if (!event || !matter) return drop('gone')
  if (matter.shielded) return drop('for its holder alone')
  const state = event.payload['to']
  const message: EventMessage = {
    id: event.id,
    type: event.type,
    line: lineOf(event.type, matter.number),
    link: `${channel.linkBase}/matters/${matter.id}`,
    body: cloudEvent(event, typeof state === 'string' ? state : null, matter, channel.linkBase),
    at: now,
  }
  const opened = openChannel(channel, secrets)
  return {
    do: 'send',
    send: () => reaching(kind === 'webhook' ? sendWebhook(opened, message) : sendRobot(kind, opened, message)),
  }
}
