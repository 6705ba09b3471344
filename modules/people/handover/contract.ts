import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../../kernel/contract/ids.ts'
import { ActingHowSchema, RoleSchema } from '../contract.ts'

/** How much of one kind waits with a post: counts and days, no title, no name of anybody. */
export const PostLoad = Type.Object({
  /** `<module>.<what>` */
  kind: Type.String(),
  words: WordsSchema,
  count: Type.Integer(),
  /** Of these, with a clock that runs: it runs on whoever holds the post. */
  running: Type.Integer(),
  overdue: Type.Integer(),
  /** When the next clock runs out; null where none runs, or all have. */
  nextDueAt: nullable(Instant),
})
export type PostLoad = Static<typeof PostLoad>

const NamedPerson = Type.Object({ personId: idSchema<'person'>(), name: Type.String() })
const NamedPost = Type.Object({
  id: idSchema<'post'>(),
  name: Type.String(),
  nameEn: Type.String(),
  role: RoleSchema,
  placeName: Type.String(),
  placeNameEn: Type.String(),
})

export const handoverStates = ['planned', 'done', 'cancelled', 'overtaken'] as const
export type HandoverState = (typeof handoverStates)[number]
const state = Type.Enum(handoverStates)

/** A hand-over as it stands in lists. */
export const HandoverView = Type.Object({
  id: idSchema<'handover'>(),
  post: NamedPost,
  /** Null: the post was empty. */
  from: nullable(NamedPerson),
  to: NamedPerson,
  fromAt: Instant,
  state,
  why: Type.String(),
  decidedBy: Type.String(),
  decidedAt: Instant,
  endedAt: nullable(Instant),
  /** The reader may call it off. */
  mayCancel: Type.Boolean(),
})
export type HandoverView = Static<typeof HandoverView>

/** What would go over with a post, before anything is written. Whoever may fill the post. */
export const previewHandover = endpoint({
  id: 'people.preview_handover',
  method: 'GET',
  path: '/api/posts/:postId/handover',
  summary: { zh: '岗位交接预览', en: 'What a hand-over of a post would pass on' },
  params: Type.Object({ postId: idSchema<'post'>() }),
  response: Type.Object({
    post: NamedPost,
    holder: nullable(Type.Object({ ...NamedPerson.properties, since: Instant })),
    acting: nullable(Type.Object({ ...NamedPerson.properties, how: ActingHowSchema })),
    /** The holder's absence ends with their tenure: a successor is not away. */
    absentUntil: nullable(Instant),
    going: Type.Array(PostLoad),
    planned: nullable(HandoverView),
  }),
})
export type HandoverPreview = Static<typeof previewHandover.response>

/** Passes a post on, today or on a later day. Administrator: any but to themselves; street and community: the posts below theirs. */
export const handOver = endpoint({
  id: 'people.hand_over',
  method: 'POST',
  path: '/api/posts/:postId/handover',
  summary: { zh: '岗位交接', en: 'Hand a post over' },
  params: Type.Object({ postId: idSchema<'post'>() }),
  body: Type.Object({
    personId: idSchema<'person'>(),
    /** The first day of the new holder; left out or today: from now on. A year ahead at most. */
    fromDay: Type.Optional(Day),
    why: Type.String({ minLength: 2, maxLength: 200 }),
    /** What the next one should know. Sealed; for both holders and who manages the post. */
    note: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  response: Type.Object({ handoverId: idSchema<'handover'>(), state }),
})

export const cancelHandover = endpoint({
  id: 'people.cancel_handover',
  method: 'DELETE',
  path: '/api/handovers/:handoverId',
  summary: { zh: '取消岗位交接', en: 'Call a hand-over off' },
  params: Type.Object({ handoverId: idSchema<'handover'>() }),
  response: Done,
})

/** Those of the posts that the reader manages, and those by which the reader got or gave a post; what is to come first. */
export const listHandovers = endpoint({
  id: 'people.handovers',
  method: 'GET',
  path: '/api/handovers',
  summary: { zh: '岗位交接记录', en: 'Hand-overs of posts' },
  query: Type.Object({ ...PageQuery, state: Type.Optional(state) }),
  response: pageOf(HandoverView),
})

/** One hand-over with its note: for both holders and who manages the post. */
export const getHandover = endpoint({
  id: 'people.handover',
  method: 'GET',
  path: '/api/handovers/:handoverId',
  summary: { zh: '一次岗位交接', en: 'A hand-over' },
  params: Type.Object({ handoverId: idSchema<'handover'>() }),
  response: Type.Object({
    ...HandoverView.properties,
    note: Type.String(),
    /** What went over, or would today. */
    passed: Type.Array(PostLoad),
  }),
})

/** Posts that nobody holds, by place, with what waits in them: for who manages them. Shown until somebody is appointed. */
export const listVacancies = endpoint({
  id: 'people.vacancies',
  method: 'GET',
  path: '/api/vacancies',
  summary: { zh: '空缺岗位', en: 'Empty posts' },
  query: Type.Object({ ...PageQuery, placeId: Type.Optional(idSchema<'place'>()) }),
  response: pageOf(
    Type.Object({
      post: NamedPost,
      kindName: WordsSchema,
      /** When the last holder left; null where nobody ever held it. */
      since: nullable(Instant),
      acting: nullable(NamedPerson),
      waiting: Type.Array(PostLoad),
      /** Somebody comes on a day. */
      planned: nullable(Type.Object({ id: idSchema<'handover'>(), to: NamedPerson, fromAt: Instant })),
      mayFill: Type.Boolean(),
    }),
  ),
})
export type Vacancy = Static<typeof listVacancies.response>['rows'][number]

/** Who held a post from when to when, the newest first; a hundred at most. */
export const listTenures = endpoint({
  id: 'people.tenures',
  method: 'GET',
  path: '/api/posts/:postId/tenures',
  summary: { zh: '历任', en: 'Who has held a post' },
  params: Type.Object({ postId: idSchema<'post'>() }),
  response: Type.Object({
    tenures: Type.Array(Type.Object({ ...NamedPerson.properties, fromAt: Instant, toAt: nullable(Instant) })),
  }),
})
