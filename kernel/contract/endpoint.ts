import { type Static, type TSchema, Type } from 'typebox'
import type { TokenScope } from './token-scope.ts'
import type { Words } from './words.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/**
 * What a file is that an endpoint answers with. `export`: people take it away, so it tells the ledger and carries its mark
 * (kernel/exports). The others do not: an empty `form` to fill in; a `picture` on a page; what is `public` anyway, or goes
 * by keys of programs; a `feed` that a program subscribes to, whose opening is told.
 */
export type Handed = 'export' | 'form' | 'picture' | 'public' | 'feed'

/**
 * One HTTP endpoint: the single source of validation, of the client's types and of the OpenAPI document.
 * `path` uses `:name` for parameters, each described in `params`.
 */
export interface Endpoint<
  P extends TSchema = TSchema,
  Q extends TSchema = TSchema,
  B extends TSchema = TSchema,
  R extends TSchema = TSchema,
> {
  readonly id: string
  readonly method: Method
  readonly path: string
  readonly summary: Words
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly response: R
  /** How the answer travels: JSON unless the endpoint streams bytes or events. */
  readonly produces: 'json' | 'bytes' | 'events'
  /** What the bytes are; null for what answers with none. */
  readonly hands: Handed | null
  /** By which scope of a token a script may read it; null: by none. Only what reads and answers with JSON has one. */
  readonly scope: TokenScope | null
  /** How the body travels. `signed`: JSON whose bytes are signed, handed over as they came; the handler checks its form. */
  readonly consumes: 'json' | 'multipart' | 'signed' | 'none'
}

const None = Type.Object({})
type NoFields = typeof None

/** Whoever answers with a file has to say what it is. */
type Produces =
  | { readonly produces?: 'json' | 'events'; readonly hands?: never }
  | { readonly produces: 'bytes'; readonly hands: Handed }

interface Declaration<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema> {
  id: string
  method: Method
  path: string
  summary: Words
  params?: P
  query?: Q
  body?: B
  response?: R
  consumes?: Endpoint['consumes']
  scope?: TokenScope
}

const exportNames = new Map<string, Words>()

/** What the ledger calls an export by its endpoint's id, in words; null: there is none of that name any more. */
export const exportName = (id: string): Words | null => exportNames.get(id) ?? null

/** Declares an endpoint; what is left out is an empty object. */
export function endpoint<
  P extends TSchema = NoFields,
  Q extends TSchema = NoFields,
  B extends TSchema = NoFields,
  R extends TSchema = NoFields,
>(d: Declaration<P, Q, B, R> & Produces): Endpoint<P, Q, B, R> {
  const none = None as TSchema
  if (d.hands === 'export') exportNames.set(d.id, d.summary)
  return {
    id: d.id,
    method: d.method,
    path: d.path,
    summary: d.summary,
    params: (d.params ?? none) as P,
    query: (d.query ?? none) as Q,
    body: (d.body ?? none) as B,
    response: (d.response ?? none) as R,
    produces: d.produces ?? 'json',
    hands: d.hands ?? null,
    scope: d.scope ?? null,
    consumes: d.consumes ?? (d.method === 'GET' || d.method === 'DELETE' ? 'none' : 'json'),
  }
}

/** Whether an endpoint shows a sealed field in full: all of these end so, which a test holds. */
export const reveals = ({ path }: Endpoint): boolean => path.endsWith('/reveal')

/** The reason with which such an endpoint asks for the password or a code again. */
export const proveAgain = 'http.prove_again'

export type ParamsOf<E extends Endpoint> = Static<E['params']>
export type QueryOf<E extends Endpoint> = Static<E['query']>
export type BodyOf<E extends Endpoint> = Static<E['body']>
export type ResponseOf<E extends Endpoint> = Static<E['response']>

/** A page of a list: rows from `offset`, and how many there are in all. */
export const pageOf = <T extends TSchema>(row: T) =>
  Type.Object({ rows: Type.Array(row), total: Type.Integer(), offset: Type.Integer(), limit: Type.Integer() })

/** The query that every list understands. */
export const PageQuery = {
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
}

/** The answer of a command that has nothing to tell but that it was done. */
export const Done = Type.Object({ done: Type.Literal(true) })

/** Either a value or null, as JSON has it. */
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/**
 * One of these texts, which says that it is a text: in a list that holds nothing twice, the validator then finds what stands
 * there twice by one look at each. Of what has no type it compares each with each.
 */
export const oneOf = <Value extends string>(values: readonly Value[]) => Type.Enum([...values], { type: 'string' })
