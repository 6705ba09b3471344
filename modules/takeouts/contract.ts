import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { type Id, Instant, idSchema } from '../../kernel/contract/ids.ts'

export type TakeoutId = Id<'takeout'>

export const takeoutStates = ['waiting', 'running', 'ready', 'failed', 'cancelled', 'expired'] as const
export type TakeoutState = (typeof takeoutStates)[number]

const params = Type.Object({ takeoutId: idSchema<'takeout'>() })

export const TakeoutView = Type.Object({
  id: idSchema<'takeout'>(),
  askedBy: Type.String(),
  /** Whoever asked for it, and nobody else, may take it away. */
  mine: Type.Boolean(),
  askedAt: Instant,
  withFiles: Type.Boolean(),
  /** Why sealed fields were opened; null: they stayed sealed. */
  reason: nullable(Type.String()),
  state: Type.Enum(takeoutStates),
  /** 0 to 1, while it is made; null: not counted yet. */
  share: nullable(Type.Number()),
  rows: nullable(Type.Integer()),
  tables: nullable(Type.Integer()),
  bytes: nullable(Type.Integer()),
  sha256: nullable(Type.String()),
  /** Fields that no key at hand could open. */
  unreadable: Type.Integer(),
  expiresAt: nullable(Instant),
})
export type TakeoutView = Static<typeof TakeoutView>

/** The newest 50. */
export const listTakeouts = endpoint({
  id: 'takeouts.list',
  method: 'GET',
  path: '/api/takeouts',
  summary: { zh: '全部数据导出的清单', en: 'Full exports' },
  response: Type.Object({ takeouts: Type.Array(TakeoutView) }),
})

export const askTakeout = endpoint({
  id: 'takeouts.ask',
  method: 'POST',
  path: '/api/takeouts',
  summary: { zh: '导出全部数据', en: 'Ask for everything' },
  body: Type.Object({ withFiles: Type.Boolean() }),
  response: Type.Object({ id: idSchema<'takeout'>() }),
})

/** The same with sealed fields opened: asks for a proof of late. */
export const askOpenedTakeout = endpoint({
  id: 'takeouts.ask_opened',
  method: 'POST',
  path: '/api/takeouts/reveal',
  summary: { zh: '导出全部数据，打开封存的信息', en: 'Ask for everything, seals opened' },
  body: Type.Object({
    withFiles: Type.Boolean(),
    reason: Type.String({ minLength: 2, maxLength: 500, pattern: '\\S\\s*\\S' }),
  }),
  response: Type.Object({ id: idSchema<'takeout'>() }),
})

/** Stops one that is being made, or deletes the file of one that is ready. */
export const dropTakeout = endpoint({
  id: 'takeouts.drop',
  method: 'POST',
  path: '/api/takeouts/:takeoutId/drop',
  summary: { zh: '取消或删除一次全部数据导出', en: 'Stop a full export, or delete its file' },
  params,
  body: Type.Object({}),
  response: Done,
})

export const takeFile = endpoint({
  id: 'takeouts.file',
  method: 'GET',
  path: '/api/takeouts/:takeoutId/file',
  summary: { zh: '全部数据', en: 'Everything that is held' },
  params,
  produces: 'bytes',
  hands: 'export',
})
