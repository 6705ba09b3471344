import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Instant, idSchema, Named, WordsSchema } from '../../kernel/contract/ids.ts'
import { kinds } from './watched.ts'

const Day = Type.String({ format: 'date' })
export const AuditRow = Type.Object({
  id: Type.String(),
  at: Instant,
  kind: Type.Enum(kinds),
  words: WordsSchema,
  /** Who did it; null: the system, or somebody without an account. Residents' names are masked. */
  who: nullable(Type.Object({ id: idSchema<'person'>(), name: Type.String() })),
  post: nullable(Named),
  /** Whose account, post or rights it was about. */
  about: nullable(Type.Object({ id: idSchema<'person'>(), name: Type.String() })),
  /** As it was given. */
  reason: nullable(Type.String()),
  /** What else there is to say: which list, how many rows, why it failed. */
  facts: Type.Array(WordsSchema),
})
export type AuditRow = Static<typeof AuditRow>

/** Who saw, changed, exported, revealed what; the newest first. Without days: the last 30. */
export const listAudit = endpoint({
  id: 'audit.list',
  method: 'GET',
  path: '/api/audit',
  summary: { zh: '审计', en: 'Audit' },
  query: Type.Object({
    ...PageQuery,
    kind: Type.Optional(Type.Enum(kinds)),
    /** Part of the name of who did it, or whom it was about. */
    person: Type.Optional(Type.String({ maxLength: 60 })),
    /** Where the post stands by which it was done: there or below. */
    placeId: Type.Optional(idSchema<'place'>()),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    /** In reasons and in what is told. */
    words: Type.Optional(Type.String({ maxLength: 60 })),
  }),
  response: pageOf(AuditRow),
})

/** Streets and communities, to narrow the list by. */
export const listAreas = endpoint({
  id: 'audit.areas',
  method: 'GET',
  path: '/api/audit/areas',
  summary: { zh: '审计可选的地点', en: 'Places to narrow the audit by' },
  response: Type.Object({
    areas: Type.Array(Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() })),
  }),
})

const limits = {
  /** More reveals or exports than this in an hour by one person. */
  reveals: Type.Integer({ minimum: 1, maximum: 1000 }),
  exports: Type.Integer({ minimum: 1, maximum: 1000 }),
  /** Failed sign-ins of more accounts than this in an hour from one address. */
  accounts: Type.Integer({ minimum: 2, maximum: 1000 }),
  newDevice: Type.Boolean(),
}
export const AlarmLimits = Type.Object(limits)
export type AlarmLimits = Static<typeof AlarmLimits>

export const getSettings = endpoint({
  id: 'audit.settings',
  method: 'GET',
  path: '/api/audit/settings',
  summary: { zh: '警报设置', en: 'Settings of alarms' },
  response: Type.Object({ ...limits, savedAt: nullable(Instant) }),
})
export type SettingsView = Static<typeof getSettings.response>

export const saveSettings = endpoint({
  id: 'audit.save_settings',
  method: 'POST',
  path: '/api/audit/settings',
  summary: { zh: '保存警报设置', en: 'Save the settings of alarms' },
  body: AlarmLimits,
  response: Done,
})
