import { type Static, Type } from 'typebox'
import { nullable } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { count, fen, ItemIdSchema, Named, PlaceNamed, Point } from './parts.ts'
import { workClasses } from './work-items.ts'
import { facilityKinds, phases } from './work-kinds.ts'

/** An idea that something came from, as the module of ideas shows it. */
export const IdeaOrigin = Type.Object({
  id: idSchema<'idea'>(),
  title: Type.String(),
  callTitle: Type.String(),
  /** Masked; null where it is kept from the public. */
  author: nullable(Type.String()),
  /** Heads: authors of it and of what was merged into it. */
  authors: count,
  endorsements: count,
  costFen: nullable(fen),
})
export type IdeaOrigin = Static<typeof IdeaOrigin>

/** A matter that was taken into a project. */
export const MatterOrigin = Type.Object({
  id: idSchema<'matter'>(),
  number: Type.String(),
  title: Type.String(),
  category: WordsSchema,
  place: PlaceNamed,
  state: Type.String(),
  open: Type.Boolean(),
})
export type MatterOrigin = Static<typeof MatterOrigin>

export const ItemView = Type.Object({
  id: ItemIdSchema,
  /** Of `work-items.ts`. */
  code: Type.String(),
  class: Type.Enum(workClasses),
  place: PlaceNamed,
  words: Type.String(),
  plannedFen: nullable(fen),
  finalFen: nullable(fen),
  paidFen: fen,
  /** Neighbours chose it by a vote. */
  byVote: Type.Boolean(),
  ideas: Type.Array(IdeaOrigin),
  hazards: Type.Array(MatterOrigin),
  dropped: nullable(Type.Object({ why: Type.String(), at: Instant })),
})
export type ItemView = Static<typeof ItemView>

export const PhotoView = Type.Object({
  id: idSchema<'renewal_photo'>(),
  phase: Type.Enum(phases),
  fileId: idSchema<'file'>(),
  onDay: Day,
  words: nullable(Type.String()),
  by: Type.Object(Named),
})
export type PhotoView = Static<typeof PhotoView>

/** A spot that is pictured again and again from where one stood before. */
export const SpotView = Type.Object({
  id: idSchema<'renewal_spot'>(),
  name: Type.String(),
  place: PlaceNamed,
  point: nullable(Point),
  itemId: nullable(ItemIdSchema),
  photos: Type.Array(PhotoView),
})
export type SpotView = Static<typeof SpotView>

export const FacilityView = Type.Object({
  id: idSchema<'renewal_facility'>(),
  itemId: ItemIdSchema,
  kind: Type.Enum(facilityKinds),
  name: Type.String(),
  place: PlaceNamed,
  point: Point,
  keeper: Type.Object({ postId: idSchema<'post'>(), ...Named }),
  /** Days between two inspections. */
  rhythmDays: Type.Integer({ minimum: 1, maximum: 366 }),
  /** Of the module of facilities, once it was handed over. */
  facilityId: nullable(idSchema<'facility'>()),
})
export type FacilityView = Static<typeof FacilityView>

/** A post that may keep a facility. */
export const KeeperRow = Type.Object({ id: idSchema<'post'>(), ...Named })
