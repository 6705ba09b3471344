import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { heardStates, heardSteps } from './heard/heard.ts'
import { PlaceQuery, PlaceShape, Reason, VolunteerIdSchema } from './shapes.ts'

const HeardIdSchema = idSchema<'offer_heard'>()

const HeardRow = Type.Object({
  id: HeardIdSchema,
  place: PlaceShape,
  /** The compound around it: many have a building of the same name. */
  compound: nullable(PlaceShape),
  householdId: nullable(idSchema<'household'>()),
  /** For who may read the household; its door and what was said there. */
  door: nullable(Type.String()),
  words: nullable(Type.String()),
  /** The post that heard it. */
  by: nullable(WordsSchema),
  heardAt: Instant,
  state: Type.Enum(heardStates),
  why: nullable(Type.String()),
  /** Who they became, masked. */
  volunteer: nullable(Type.Object({ id: VolunteerIdSchema, name: Type.String() })),
})
export type HeardRow = Static<typeof HeardRow>

/** Residents who said at a visit that they would like to help; the longest waiting first. For who is in charge alone. */
export const listHeard = endpoint({
  id: 'neighbours.heard',
  method: 'GET',
  path: '/api/neighbours/offers-heard',
  summary: { zh: '有意愿的居民', en: 'Would like to help' },
  query: Type.Object({ ...PageQuery, ...PlaceQuery, show: Type.Optional(Type.Enum(heardStates)) }),
  response: pageOf(HeardRow),
})

export const stepHeard = endpoint({
  id: 'neighbours.step_heard',
  method: 'POST',
  path: '/api/neighbours/offers-heard/:heardId',
  summary: { zh: '已邀请、已加入、暂不', en: 'Invited, joined, not now' },
  params: Type.Object({ heardId: HeardIdSchema }),
  body: Type.Object({
    step: Type.Enum(heardSteps),
    /** Needed for “not now”. */
    why: Type.Optional(Reason),
    /** Needed for “joined”: who they are in the list of volunteers. */
    volunteerId: Type.Optional(VolunteerIdSchema),
  }),
  response: Done,
})
