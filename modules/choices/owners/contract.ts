import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../../kernel/contract/ids.ts'
import { AreaSourceSchema, area, count, OwnerIdSchema, OwnerKindSchema, PlaceShape } from '../shapes.ts'

const words = (most: number) => Type.String({ minLength: 1, maxLength: most })
const inCompound = { params: Type.Object({ compoundId: idSchema<'place'>() }) }
const ofOwner = { params: Type.Object({ ownerId: OwnerIdSchema }) }

export const CompoundRow = Type.Object({
  ...PlaceShape.properties,
  community: Type.String(),
  communityEn: Type.String(),
  /** Rooms that the tree of places knows, and those of them that an owner holds in the register. */
  roomsKnown: count,
  rooms: count,
  heads: count,
  areaCm2: area,
  questions: count,
})
export type CompoundRow = Static<typeof CompoundRow>

/** The compounds of my places with what their registers come to. */
export const listCompounds = endpoint({
  id: 'choices.compounds',
  method: 'GET',
  path: '/api/choices/compounds',
  summary: { zh: '各小区业主名册', en: 'Registers of owners' },
  response: Type.Object({ rows: Type.Array(CompoundRow) }),
})

export const HoldingView = Type.Object({
  id: idSchema<'holding'>(),
  building: PlaceShape,
  unit: Type.String(),
  number: Type.String(),
  areaCm2: area,
  areaSource: AreaSourceSchema,
  fromOn: Day,
  toOn: nullable(Day),
})
export type HoldingView = Static<typeof HoldingView>

export const OwnerRow = Type.Object({
  id: OwnerIdSchema,
  kind: OwnerKindSchema,
  /** Masked. */
  name: Type.String(),
  phone: nullable(Type.String()),
  areaCm2: area,
  holdings: Type.Array(HoldingView),
})
export type OwnerRow = Static<typeof OwnerRow>

/** The register of one compound, a row a head. */
export const listOwners = endpoint({
  id: 'choices.owners',
  method: 'GET',
  path: '/api/choices/compounds/:compoundId/owners',
  summary: { zh: '业主名册', en: 'Register of owners' },
  ...inCompound,
  query: Type.Object({
    ...PageQuery,
    /** A whole name or phone, or part of a room. */
    q: Type.Optional(Type.String({ maxLength: 40 })),
    kind: Type.Optional(OwnerKindSchema),
  }),
  response: Type.Object({
    ...pageOf(OwnerRow).properties,
    compound: CompoundRow,
    buildings: Type.Array(PlaceShape),
    mayKeep: Type.Boolean(),
  }),
})

/** A room that an owner holds. A room that the tree of places does not know is added to it. */
export const RoomBody = Type.Object({
  buildingId: idSchema<'place'>(),
  unit: Type.String({ maxLength: 20 }),
  number: words(20),
  areaCm2: Type.Integer({ minimum: 1, maximum: 100_000_000_000 }),
  areaSource: AreaSourceSchema,
  /** Today unless told; never a day that lies ahead. */
  fromOn: Type.Optional(Day),
})
export type RoomBody = Static<typeof RoomBody>

const person = {
  kind: OwnerKindSchema,
  name: words(100),
  phone: Type.Optional(nullable(Type.String({ maxLength: 30 }))),
}

export const addOwner = endpoint({
  id: 'choices.add_owner',
  method: 'POST',
  path: '/api/choices/compounds/:compoundId/owners',
  summary: { zh: '登记业主', en: 'Register an owner' },
  ...inCompound,
  body: Type.Object({ ...person, rooms: Type.Array(RoomBody, { minItems: 1, maxItems: 200 }) }),
  response: Type.Object({ id: OwnerIdSchema }),
})

export const OwnerView = Type.Object({
  ...OwnerRow.properties,
  compound: PlaceShape,
  corrections: Type.Array(Type.Object({ why: Type.String(), by: Type.String(), at: Instant })),
  mayKeep: Type.Boolean(),
})
export type OwnerView = Static<typeof OwnerView>

