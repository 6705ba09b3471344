import { type Static, Type } from 'typebox'
import { endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { MyPairing, WishRow } from './pairing-endpoints.ts'
import { PlaceShape, TeamIdSchema, VolunteerIdSchema } from './shapes.ts'
import { OfferBody } from './volunteer-endpoints.ts'

export type {
  ContactId,
  HeardId,
  MemberId,
  PairingId,
  SkillId,
  TeamId,
  ThanksId,
  VolunteerId,
  WishId,
} from './events.ts'
export * from './heard-endpoints.ts'
export * from './pairing-endpoints.ts'
export { helpPurpose, PairingIdSchema, TeamIdSchema, VolunteerIdSchema, wishPurpose } from './shapes.ts'
export * from './team-endpoints.ts'
export * from './volunteer-endpoints.ts'

/** What somebody's own pages begin with. */
export const mine = endpoint({
  id: 'neighbours.mine',
  method: 'GET',
  path: '/api/neighbours/me',
  summary: { zh: '我的邻里', en: 'My neighbourhood' },
  response: Type.Object({
    /** What I said; null: I offered nothing, or stopped. */
    offer: nullable(Type.Object({ id: VolunteerIdSchema, place: PlaceShape, ...OfferBody.properties })),
    home: nullable(PlaceShape),
    wishes: Type.Array(WishRow),
    /** Asked of me or running first. */
    pairings: Type.Array(MyPairing),
    teams: Type.Array(
      Type.Object({ id: TeamIdSchema, name: Type.String(), leads: Type.Boolean(), state: Type.String() }),
    ),
  }),
})
export type Mine = Static<typeof mine.response>
