import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Instant, idSchema } from '../../kernel/contract/ids.ts'

// The protocol is not ours: what a client may send and gets back is in docs/open311.md and in the standard
// (open311.org, GeoReport v2). Queries are taken as they are, since a client may add what it likes.

const format = { format: Type.String({ maxLength: 10 }) }
const AnyQuery = Type.Record(Type.String(), Type.Unknown())
const base = '/open311/v2'

export const discovery = endpoint({
  id: 'open311.discovery',
  method: 'GET',
  path: `${base}/discovery.:format`,
  summary: { zh: 'Open311 接口说明', en: 'Open311: service discovery' },
  params: Type.Object(format),
  query: AnyQuery,
  produces: 'bytes',
  hands: 'public',
})

export const services = endpoint({
  id: 'open311.services',
  method: 'GET',
  path: `${base}/services.:format`,
  summary: { zh: 'Open311 可上报的类别', en: 'Open311: what can be reported' },
  params: Type.Object(format),
  query: AnyQuery,
  produces: 'bytes',
  hands: 'public',
})

export const serviceDefinition = endpoint({
  id: 'open311.service_definition',
  method: 'GET',
  path: `${base}/services/:code.:format`,
  summary: { zh: 'Open311 类别的定义', en: 'Open311: definition of a service' },
  params: Type.Object({ code: Type.String({ maxLength: 60 }), ...format }),
  query: AnyQuery,
  produces: 'bytes',
  hands: 'public',
})

export const listRequests = endpoint({
  id: 'open311.requests',
  method: 'GET',
  path: `${base}/requests.:format`,
  summary: { zh: 'Open311 诉求列表', en: 'Open311: requests' },
  params: Type.Object(format),
  query: AnyQuery,
  produces: 'bytes',
  hands: 'public',
})

export const getRequest = endpoint({
  id: 'open311.request',
  method: 'GET',
  path: `${base}/requests/:id.:format`,
  summary: { zh: 'Open311 一件诉求', en: 'Open311: one request' },
  params: Type.Object({ id: Type.String({ maxLength: 60 }), ...format }),
  query: AnyQuery,
  produces: 'bytes',
  hands: 'public',
})

export const postRequest = endpoint({
  id: 'open311.post_request',
  method: 'POST',
  path: `${base}/requests.:format`,
  summary: { zh: 'Open311 上报（凭 api_key）', en: 'Open311: report, with a key' },
  params: Type.Object(format),
  query: AnyQuery,
  consumes: 'signed',
  produces: 'bytes',
  hands: 'public',
})

export const token = endpoint({
  id: 'open311.token',
  method: 'GET',
  path: `${base}/tokens/:token.:format`,
  summary: { zh: 'Open311 凭据（本系统不用）', en: 'Open311: tokens, of which there are none' },
  params: Type.Object({ token: Type.String({ maxLength: 60 }), ...format }),
  query: AnyQuery,
  produces: 'bytes',
  hands: 'public',
})

/** Where the pictures of requests are. */
export const mediaPath = `${base}/media/:fileId`

export const media = endpoint({
  id: 'open311.media',
  method: 'GET',
  path: mediaPath,
  summary: { zh: 'Open311 诉求的照片', en: 'Open311: a picture of a request' },
  params: Type.Object({ fileId: idSchema<'file'>() }),
  query: AnyQuery,
  produces: 'bytes',
  hands: 'public',
})

export const listUpdates = endpoint({
  id: 'open311.updates',
  method: 'GET',
  path: `${base}/servicerequestupdates.:format`,
  summary: { zh: 'Open311 诉求的新状态', en: 'Open311: updates of requests' },
  params: Type.Object(format),
  query: AnyQuery,
  produces: 'bytes',
  hands: 'public',
})

export const postUpdate = endpoint({
  id: 'open311.post_update',
  method: 'POST',
  path: `${base}/servicerequestupdates.:format`,
  summary: { zh: 'Open311 补充一件诉求（凭 api_key）', en: 'Open311: add to a request, with a key' },
  params: Type.Object(format),
  query: AnyQuery,
  consumes: 'signed',
  produces: 'bytes',
  hands: 'public',
})

// ---- keys, at the desk ------------------------------------------------------------------------------------------

export const KeyView = Type.Object({
  id: idSchema<'open311-key'>(),
  name: Type.String(),
  perMinute: Type.Integer(),
  madeAt: Instant,
  madeBy: Type.String(),
  endedAt: nullable(Instant),
  lastUsedAt: nullable(Instant),
  /** How many matters came by it. */
  requests: Type.Integer(),
})
export type KeyView = Static<typeof KeyView>

export const listKeys = endpoint({
  id: 'open311.keys',
  method: 'GET',
  path: '/api/open311/keys',
  summary: { zh: '开放接口的密钥', en: 'Keys of the open interface' },
  response: Type.Object({ keys: Type.Array(KeyView) }),
})

export const makeKey = endpoint({
  id: 'open311.make_key',
  method: 'POST',
  path: '/api/open311/keys',
  summary: { zh: '新建密钥', en: 'Make a key' },
  body: Type.Object({
    name: Type.String({ minLength: 2, maxLength: 60, pattern: '\\S' }),
    perMinute: Type.Optional(Type.Integer({ minimum: 1, maximum: 600 })),
  }),
  response: Type.Object({ id: idSchema<'open311-key'>(), key: Type.String() }),
})

export const endKey = endpoint({
  id: 'open311.end_key',
  method: 'DELETE',
  path: '/api/open311/keys/:keyId',
  summary: { zh: '停用密钥', en: 'End a key' },
  params: Type.Object({ keyId: idSchema<'open311-key'>() }),
  response: Done,
})
