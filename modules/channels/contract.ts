import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, oneOf, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Instant, idSchema } from '../../kernel/contract/ids.ts'
import { ConsentVersion } from '../people/contract.ts'
import { channelKinds, personKinds, publishedTypes, SecretFields } from './kinds.ts'

const channelId = { channelId: idSchema<'channel'>() }
const Events = Type.Array(oneOf(publishedTypes), { maxItems: 40, uniqueItems: true })

export const ChannelView = Type.Object({
  id: idSchema<'channel'>(),
  kind: Type.Enum([...channelKinds]),
  name: Type.String(),
  settings: Type.Record(Type.String(), Type.Unknown()),
  /** The host of the address; the rest may hold a key. */
  host: nullable(Type.String()),
  events: Events,
  on: Type.Boolean(),
  /** Messages that wait, were given up, and got through. */
  waiting: Type.Integer(),
  givenUp: Type.Integer(),
  sent: Type.Integer(),
  failures: Type.Integer(),
  workedAt: nullable(Instant),
  lastError: nullable(Type.String()),
  madeBy: Type.String(),
  madeAt: Instant,
})
export type ChannelView = Static<typeof ChannelView>

export const listChannels = endpoint({
  id: 'channels.list',
  method: 'GET',
  path: '/api/channels',
  summary: { zh: '通知渠道', en: 'Channels' },
  response: Type.Object({ channels: Type.Array(ChannelView) }),
})

const name = Type.String({ minLength: 2, maxLength: 60, pattern: '\\S' })
const Settings = Type.Record(Type.String({ maxLength: 40 }), Type.Unknown())

/** The key is shown once, where Liren made one that the other side needs. */
export const makeChannel = endpoint({
  id: 'channels.make',
  method: 'POST',
  path: '/api/channels',
  summary: { zh: '新建渠道', en: 'Make a channel' },
  body: Type.Object({
    kind: Type.Enum([...channelKinds]),
    name,
    settings: Settings,
    secrets: SecretFields,
    events: Type.Optional(Events),
    on: Type.Boolean(),
  }),
  response: Type.Object({ id: idSchema<'channel'>(), key: nullable(Type.String()) }),
})

/** Secrets that are left out stay. */
export const changeChannel = endpoint({
  id: 'channels.change',
  method: 'PUT',
  path: '/api/channels/:channelId',
  summary: { zh: '修改渠道', en: 'Change a channel' },
  params: Type.Object(channelId),
  body: Type.Object({
    name,
    settings: Settings,
    secrets: SecretFields,
    events: Type.Optional(Events),
    on: Type.Boolean(),
  }),
  response: Done,
})

export const endChannel = endpoint({
  id: 'channels.end',
  method: 'DELETE',
  path: '/api/channels/:channelId',
  summary: { zh: '停用渠道', en: 'End a channel' },
  params: Type.Object(channelId),
  response: Done,
})

/** Really sends one message now. `to`: the mail address or phone that gets it, where the kind needs one. */
export const testChannel = endpoint({
  id: 'channels.test',
  method: 'POST',
  path: '/api/channels/:channelId/test',
  summary: { zh: '试发一条', en: 'Send a test' },
  params: Type.Object(channelId),
  body: Type.Object({ to: Type.Optional(Type.String({ maxLength: 200 })) }),
  response: Type.Object({ sent: Type.Boolean(), error: nullable(Type.String()) }),
})

/** All events since then go to this receiver again, in order. */
export const replayChannel = endpoint({
  id: 'channels.replay',
  method: 'POST',
  path: '/api/channels/:channelId/replay',
  summary: { zh: '从某时起重发', en: 'Send again from an instant' },
  params: Type.Object(channelId),
  body: Type.Object({ since: Instant }),
  response: Type.Object({ events: Type.Integer() }),
})

export const SendingView = Type.Object({
  id: idSchema<'sending'>(),
  state: Type.Enum(['queued', 'sending', 'failed', 'sent', 'given_up', 'dropped']),
  /** The event, or the group of notices. */
  what: Type.String(),
  tries: Type.Integer(),
  madeAt: Instant,
  nextAt: nullable(Instant),
  settledAt: nullable(Instant),
  lastError: nullable(Type.String()),
})
export type SendingView = Static<typeof SendingView>

export const listSendings = endpoint({
  id: 'channels.sendings',
  method: 'GET',
  path: '/api/channels/:channelId/sendings',
  summary: { zh: '渠道的发送记录', en: 'What went out by a channel' },
  params: Type.Object(channelId),
  query: Type.Object({ ...PageQuery, state: Type.Optional(Type.Enum(['waiting', 'sent', 'given_up'])) }),
  response: pageOf(SendingView),
})

