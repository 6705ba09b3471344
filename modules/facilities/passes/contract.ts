import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../../kernel/contract/endpoint.ts'
import { Instant, idSchema } from '../../../kernel/contract/ids.ts'
import { FacilityIdSchema, PlaceShape } from '../contract.ts'
import { longestSpanDays, passKinds, refusals } from './pass.ts'

export type { PassId, ResidenceId } from '../events.ts'

const PassIdSchema = idSchema<'pass'>()
const states = Type.Enum(['live', 'used', 'expired', 'cancelled'])
const GateShape = Type.Object({ id: FacilityIdSchema, name: Type.String() })

export const PassView = Type.Object({
  id: PassIdSchema,
  /** The last part of the address that is shared: `/p/<token>`. */
  token: Type.String(),
  digits: Type.String(),
  label: nullable(Type.String()),
  kind: Type.Enum(passKinds),
  fromAt: Instant,
  untilAt: Instant,
  state: states,
  compound: PlaceShape,
  gates: Type.Array(GateShape),
  /** Of the last 30 days, the newest first. */
  uses: Type.Array(
    Type.Object({
      at: Instant,
      gate: Type.String(),
      allowed: Type.Boolean(),
      reason: nullable(Type.Enum(refusals)),
    }),
  ),
})
export type PassView = Static<typeof PassView>

/** Where I live, which gates are there, and my passes. */
export const myPasses = endpoint({
  id: 'facilities.my_passes',
  method: 'GET',
  path: '/api/passes',
  summary: { zh: '我的访客通行码', en: 'My visitor passes' },
  response: Type.Object({
    homes: Type.Array(Type.Object({ ...PlaceShape.properties, gates: Type.Array(GateShape) })),
    /** Where I asked to be confirmed. */
    asked: Type.Array(
      Type.Object({ place: PlaceShape, state: Type.Enum(['asked', 'refused']), why: nullable(Type.String()) }),
    ),
    passes: Type.Array(PassView),
    live: Type.Integer(),
  }),
})
export type MyPasses = Static<typeof myPasses.response>

export const makePass = endpoint({
  id: 'facilities.make_pass',
  method: 'POST',
  path: '/api/passes',
  summary: { zh: '生成访客通行码', en: 'Make a visitor pass' },
  body: Type.Object({
    compoundId: idSchema<'place'>(),
    gateIds: Type.Array(FacilityIdSchema, { minItems: 1, maxItems: 20, uniqueItems: true }),
    kind: Type.Enum(passKinds),
    /** From now if left out. */
    fromAt: Type.Optional(Instant),
    /** Hours from then, at most 30 days. */
    hours: Type.Integer({ minimum: 1, maximum: longestSpanDays * 24 }),
    label: Type.Optional(Type.String({ maxLength: 20 })),
  }),
  response: PassView,
})
export type MakeBody = Static<typeof makePass.body>

export const cancelPass = endpoint({
  id: 'facilities.cancel_pass',
  method: 'POST',
  path: '/api/passes/:passId/cancel',
  summary: { zh: '取消通行码', en: 'Cancel a pass' },
  params: Type.Object({ passId: PassIdSchema }),
  body: Type.Object({}),
  response: Done,
})

/** What a visitor sees of it: nothing of whoever made it. */
export const atPass = endpoint({
  id: 'facilities.at_pass',
  method: 'GET',
  path: '/api/passes/at/:token',
  summary: { zh: '访客通行码', en: 'A visitor pass' },
  params: Type.Object({ token: Type.String({ minLength: 6, maxLength: 60 }) }),
  response: Type.Object({
    digits: Type.String(),
    kind: Type.Enum(passKinds),
    fromAt: Instant,
    untilAt: Instant,
    state: states,
    compound: PlaceShape,
    gates: Type.Array(Type.String()),
  }),
})
export type VisitorView = Static<typeof atPass.response>

export const askResidence = endpoint({
  id: 'facilities.ask_residence',
  method: 'POST',
  path: '/api/residences',
  summary: { zh: '申请确认住户', en: 'Ask to be confirmed as a resident' },
  body: Type.Object({
    /** A compound, or a building of it. */
    placeId: idSchema<'place'>(),
    home: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
  }),
  response: Done,
})

const residenceStates = ['asked', 'confirmed', 'refused', 'ended'] as const

export const ResidenceRow = Type.Object({
  id: idSchema<'residence'>(),
  compound: PlaceShape,
  /** In full while it waits, for who confirms; masked afterwards. */
  name: Type.String(),
  home: Type.String(),
  state: Type.Enum(residenceStates),
  why: nullable(Type.String()),
  askedAt: Instant,
})
export type ResidenceRow = Static<typeof ResidenceRow>

export const listResidences = endpoint({
  id: 'facilities.residences',
  method: 'GET',
  path: '/api/residences',
  summary: { zh: '住户确认', en: 'Residents to confirm' },
  query: Type.Object({ ...PageQuery, state: Type.Optional(Type.Enum(residenceStates)) }),
  response: pageOf(ResidenceRow),
})

export const settleResidence = endpoint({
  id: 'facilities.settle_residence',
  method: 'POST',
  path: '/api/residences/:residenceId/settle',
  summary: { zh: '确认、退回或结束', en: 'Confirm, refuse or end' },
  params: Type.Object({ residenceId: idSchema<'residence'>() }),
  body: Type.Object({
    step: Type.Enum(['confirm', 'refuse', 'end']),
    why: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  response: Done,
})
