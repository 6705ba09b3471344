import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'

const Why = Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' })

/** How long each kind is kept, what falls due, what was erased; and the legal holds that stand. */
export const getRetention = endpoint({
  id: 'privacy.retention',
  method: 'GET',
  path: '/api/privacy/retention',
  summary: { zh: '保存期限', en: 'How long data are kept' },
  response: Type.Object({
    rules: Type.Array(
      Type.Object({
        code: Type.String(),
        words: WordsSchema,
        since: WordsSchema,
        law: WordsSchema,
        keepDays: Type.Integer(),
        least: Type.Integer(),
        /** Null: what every tenant begins with. */
        fromOn: nullable(Day),
        /** One that was saved and begins later. */
        next: nullable(Type.Object({ keepDays: Type.Integer(), fromOn: Day })),
        dueNow: Type.Integer(),
        /** Within 30 days, with what is due now. */
        dueSoon: Type.Integer(),
        erased: Type.Integer(),
        lastErasedAt: nullable(Instant),
      }),
    ),
    holds: Type.Array(
      Type.Object({
        id: idSchema<'privacy_hold'>(),
        number: Type.String(),
        why: Type.String(),
        fromAt: Instant,
      }),
    ),
  }),
})
export type Retention = Static<typeof getRetention.response>

export const saveRule = endpoint({
  id: 'privacy.save_rule',
  method: 'POST',
  path: '/api/privacy/rules',
  summary: { zh: '改保存期限', en: 'Change how long data are kept' },
  body: Type.Object({
    code: Type.String({ maxLength: 60 }),
    keepDays: Type.Integer({ minimum: 1, maximum: 36500 }),
    /** Today or later. */
    fromOn: Day,
    why: Why,
  }),
  response: Done,
})

export const setHold = endpoint({
  id: 'privacy.set_hold',
  method: 'POST',
  path: '/api/privacy/holds',
  summary: { zh: '登记保全', en: 'Set a legal hold' },
  body: Type.Object({ number: Type.String({ minLength: 1, maxLength: 40 }), why: Why }),
  response: Type.Object({ id: idSchema<'privacy_hold'>() }),
})

export const liftHold = endpoint({
  id: 'privacy.lift_hold',
  method: 'POST',
  path: '/api/privacy/holds/:holdId/lift',
  summary: { zh: '解除保全', en: 'Lift a legal hold' },
  params: Type.Object({ holdId: idSchema<'privacy_hold'>() }),
  body: Type.Object({ why: Why }),
  response: Done,
})