// ---- what a person wants ----------------------------------------------------------------------------------------

/** The purpose of consent: being told outside of Liren. */
export const outsidePurpose = 'channels.outside'

/** Needed where a way is chosen, an address given or a browser let in while no consent stands. */
const agreeing = { consentVersion: Type.Optional(ConsentVersion) }

const minute = nullable(Type.Integer({ minimum: 0, maximum: 1439 }))
const kinds = Type.Optional(Type.Array(oneOf(personKinds), { maxItems: 3, uniqueItems: true }))
const Ways = Type.Object({ work: kinds, pressing: kinds, progress: kinds, morning: kinds, other: kinds })

export const PreferenceView = Type.Object({
  ways: Ways,
  quietFrom: minute,
  quietTo: minute,
  urgentThrough: Type.Boolean(),
  digestHour: nullable(Type.Integer({ minimum: 0, maximum: 23 })),
  /** Masked, such as `m***@example.com`. */
  mail: nullable(Type.String()),
  mailConfirmed: Type.Boolean(),
  hasPhone: Type.Boolean(),
  /** Browsers that may be woken. */
  browsers: Type.Integer(),
  /** Channels that the office has set up, and what a browser needs for the third. */
  offered: Type.Array(Type.Enum([...personKinds])),
  pushKey: nullable(Type.String()),
  /** What the reader agreed to; it stands unless a later version asks anew. */
  consent: nullable(Type.Object({ version: Type.Integer(), at: Instant, stands: Type.Boolean() })),
})
export type PreferenceView = Static<typeof PreferenceView>

export const getPreferences = endpoint({
  id: 'channels.preferences',
  method: 'GET',
  path: '/api/me/channels',
  summary: { zh: '我的通知方式', en: 'How I want to hear' },
  response: PreferenceView,
})

export const savePreferences = endpoint({
  id: 'channels.save_preferences',
  method: 'PUT',
  path: '/api/me/channels',
  summary: { zh: '保存我的通知方式', en: 'Save how I want to hear' },
  body: Type.Object({
    ways: Ways,
    quietFrom: minute,
    quietTo: minute,
    urgentThrough: Type.Boolean(),
    digestHour: nullable(Type.Integer({ minimum: 0, maximum: 23 })),
    ...agreeing,
  }),
  response: Done,
})

/** A code goes to the address; until it is typed in, nothing else does. An empty one takes the address away. */
export const setMail = endpoint({
  id: 'channels.set_mail',
  method: 'PUT',
  path: '/api/me/channels/mail',
  summary: { zh: '设置我的邮箱', en: 'Set my mail address' },
  body: Type.Object({ address: Type.String({ maxLength: 200 }), ...agreeing }),
  response: Done,
})

export const confirmMail = endpoint({
  id: 'channels.confirm_mail',
  method: 'POST',
  path: '/api/me/channels/mail/confirm',
  summary: { zh: '确认我的邮箱', en: 'Confirm my mail address' },
  body: Type.Object({ code: Type.String({ pattern: '^[0-9]{6}$' }) }),
  response: Done,
})

export const addBrowser = endpoint({
  id: 'channels.add_browser',
  method: 'POST',
  path: '/api/me/channels/browsers',
  summary: { zh: '允许这个浏览器接收', en: 'Let this browser be woken' },
  body: Type.Object({
    endpoint: Type.String({ maxLength: 1000 }),
    p256dh: Type.String({ pattern: '^[A-Za-z0-9_-]{80,100}$' }),
    auth: Type.String({ pattern: '^[A-Za-z0-9_-]{20,30}$' }),
    ...agreeing,
  }),
  response: Done,
})

/** All of mine. */
export const dropBrowsers = endpoint({
  id: 'channels.drop_browsers',
  method: 'DELETE',
  path: '/api/me/channels/browsers',
  summary: { zh: '不再推送到浏览器', en: 'Wake no browser any more' },
  response: Done,
})

/** How far the messages outside about one matter have come: numbers only, nobody's name. */
export const reachOfMatter = endpoint({
  id: 'channels.reach',
  method: 'GET',
  path: '/api/matters/:matterId/reach',
  summary: { zh: '站外通知的送达', en: 'Whether messages outside reached' },
  params: Type.Object({ matterId: idSchema<'matter'>() }),
  response: Type.Object({
    ways: Type.Array(
      Type.Object({
        kind: Type.Enum([...personKinds]),
        waiting: Type.Integer(),
        sent: Type.Integer(),
        failed: Type.Integer(),
        lastAt: nullable(Instant),
      }),
    ),
  }),
})
