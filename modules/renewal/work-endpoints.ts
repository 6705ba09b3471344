import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema } from '../../kernel/contract/ids.ts'
import { fen, here, ItemIdSchema, Point, ProjectIdSchema, words } from './parts.ts'
import { facilityKinds, phases } from './work-kinds.ts'

const SpotId = idSchema<'renewal_spot'>()
const PhotoId = idSchema<'renewal_photo'>()
const FacilityId = idSchema<'renewal_facility'>()
const ofItem = { params: Type.Object({ projectId: ProjectIdSchema, itemId: ItemIdSchema }) }

const item = {
  /** Of `work-items.ts`. */
  code: Type.String({ minLength: 3, maxLength: 4 }),
  /** The project's own place, one that it touches, or one below these. */
  placeId: idSchema<'place'>(),
  words: words(500),
  plannedFen: Type.Optional(nullable(fen)),
  finalFen: Type.Optional(nullable(fen)),
  byVote: Type.Optional(Type.Boolean()),
  ideaIds: Type.Optional(Type.Array(idSchema<'idea'>(), { maxItems: 60, uniqueItems: true })),
  hazardIds: Type.Optional(Type.Array(idSchema<'matter'>(), { maxItems: 60, uniqueItems: true })),
}

export const ItemBody = Type.Object({ id: Type.Optional(ItemIdSchema), ...item })
export type ItemBody = Static<typeof ItemBody>

export const addItem = endpoint({
  id: 'renewal.add_item',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/items',
  summary: { zh: '添加改造内容', en: 'Add a work item' },
  ...here,
  body: ItemBody,
  response: Type.Object({ id: ItemIdSchema }),
})

export const ChangeItemBody = Type.Partial(Type.Object(item))
export type ChangeItemBody = Static<typeof ChangeItemBody>

export const changeItem = endpoint({
  id: 'renewal.change_item',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/items/:itemId/change',
  summary: { zh: '修改改造内容', en: 'Change a work item' },
  ...ofItem,
  body: ChangeItemBody,
  response: Done,
})

/** Not once money was paid for it. Its ideas and hazards are free again. */
export const dropItem = endpoint({
  id: 'renewal.drop_item',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/items/:itemId/drop',
  summary: { zh: '取消改造内容', en: 'Drop a work item' },
  ...ofItem,
  body: Type.Object({ why: words(300) }),
  response: Done,
})

export const SpotBody = Type.Object({
  id: Type.Optional(SpotId),
  name: words(60),
  placeId: idSchema<'place'>(),
  point: Type.Optional(nullable(Point)),
  itemId: Type.Optional(nullable(ItemIdSchema)),
})
export type SpotBody = Static<typeof SpotBody>

export const addSpot = endpoint({
  id: 'renewal.add_spot',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/spots',
  summary: { zh: '添加拍照点', en: 'Add a spot for photos' },
  ...here,
  body: SpotBody,
  response: Type.Object({ id: SpotId }),
})

export const PhotoBody = Type.Object({
  id: Type.Optional(PhotoId),
  phase: Type.Enum(phases),
  fileId: idSchema<'file'>(),
  onDay: Day,
  words: Type.Optional(words(200)),
})
export type PhotoBody = Static<typeof PhotoBody>

/** By who runs the project, or by a grid worker, compound secretary or building lead of the place. */
export const addPhoto = endpoint({
  id: 'renewal.add_photo',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/spots/:spotId/photos',
  summary: { zh: '添加照片', en: 'Add a photo of a spot' },
  params: Type.Object({ projectId: ProjectIdSchema, spotId: SpotId }),
  body: PhotoBody,
  response: Type.Object({ id: PhotoId }),
})

export const FacilityBody = Type.Object({
  id: Type.Optional(FacilityId),
  itemId: ItemIdSchema,
  kind: Type.Enum(facilityKinds),
  name: words(60),
  /** A compound or a building of the project. */
  placeId: idSchema<'place'>(),
  point: Point,
  keeperPostId: idSchema<'post'>(),
  rhythmDays: Type.Integer({ minimum: 1, maximum: 366 }),
})
export type FacilityBody = Static<typeof FacilityBody>

/** What is handed over; until the handover is finished it may be taken off the list again. */
export const addFacility = endpoint({
  id: 'renewal.add_facility',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/facilities',
  summary: { zh: '登记移交设施', en: 'List a facility for handover' },
  ...here,
  body: FacilityBody,
  response: Type.Object({ id: FacilityId }),
})

export const removeFacility = endpoint({
  id: 'renewal.remove_facility',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/facilities/:facilityId/remove',
  summary: { zh: '移出移交清单', en: 'Take a facility off the list' },
  params: Type.Object({ projectId: ProjectIdSchema, facilityId: FacilityId }),
  body: Type.Object({}),
  response: Done,
})
