import { type TSchema, Type } from 'typebox'
import { nullable } from '../../../kernel/contract/endpoint.ts'
import { Instant } from '../../../kernel/contract/ids.ts'
import { PlannedVersion, VersionState } from './contract.ts'

// What the answers about any rule that is one document have alike: the duty list, the ladder, a category tree …

/** The one in force, and a page of the heads of versions; their bodies are read one by one. */
export const documentAnswer = <Body extends TSchema, Tried extends TSchema>(body: Body, tried: Tried) => ({
  inForce: Type.Integer(),
  /** The document in force. */
  body,
  newest: Type.Integer(),
  /** The versions from `offset`, the newest first, and how many there are. */
  versions: Type.Array(
    Type.Object({
      version: Type.Integer(),
      state: VersionState,
      validFrom: Instant,
      savedAt: nullable(Instant),
      authorName: nullable(Type.String()),
      source: nullable(Type.String()),
      backTo: nullable(Type.Integer()),
      tried: nullable(tried),
    }),
  ),
  total: Type.Integer(),
  planned: Type.Array(PlannedVersion),
})

/** One version, with the one before it; null: it is the first. */
export const versionAnswer = <Body extends TSchema>(body: Body) => Type.Object({ body, before: nullable(body) })
