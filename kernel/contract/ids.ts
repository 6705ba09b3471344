import { Type } from 'typebox'
import { uuidv7 } from 'uuidv7'

declare const brand: unique symbol

/** A UUIDv7 that names one kind of thing; ids of different kinds do not mix. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind }

/** The schema of an id, with its TypeScript brand. */
export const idSchema = <Kind extends string>() => Type.Unsafe<Id<Kind>>(Type.String({ format: 'uuid' }))

/** A new id; clients may make them too, so that a retry names the same thing. */
export const newId = <Kind extends string>(): Id<Kind> => uuidv7() as Id<Kind>

export type TenantId = Id<'tenant'>
export type PersonId = Id<'person'>
export type PostId = Id<'post'>
export type PlaceId = Id<'place'>
export type GridId = Id<'grid'>
export type MatterId = Id<'matter'>
export type FileId = Id<'file'>
export type SessionId = Id<'session'>
/** A system of others that hands matters in. */
export type SystemId = Id<'system'>

/** Instants travel as ISO 8601 with a zone; days as YYYY-MM-DD. */
export const Instant = Type.String({ format: 'date-time' })
export const Day = Type.String({ format: 'date' })
/** YYYY-MM, of years that have a next one in four digits. */
export const Month = Type.String({ pattern: '^(19|20)\\d{2}-(0[1-9]|1[0-2])$' })

/** Words in both languages, as data of a tenant. */
export const WordsSchema = Type.Object({ zh: Type.String(), en: Type.String() })

/** A name that a tenant gave to a place, a post or a unit; the English one may be empty. */
export const Named = Type.Object({ name: Type.String(), nameEn: Type.String() })
