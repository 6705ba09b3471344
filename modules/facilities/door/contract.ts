import { type Static, Type } from 'typebox'
import { endpoint, nullable } from '../../../kernel/contract/endpoint.ts'
import { Instant } from '../../../kernel/contract/ids.ts'
import { refusals } from '../passes/pass.ts'

export const eventIdSchema = Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' })
const faultCode = Type.String({ pattern: '^[a-z0-9_.-]{1,40}$' })
const head = { id: eventIdSchema, at: Instant }
const strict = { additionalProperties: false }

export const ways = ['pass', 'manual', 'resident'] as const

/** What a device tells. No plates and no names: what else is sent is refused. */
export const DeviceEvent = Type.Union([
  Type.Object({ ...head, type: Type.Literal('opened'), way: Type.Optional(Type.Enum(ways)) }, strict),
  Type.Object({ ...head, type: Type.Literal('closed') }, strict),
  Type.Object(
    { ...head, type: Type.Literal('fault'), code: faultCode, words: Type.Optional(Type.String({ maxLength: 200 })) },
    strict,
  ),
  Type.Object({ ...head, type: Type.Literal('fault_cleared'), code: faultCode }, strict),
  Type.Object({ ...head, type: Type.Literal('heartbeat') }, strict),
])
export type DeviceEvent = Static<typeof DeviceEvent>

export const EventsBody = Type.Object({ events: Type.Array(DeviceEvent, { minItems: 1, maxItems: 100 }) }, strict)

/** Signed; see docs/device-door.md. An event that was sent before is accepted again and has no second effect. */
export const deviceEvents = endpoint({
  id: 'facilities.device_events',
  method: 'POST',
  path: '/device/v1/events',
  summary: { zh: '设备上报', en: 'A device tells' },
  consumes: 'signed',
  body: EventsBody,
  response: Type.Object({ accepted: Type.Integer(), serverTime: Instant }),
})

export const CheckBody = Type.Object(
  {
    /** Made by the device for this asking; asked again under it, the answer is the same. */
    id: eventIdSchema,
    /** What was scanned or typed: the address in the QR code, or eight digits. */
    code: Type.String({ minLength: 1, maxLength: 300 }),
  },
  strict,
)

export const checkPass = endpoint({
  id: 'facilities.check_pass',
  method: 'POST',
  path: '/device/v1/passes/check',
  summary: { zh: '设备核验通行码', en: 'A device checks a pass' },
  consumes: 'signed',
  body: CheckBody,
  response: Type.Object({ allowed: Type.Boolean(), reason: nullable(Type.Enum(refusals)) }),
})
export type CheckAnswer = Static<typeof checkPass.response>
