import { Check } from 'typebox/value'
import type { EventActor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId, type TenantId } from '../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { outsideAddress } from '../../kernel/outgoing/addresses.ts'
import { outgoingUrl } from '../../kernel/outgoing/request.ts'
import { newWebhookKey } from '../../kernel/outgoing/webhook-signature.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { newVapidKeys } from './adapters/push.ts'
import { unknownPlaceholders } from './adapters/sms.ts'
import type { ChannelView, SendingView } from './contract.ts'
import { type ChannelEvent, type ChannelId, channelEvents, channelStream, type SendingId } from './events.ts'
import {
  type ChannelKind,
  groupOf,
  isPersonKind,
  type SecretFields,
  type SettingsOf,
  secretsOf,
  settingsOf,
} from './kinds.ts'
import type { ChannelRow } from './outgoing.ts'

/** In whose name a channel is set up. */
export interface Keeping {
  readonly tenantId: TenantId
  readonly secrets: Secrets
  readonly by: EventActor & { readonly personId: PersonId }
  readonly at: Date
  /** The address under which Liren was asked. */
  readonly origin: string
}

export interface Asked {
  readonly name: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly secrets: SecretFields
  readonly events?: readonly string[]
  readonly on: boolean
}

const wrong = (path: string, zh: string, en: string): never =>
  fail('invalid', 'channels.bad_settings', { zh: '渠道的设置不对', en: 'The settings of the channel are not right' }, [
    { path, words: { zh, en } },
  ])

/**
 * Looks at what was typed, and whether its address may be called at all. Asks the network for names, so it stands outside
 * of any transaction. @param kept which secrets are there already
 */
