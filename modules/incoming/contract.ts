import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'

// ---- the door ---------------------------------------------------------------------------------------------------

const StandingView = Type.Object({
  number: Type.String(),
  state: Type.String(),
  outcome: nullable(Type.String()),
  dueAt: nullable(Instant),
  holder: nullable(WordsSchema),
  reportedAt: Instant,
  closedAt: nullable(Instant),
  steps: Type.Array(
    Type.Object({
      at: Instant,
      action: Type.String(),
      to: nullable(Type.String()),
      words: nullable(Type.String()),
    }),
  ),
})

/** Signed; see docs/incoming.md, which says what a message holds. */
export const takeMessage = endpoint({
  id: 'incoming.message',
  method: 'POST',
  path: '/incoming/v1/:systemId',
  summary: { zh: '外部系统来件', en: 'A message of another system' },
  params: Type.Object({ systemId: idSchema<'system'>() }),
  consumes: 'signed',
  response: Type.Object({ taken: Type.Boolean(), matter: nullable(StandingView) }),
})

// ---- systems, at the desk ---------------------------------------------------------------------------------------

const systemParams = Type.Object({ systemId: idSchema<'system'>() })

export const SystemView = Type.Object({
  id: idSchema<'system'>(),
  name: Type.String(),
  kinds: Type.Array(Type.String()),
  place: Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() }),
  perMinute: Type.Integer(),
  madeAt: Instant,
  madeBy: Type.String(),
  pausedAt: nullable(Instant),
  endedAt: nullable(Instant),
  lastHeardAt: nullable(Instant),
  /** Until when the key before is good as well. */
  formerUntil: nullable(Instant),
  /** How many matters came by it. */
  matters: Type.Integer(),
})
export type SystemView = Static<typeof SystemView>

const scope = {
  name: Type.String({ minLength: 2, maxLength: 60, pattern: '\\S' }),
  kinds: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { minItems: 1, maxItems: 50, uniqueItems: true }),
  placeId: idSchema<'place'>(),
  perMinute: Type.Integer({ minimum: 1, maximum: 600 }),
}

export const listSystems = endpoint({
  id: 'incoming.systems',
  method: 'GET',
  path: '/api/incoming/systems',
  summary: { zh: '外部系统', en: 'Systems of others' },
  response: Type.Object({ systems: Type.Array(SystemView) }),
})

export const makeSystem = endpoint({
  id: 'incoming.make_system',
  method: 'POST',
  path: '/api/incoming/systems',
  summary: { zh: '接入外部系统', en: 'Let a system in' },
  body: Type.Object({
    ...scope,
    /** The one that the other side has made; left out, Liren makes it. */
    key: Type.Optional(Type.String({ maxLength: 120 })),
  }),
  response: Type.Object({ id: idSchema<'system'>(), key: Type.String() }),
})

export const changeSystem = endpoint({
  id: 'incoming.change_system',
  method: 'POST',
  path: '/api/incoming/systems/:systemId',
  summary: { zh: '修改外部系统的权限', en: 'Change what a system may do' },
  params: systemParams,
  body: Type.Object(scope),
  response: Done,
})

export const renewKey = endpoint({
  id: 'incoming.renew_key',
  method: 'POST',
  path: '/api/incoming/systems/:systemId/key',
  summary: { zh: '更换外部系统的密钥', en: 'A new key for a system' },
  params: systemParams,
  body: Type.Object({}),
  response: Type.Object({ key: Type.String() }),
})

export const pauseSystem = endpoint({
  id: 'incoming.pause_system',
  method: 'POST',
  path: '/api/incoming/systems/:systemId/pause',
  summary: { zh: '暂停或恢复外部系统', en: 'Pause a system, or let it go on' },
  params: systemParams,
  body: Type.Object({ paused: Type.Boolean() }),
  response: Done,
})

export const endSystem = endpoint({
  id: 'incoming.end_system',
  method: 'DELETE',
  path: '/api/incoming/systems/:systemId',
  summary: { zh: '停用外部系统', en: 'End a system' },
  params: systemParams,
  response: Done,
})