export const getOwner = endpoint({
  id: 'choices.owner',
  method: 'GET',
  path: '/api/choices/owners/:ownerId',
  summary: { zh: '一位业主', en: 'One owner' },
  ...ofOwner,
  response: OwnerView,
})

/** Puts name, phone or kind right; what is left out stays. */
export const correctOwner = endpoint({
  id: 'choices.correct_owner',
  method: 'POST',
  path: '/api/choices/owners/:ownerId/correct',
  summary: { zh: '更正业主', en: 'Put an owner right' },
  ...ofOwner,
  body: Type.Object({ ...Type.Partial(Type.Object(person)).properties, why: words(300) }),
  response: Done,
})

export const addRoom = endpoint({
  id: 'choices.add_room',
  method: 'POST',
  path: '/api/choices/owners/:ownerId/rooms',
  summary: { zh: '增加房屋', en: 'Add a room to an owner' },
  ...ofOwner,
  body: Type.Object({ ...RoomBody.properties, why: words(300) }),
  response: Done,
})

/** Puts an area right, or ends a holding, as of today at the latest: sold, or never theirs. */
export const correctRoom = endpoint({
  id: 'choices.correct_room',
  method: 'POST',
  path: '/api/choices/owners/:ownerId/rooms/:holdingId',
  summary: { zh: '更正房屋', en: 'Put a room of an owner right' },
  params: Type.Object({ ownerId: OwnerIdSchema, holdingId: idSchema<'holding'>() }),
  body: Type.Object({
    areaCm2: Type.Optional(RoomBody.properties.areaCm2),
    areaSource: Type.Optional(AreaSourceSchema),
    toOn: Type.Optional(Day),
    why: words(300),
  }),
  response: Done,
})

export const revealOwner = endpoint({
  id: 'choices.reveal_owner',
  method: 'POST',
  path: '/api/choices/owners/:ownerId/reveal',
  summary: { zh: '查看完整姓名和电话', en: 'Show the full name and phone' },
  ...ofOwner,
  body: Type.Object({ reason: words(300) }),
  response: Type.Object({ name: Type.String(), phone: nullable(Type.String()) }),
})

export const ownerTemplate = endpoint({
  id: 'choices.owner_template',
  method: 'GET',
  path: '/api/choices/owner-template.xlsx',
  summary: { zh: '业主名册模板', en: 'Template of a register of owners' },
  produces: 'bytes',
  hands: 'form',
})

export const CheckedImport = Type.Object({
  id: idSchema<'ownerImport'>(),
  fileName: Type.String(),
  rows: count,
  /** What accepting it would add; heads that the register knows get their rooms and are not counted anew. */
  heads: count,
  rooms: count,
  areaCm2: area,
  /** Heads that the register knows, masked, with the rooms of the sheet that they would get. */
  known: Type.Array(Type.Object({ ownerId: OwnerIdSchema, name: Type.String(), rooms: count })),
  wrong: Type.Array(Type.Object({ row: Type.Integer(), column: WordsSchema, words: WordsSchema })),
})
export type CheckedImport = Static<typeof CheckedImport>

/** Reads one .xlsx (form field `file`) and says of each row what is wrong. Nothing is written to the register. */
export const checkOwners = endpoint({
  id: 'choices.check_owners',
  method: 'POST',
  path: '/api/choices/compounds/:compoundId/owner-imports',
  summary: { zh: '检查业主表格', en: 'Check a sheet of owners' },
  ...inCompound,
  consumes: 'multipart',
  response: CheckedImport,
})

/** Judges the sheet anew and writes its right rows, all together. */
export const acceptOwners = endpoint({
  id: 'choices.accept_owners',
  method: 'POST',
  path: '/api/choices/owner-imports/:importId/accept',
  summary: { zh: '确认导入业主', en: 'Accept a sheet of owners' },
  params: Type.Object({ importId: idSchema<'ownerImport'>() }),
  response: Type.Object({ heads: count, rooms: count }),
})
