import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, Named, WordsSchema } from '../../../kernel/contract/ids.ts'
import { PairingIdSchema, TeamIdSchema, VolunteerIdSchema } from '../contract.ts'
import { dayMinutes, entryKinds, purposes } from './hours.ts'

const text = (most: number) => Type.String({ minLength: 1, maxLength: most, pattern: '\\S' })
const EntryIdSchema = idSchema<'hours_entry'>()
const GatheringIdSchema = idSchema<'gathering'>()
const count = Type.Integer({ minimum: 0 })
const minutes = Type.Integer({ minimum: 0, maximum: dayMinutes })

/** An entry as lists show it. */
export const EntryRow = Type.Object({
  id: EntryIdSchema,
  volunteerId: VolunteerIdSchema,
  /** Masked: 张*明. */
  name: Type.String(),
  kind: Type.Enum(entryKinds),
  purpose: Type.Enum(purposes),
  /** Less than 0 for a counter-entry. */
  minutes: Type.Integer(),
  onDay: Day,
  content: Type.String(),
  team: nullable(Type.String()),
  why: nullable(Type.String()),
  /** It was taken back by a counter-entry. */
  takenBack: Type.Boolean(),
  /** Its times overlap those of another entry of the person. */
  overlaps: Type.Boolean(),
})
export type EntryRow = Static<typeof EntryRow>

export const HoursFilter = {
  volunteerId: Type.Optional(VolunteerIdSchema),
  teamId: Type.Optional(TeamIdSchema),
  kind: Type.Optional(Type.Array(Type.Enum(entryKinds))),
  purpose: Type.Optional(Type.Array(Type.Enum(purposes))),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  placeId: Type.Optional(idSchema<'place'>()),
  overlaps: Type.Optional(Type.Boolean()),
  /** Service that was not taken back. */
  standing: Type.Optional(Type.Boolean()),
}
const FilterSchema = Type.Object(HoursFilter)
export type HoursFilter = Static<typeof FilterSchema>

const Pending = Type.Object({
  id: GatheringIdSchema,
  title: Type.String(),
  team: Type.String(),
  endsAt: Instant,
  people: count,
})
const Objection = Type.Object({
  id: idSchema<'hours_objection'>(),
  name: Type.String(),
  words: Type.String(),
  at: Instant,
  entry: nullable(Type.Object({ id: EntryIdSchema, content: Type.String(), onDay: Day, minutes: Type.Integer() })),
})

/** What waits for who keeps the hours. */
export const hoursNext = endpoint({
  id: 'neighbours.hours_next',
  method: 'GET',
  path: '/api/hours/next',
  summary: { zh: '待办：时长确认、异议、证明申请', en: 'Hours to confirm, objections, certificates asked for' },
  response: Type.Object({
    activities: Type.Array(Pending),
    objections: Type.Array(Objection),
    certificatesAsked: count,
    /** Issued ones whose entries were corrected since. */
    certificatesStale: count,
  }),
})
export type HoursNext = Static<typeof hoursNext.response>

export const listHours = endpoint({
  id: 'neighbours.hours_list',
  method: 'GET',
  path: '/api/hours',
  summary: { zh: '时长台账', en: 'The ledger of hours' },
  query: Type.Object({ ...PageQuery, ...HoursFilter }),
  response: Type.Object({
    ...pageOf(EntryRow).properties,
    /** Of service, counter-entries taken off. */ minutes: Type.Integer(),
  }),
})

export const exportHours = endpoint({
  id: 'neighbours.hours_export',
  method: 'GET',
  path: '/api/hours/export.xlsx',
  summary: { zh: '导出时长台账', en: 'Export the ledger of hours' },
  query: FilterSchema,
  produces: 'bytes',
  hands: 'export',
})

/** Volunteers of the actor's places by part of the name, to record help for them. */
export const hoursVolunteers = endpoint({
  id: 'neighbours.hours_volunteers',
  method: 'GET',
  path: '/api/hours/volunteers',
  summary: { zh: '查找志愿者', en: 'Find a volunteer' },
  query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 20 })) }),
  response: Type.Object({
    rows: Type.Array(
      Type.Object({
        id: VolunteerIdSchema,
        name: Type.String(),
        place: Named,
      }),
    ),
  }),
})

export const recordHours = endpoint({
  id: 'neighbours.hours_record',
  method: 'POST',
  path: '/api/hours',
  summary: { zh: '记录时长、培训、表彰', en: 'Record hours, training, honours' },
  body: Type.Object({
    volunteerId: VolunteerIdSchema,
    kind: Type.Enum(['service', 'training', 'honour'] as const),
    purpose: Type.Enum(['pairing', 'team', 'other'] as const),
    onDay: Day,
    /** 0 for an honour. */
    minutes,
    content: text(200),
    pairingId: Type.Optional(PairingIdSchema),
    teamId: Type.Optional(TeamIdSchema),
  }),
  response: Type.Object({ id: EntryIdSchema }),
})
export type RecordBody = Static<typeof recordHours.body>

export const correctHours = endpoint({
  id: 'neighbours.hours_correct',
  method: 'POST',
  path: '/api/hours/:entryId/correct',
  summary: { zh: '更正时长', en: 'Correct an entry' },
  params: Type.Object({ entryId: EntryIdSchema }),
  /** What is right; 0: nothing of it. */
  body: Type.Object({ minutes, why: text(200) }),
  response: Done,
})
export type CorrectBody = Static<typeof correctHours.body>

const atActivity = { params: Type.Object({ gatheringId: GatheringIdSchema }) }