export async function checkAsked(kind: ChannelKind, asked: Asked, kept: SecretFields | null): Promise<void> {
  if (!Check(settingsOf[kind], asked.settings))
    wrong('settings', '有项目没有填或格式不对', 'Something is missing or not in its form')
  for (const [name, need] of Object.entries(secretsOf[kind]) as [keyof SecretFields, string][])
    if (need === 'needed' && !asked.secrets[name] && !kept?.[name])
      wrong(`secrets.${name}`, '请填写', 'Please fill this in')
  const { url } = asked.secrets
  if (url) await outsideAddress(outgoingUrl(url).hostname)
  if (kind === 'mail') await checkMail(asked.settings as SettingsOf<'mail'>, asked.secrets)
  if (kind === 'sms') checkSms(asked.settings as SettingsOf<'sms'>)
  if (
    kind === 'push' &&
    !/^(mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/.test(String((asked.settings as SettingsOf<'push'>).contact))
  )
    wrong('settings.contact', '填 mailto: 开头的邮箱或 https:// 网址', 'A mailto: address or an https:// page')
  if (!isPersonKind(kind) && (asked.events ?? []).length === 0)
    wrong('events', '至少选一种事件', 'Choose one event at least')
}

async function checkMail({ host, security }: SettingsOf<'mail'>, secrets: SecretFields): Promise<void> {
  if (security === 'none' && secrets.password)
    wrong('settings.security', '不加密时不能用密码', 'A password goes nowhere without encryption')
  await outsideAddress(host)
}

function checkSms({ form, template, headers, method }: SettingsOf<'sms'>): void {
  const unknown = [template, ...headers.map(({ value }) => value)].flatMap(unknownPlaceholders)
  if (unknown.length > 0) wrong('settings.template', `不认识 {{${unknown[0]}}}`, `{{${unknown[0]}}} is not known`)
  for (const header of headers)
    if (
      !/^[a-z][a-z0-9-]*$/i.test(header.name) ||
      /[\r\n]/.test(header.value) ||
      /^(host|content-length|transfer-encoding|connection)$/i.test(header.name)
    )
      wrong('settings.headers', '请求头不对', 'A header is not right')
  if (form === 'form' || method === 'GET') return
  try {
    JSON.parse(template)
  } catch {
    wrong('settings.template', '模板不是 JSON', 'The template is not JSON')
  }
}

/** Makes a channel. @returns its id, and the key that the other side needs where Liren made one. */
export async function makeChannel(
  tx: Tx,
  { tenantId, secrets, by, at, origin }: Keeping,
  kind: ChannelKind,
  asked: Asked,
): Promise<{ id: ChannelId; key: string | null }> {
  const id: ChannelId = newId()
  const vapid = kind === 'push' ? newVapidKeys() : null
  const key = kind === 'webhook' ? newWebhookKey() : null
  const settings = vapid ? { ...asked.settings, publicKey: vapid.publicKey } : asked.settings
  const made = vapid?.privateKey ?? key
  const sealed = secrets.seal(JSON.stringify({ ...asked.secrets, ...(made ? { key: made } : {}) }))
  const events = isPersonKind(kind) ? [] : [...(asked.events ?? [])]
  try {
    await sql`insert into channels.channels (tenant_id, id, kind, name, settings, secret_sealed, events, link_base, is_on,
        made_at, made_by)
      values (${tenantId}, ${id}, ${kind}, ${asked.name.trim()}, ${JSON.stringify(settings)}::jsonb, ${sealed},
        ${events}::text[], ${origin}, ${asked.on}, ${at}, ${by.personId})`.execute(tx)
  } catch (error) {
    if (constraintOf(error) !== 'channels_to_persons') throw error
    fail('conflict', 'channels.one_of_a_kind', {
      zh: '这种渠道已经有一个，请修改它',
      en: 'There is one of this kind: change that',
    })
  }
  const payload: ChannelEvent = { channelId: id, kind, on: asked.on, events }
  await record(tx, { tenantId, stream: channelStream(id), type: channelEvents.made, at, actor: by, payload })
  return { id, key }
}

/** One channel that was not ended; 404 else. `lock` for who changes it. */
export async function channelRow(
  tx: Tx,
  tenantId: TenantId,
  id: ChannelId,
  { lock = false }: { lock?: boolean } = {},
): Promise<ChannelRow> {
  const { rows } = await sql<ChannelRow>`select id, kind, settings, secret_sealed as secret, link_base as "linkBase"
    from channels.channels where tenant_id = ${tenantId} and id = ${id} and ended_at is null
    ${lock ? sql`for update` : sql``}`.execute(tx)
  return rows[0] ?? notFound()
}

/** Secrets that were left out stay; keys that Liren made stay. What waits for it is tried at once. */
export async function changeChannel(
  tx: Tx,
  { tenantId, secrets, by, at, origin }: Keeping,
  id: ChannelId,
  asked: Asked,
): Promise<void> {
  const channel = await channelRow(tx, tenantId, id, { lock: true })
  const kept = JSON.parse(secrets.open(channel.secret)) as SecretFields
  const typed = Object.fromEntries(
    Object.entries(asked.secrets).filter(
      ([field, value]) => value && secretsOf[channel.kind][field as keyof SecretFields] !== 'made',
    ),
  )
  if (destinationOf(channel.settings, kept) !== destinationOf(asked.settings, { ...kept, ...typed }))
    refuseKept(channel.kind, kept, typed)
  const publicKey = channel.settings['publicKey']
  const settings = publicKey ? { ...asked.settings, publicKey } : asked.settings
  const events = isPersonKind(channel.kind) ? [] : [...(asked.events ?? [])]
  await sql`update channels.channels set name = ${asked.name.trim()}, settings = ${JSON.stringify(settings)}::jsonb,
      secret_sealed = ${secrets.seal(JSON.stringify({ ...kept, ...typed }))}, events = ${events}::text[],
      link_base = ${origin}, is_on = ${asked.on}, failures = 0, try_at = null
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  const payload: ChannelEvent = { channelId: id, on: asked.on, events }
  await record(tx, { tenantId, stream: channelStream(id), type: channelEvents.changed, at, actor: by, payload })
}

/** Where what is sealed is handed over: the mail server and its account, or whose address it is. */
function destinationOf(settings: Readonly<Record<string, unknown>>, { url }: SecretFields): string {
  const origin = url !== undefined && URL.canParse(url) ? new URL(url).origin : null
  return JSON.stringify([settings['host'], settings['port'], settings['user'], origin])
}

/** A password or key that somebody typed for one place goes to no other: whoever changes the place types it again. */
function refuseKept(kind: ChannelKind, kept: SecretFields, typed: Partial<SecretFields>): void {
  const words = { zh: '换了地址，请重新填写', en: 'It goes to another address now: type it again' }
  for (const field of ['password', 'key'] as const)
    if (kept[field] && !typed[field] && secretsOf[kind][field] !== 'made')
      fail('refused', 'channels.secret_again', words, [{ path: `secrets.${field}`, words }])
}

/** Ends a channel: its secrets are gone, and what waits for it is dropped. Ending it twice changes nothing. */
export async function endChannel(tx: Tx, { tenantId, secrets, by, at }: Keeping, id: ChannelId): Promise<void> {
  const { rows } = await sql<{ ended: boolean }>`select ended_at is not null as ended from channels.channels
    where tenant_id = ${tenantId} and id = ${id} for update`.execute(tx)
  const channel = rows[0] ?? notFound()
  if (channel.ended) return
  await sql`update channels.channels set ended_at = ${at}, is_on = false, secret_sealed = ${secrets.seal('{}')}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  await sql`update channels.sendings set state = 'dropped', settled_at = ${at}, lease_id = null, lease_until = null
    where tenant_id = ${tenantId} and channel_id = ${id} and state in ('queued', 'failed', 'sending')`.execute(tx)
  const payload: ChannelEvent = { channelId: id }
  await record(tx, { tenantId, stream: channelStream(id), type: channelEvents.ended, at, actor: by, payload })
}

interface Row extends Omit<ChannelView, 'madeAt' | 'workedAt' | 'host'> {
  readonly madeAt: Date
  readonly workedAt: Date | null
  readonly secret: Buffer
}

/** How many channels that are on could not send what they tried last. */
export async function countFailingChannels(tx: Tx, tenantId: TenantId): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from channels.channels
    where tenant_id = ${tenantId} and is_on and ended_at is null and failures > 0`.execute(tx)
  return rows[0]?.n ?? 0
}

/** All channels that were not ended, with how much waits, was given up, and got through in thirty days. */
export async function channelsOf(tx: Tx, tenantId: TenantId, secrets: Secrets, now: Date): Promise<ChannelView[]> {
  const since = new Date(now.getTime() - 30 * 86_400_000)
  const { rows } = await sql<Row>`
    select c.id, c.kind, c.name, c.settings, c.events, c.is_on as "on", c.failures, c.worked_at as "workedAt",
      c.last_error as "lastError", n.name as "madeBy", c.made_at as "madeAt", c.secret_sealed as secret,
      (select count(*)::int from channels.sendings s where s.tenant_id = c.tenant_id and s.channel_id = c.id
        and s.state in ('queued', 'failed', 'sending')) as waiting, l."givenUp", l.sent
    from channels.channels c join people.persons_view n on n.tenant_id = c.tenant_id and n.id = c.made_by
    cross join lateral (select count(*) filter (where s.state = 'given_up')::int as "givenUp",
        count(*) filter (where s.state = 'sent')::int as sent
      from channels.sendings s where s.tenant_id = c.tenant_id and s.channel_id = c.id and s.made_at >= ${since}) l
    where c.tenant_id = ${tenantId} and c.ended_at is null order by c.made_at, c.id`.execute(tx)
  return rows.map(({ secret, ...row }) => ({
    ...row,
    host: hostOf(row.settings, JSON.parse(secrets.open(secret)) as SecretFields),
    madeAt: row.madeAt.toISOString(),
    workedAt: row.workedAt?.toISOString() ?? null,
  }))
}

function hostOf(settings: Readonly<Record<string, unknown>>, { url }: SecretFields): string | null {
  if (url && URL.canParse(url)) return new URL(url).host
  return typeof settings['host'] === 'string' ? settings['host'] : null
}

interface SendingRow extends Omit<SendingView, 'what' | 'madeAt' | 'nextAt' | 'settledAt'> {
  readonly eventType: string | null
  readonly topic: string | null
  readonly madeAt: Date
  readonly nextAt: Date
  readonly settledAt: Date | null
}

const statesOf = { waiting: ['queued', 'failed', 'sending'], sent: ['sent'], given_up: ['given_up'] } as const

/** What went out by a channel, latest first: when and with what outcome, not to whom and not what. */
export async function sendingsOf(
  tx: Tx,
  tenantId: TenantId,
  id: ChannelId,
  page: { readonly offset: number; readonly limit: number; readonly state: keyof typeof statesOf | undefined },
) {
  await channelRow(tx, tenantId, id)
  const states = page.state
    ? [...statesOf[page.state]]
    : Object.values(statesOf)
        .flat()
        .concat('dropped' as never)
  const of = sql`from channels.sendings s where s.tenant_id = ${tenantId} and s.channel_id = ${id}
    and s.state = any(${states as string[]})`
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total ${of}`.execute(tx)
  const { rows } = await sql<SendingRow & { id: SendingId }>`
    select s.id, s.state, s.tries, s.made_at as "madeAt", s.next_at as "nextAt", s.settled_at as "settledAt",
      s.last_error as "lastError", s.event_type as "eventType",
      (select l.topic from channels.lines l where l.tenant_id = s.tenant_id and l.sending_id = s.id order by l.at limit 1)
        as topic
    ${of} order by s.made_at desc, s.id desc limit ${page.limit} offset ${page.offset}`.execute(tx)
  return {
    ...{ total: counted[0]?.total ?? 0, offset: page.offset, limit: page.limit },
    rows: rows.map(({ eventType, topic, nextAt, ...row }) => ({
      ...row,
      what: eventType ?? groupOf(topic ?? ''),
      madeAt: row.madeAt.toISOString(),
      nextAt: row.settledAt ? null : nextAt.toISOString(),
      settledAt: row.settledAt?.toISOString() ?? null,
    })),
  }
}