/** For its team's leader and for who keeps the hours. */
export const getActivityHours = endpoint({
  id: 'neighbours.hours_activity',
  method: 'GET',
  path: '/api/hours/activities/:gatheringId',
  summary: { zh: '活动时长', en: 'Hours of an activity' },
  ...atActivity,
  response: Type.Object({
    id: GatheringIdSchema,
    title: Type.String(),
    team: Type.String(),
    startsAt: Instant,
    endsAt: Instant,
    people: Type.Array(
      Type.Object({
        volunteerId: VolunteerIdSchema,
        name: Type.String(),
        checkedInAt: Instant,
        proposed: minutes,
        /** What stands; null: not settled. */
        recorded: nullable(Type.Integer()),
        /** The reader's own: somebody else confirms it. */
        own: Type.Boolean(),
      }),
    ),
  }),
})
export type ActivityView = Static<typeof getActivityHours.response>

export const confirmActivityHours = endpoint({
  id: 'neighbours.hours_confirm',
  method: 'POST',
  path: '/api/hours/activities/:gatheringId/confirm',
  summary: { zh: '确认活动时长', en: 'Confirm the hours of an activity' },
  ...atActivity,
  body: Type.Object({
    /** Those that differ from what is proposed; 0: did not serve. */
    changes: Type.Optional(Type.Array(Type.Object({ volunteerId: VolunteerIdSchema, minutes }), { maxItems: 500 })),
  }),
  response: Type.Object({ confirmed: count }),
})
export type ConfirmBody = Static<typeof confirmActivityHours.body>

export const answerObjection = endpoint({
  id: 'neighbours.hours_answer',
  method: 'POST',
  path: '/api/hours/objections/:objectionId/answer',
  summary: { zh: '答复异议', en: 'Answer an objection' },
  params: Type.Object({ objectionId: idSchema<'hours_objection'>() }),
  /** With minutes its entry is corrected to them. */
  body: Type.Object({ words: text(300), minutes: Type.Optional(minutes) }),
  response: Done,
})
export type AnswerBody = Static<typeof answerObjection.body>

const Level = Type.Object({ hours: Type.Integer({ minimum: 1, maximum: 100_000 }), name: WordsSchema })
const Settings = Type.Object({
  levels: Type.Array(Level, { maxItems: 10 }),
  source: Type.String({ maxLength: 200 }),
  exchangeOn: Type.Boolean(),
  expiryMonths: Type.Integer({ minimum: 1, maximum: 600 }),
})

export const getHoursSettings = endpoint({
  id: 'neighbours.hours_settings',
  method: 'GET',
  path: '/api/hours/settings',
  summary: { zh: '星级与时间银行设置', en: 'Levels and exchange' },
  response: Settings,
})
export const setHoursSettings = endpoint({
  id: 'neighbours.set_hours_settings',
  method: 'POST',
  path: '/api/hours/settings',
  summary: { zh: '修改星级与时间银行设置', en: 'Change levels and exchange' },
  body: Settings,
  response: Done,
})

/** One's own record: sum, level, entries, objections, certificates, account. */
export const myHours = endpoint({
  id: 'neighbours.my_hours',
  method: 'GET',
  path: '/api/my-hours',
  summary: { zh: '我的服务时长', en: 'My hours' },
  response: Type.Object({
    /** Null: not a volunteer. */
    volunteerId: nullable(VolunteerIdSchema),
    minutes: Type.Integer(),
    stars: count,
    level: nullable(Level),
    nextLevel: nullable(Level),
    source: Type.String(),
    entries: Type.Array(
      Type.Object({
        ...{ id: EntryIdSchema, kind: Type.Enum(entryKinds), purpose: Type.Enum(purposes), minutes: Type.Integer() },
        ...{ onDay: Day, content: Type.String(), why: nullable(Type.String()), takenBack: Type.Boolean() },
        objection: nullable(
          Type.Object({
            state: Type.Enum(['open', 'corrected', 'stands'] as const),
            words: Type.String(),
            answer: nullable(Type.String()),
          }),
        ),
      }),
    ),
    /** About something that is missing. */
    otherObjections: Type.Array(
      Type.Object({
        state: Type.Enum(['open', 'corrected', 'stands'] as const),
        words: Type.String(),
        answer: nullable(Type.String()),
      }),
    ),
    /** Activities of teams that I lead whose hours wait for me. */
    toConfirm: Type.Array(Pending),
    /** Null where the tenant has none. */
    account: nullable(
      Type.Object({
        balance: count,
        expiryMonths: count,
        lots: Type.Array(Type.Object({ onDay: Day, left: count })),
        /** Pairings in which I am helped: what I can pay for. */
        pairings: Type.Array(Type.Object({ id: PairingIdSchema, kind: Type.String(), since: Instant })),
      }),
    ),
  }),
})
export type MyHours = Static<typeof myHours.response>

export const objectHours = endpoint({
  id: 'neighbours.hours_object',
  method: 'POST',
  path: '/api/my-hours/object',
  summary: { zh: '对时长提出异议', en: 'Say that hours are wrong or missing' },
  body: Type.Object({ entryId: Type.Optional(EntryIdSchema), words: text(300) }),
  response: Type.Object({ id: idSchema<'hours_objection'>() }),
})
export type ObjectBody = Static<typeof objectHours.body>

export const spendMinutes = endpoint({
  id: 'neighbours.minutes_spend',
  method: 'POST',
  path: '/api/my-hours/spend',
  summary: { zh: '用时长兑换服务', en: 'Pay for help with minutes' },
  body: Type.Object({ pairingId: PairingIdSchema, minutes: Type.Integer({ minimum: 1, maximum: dayMinutes }) }),
  response: Type.Object({ balance: count }),
})
